"""Serial numbers: many spellings, one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_isp_provider.core.serial_numbers import normal_serial, same_serial, serial_key

DIGITS = st.text(alphabet="0123456789ABCDEFabcdef", min_size=1, max_size=8)
VENDORS = st.sampled_from(["CXNK", "cxnk", "HWTC", "ALCL", "FACE", "CAFE"])


@st.composite
def written(draw: st.DrawFn) -> str:
    """A serial number as somebody might write it, or something close to one."""
    digits = draw(DIGITS)
    letters = draw(VENDORS)
    text = draw(
        st.sampled_from(
            [
                digits,
                digits.rjust(8, "0"),
                letters + digits,
                letters + digits.rjust(8, "0"),
                letters.upper().encode().hex() + digits.rjust(8, "0"),
                letters + digits * 2,
                digits * 2,
            ]
        )
    )
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(["", " ", "-", ":"])) + text[at:]


TEXTS = st.one_of(written(), st.text(alphabet="0159ABCDEFKNXcxnk :-", max_size=17), st.text(max_size=6))


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("BEEF01", "CXNK00BEEF01"),
        ("00BEEF01", "CXNK00BEEF01"),
        ("cxnk00beef01", "CXNK00BEEF01"),
        ("CXNKBEEF01", "CXNK00BEEF01"),
        ("CXNK 00BE-EF01", "CXNK00BEEF01"),
        ("43584E4B00BEEF01", "CXNK00BEEF01"),
        ("43:58:4e:4b:00:be:ef:01", "CXNK00BEEF01"),
        ("43584E4B", "CXNK43584E4B"),
        ("434E584B00BEEF01", "CNXK00BEEF01"),
        ("HWTC12345678", "HWTC12345678"),
        ("4857544312345678", "HWTC12345678"),
        ("DEADBEEF1234", "DEADBEEF1234"),
        ("DEADBEEF", "CXNKDEADBEEF"),
        ("FACE00AB", "CXNKFACE00AB"),
        ("12E4", "CXNK000012E4"),
    ],
)
def test_every_spelling_has_one_normal_form(text: str, normal: str) -> None:
    """That of labels: four letters, eight digits."""
    assert normal_serial(text) == normal
    assert same_serial(text, normal)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "1 to 8 hexadecimal digits"),
        ("CXNK", "1 to 8 hexadecimal digits"),
        ("CXN00ABC123", "1 to 8 hexadecimal digits"),
        ("CXNKGGGG0000", "1 to 8 hexadecimal digits"),
        ("CXNK00AABBCCDD", "1 to 8 hexadecimal digits"),
        ("12CXNK00ABC123", "1 to 8 hexadecimal digits"),
        ("CXNK43584E4B00BEEF01", "1 to 8 hexadecimal digits"),
        ("1.2E4", "1 to 8 hexadecimal digits"),
        ("261412345678", "the twelve digits on a label are the manufacturer's"),
        ("0123456789", "of sixteen digits the first eight are the vendor's letters"),
        ("00BEEF0100BEEF01", "of sixteen digits the first eight are the vendor's letters"),
        ("0", "zero stands for no serial number"),
        ("CXNK00000000", "zero stands for no serial number"),
        ("43584E4B00000000", "zero stands for no serial number"),
    ],
)
def test_what_is_none_is_refused_with_the_reason(text: str, reason: str) -> None:
    """The message says what is allowed, and does not repeat a text that may be a secret."""
    with pytest.raises(ValueError, match=reason) as refused:
        normal_serial(text)

    assert len(text) < 6 or text not in str(refused.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HWTC12345678", "CXNK12345678"),
        ("HWTC12345678", "12345678"),
        ("DEADBEEF1234", "BEEF1234"),
        ("CXNK00BEEF01", "CXNK00BEEF10"),
        ("0123456789", "23456789"),
        ("0123456789", "123456789"),
    ],
)
def test_two_devices_stay_two(one: str, other: str) -> None:
    """Other vendors' letters count, and no digit is dropped."""
    assert not same_serial(one, other)


@pytest.mark.parametrize("text", [None, "", "0", "00000000", "CXNK00000000", " "])
def test_none_is_the_same_as_nothing(text: str | None) -> None:
    """Two ONTs without a serial number are two devices."""
    assert not same_serial(text, text)


@given(TEXTS)
def test_reading_twice_changes_nothing(text: str) -> None:
    """The normal form is its own normal form."""
    try:
        normal = normal_serial(text)
    except ValueError:
        return
    assert normal_serial(normal) == normal
    assert len(normal) == 12


@given(TEXTS, TEXTS)
def test_sameness_is_symmetric(one: str, other: str) -> None:
    """Whichever is given first, and every serial number is the same as itself."""
    assert same_serial(one, other) == same_serial(other, one)
    assert same_serial(one, one) == (serial_key(one) is not None)


@given(st.lists(TEXTS, min_size=3, max_size=3), st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_sameness_is_transitive(texts: list[str], spelled: list[int]) -> None:
    """What is the same as the same is the same; half of the time all are spellings of one."""
    first = texts[0]
    spellings = [first, f" {first.lower()}", f"{first[:2]}-{first[2:]}"]
    for one, other, third in (texts, [spellings[each] for each in spelled]):
        if same_serial(one, other) and same_serial(other, third):
            assert same_serial(one, third)


@given(DIGITS, DIGITS)
def test_the_same_number_is_the_same_device(one: str, other: str) -> None:
    """Digits are compared as the number that they are."""
    assert same_serial(one, other) == (int(one, 16) == int(other, 16) != 0)
