"""PHP's JSON comes out plain, whatever form it came in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_isp_provider.whmcs.client import php

ROW = {"id": "1"}
OTHER = {"id": "2"}


NOTHING: tuple[object, ...] = ("", None, [], {}, "\n  ")


@pytest.mark.parametrize("container", [*NOTHING, *({"product": nothing} for nothing in NOTHING)])
def test_every_way_to_say_none_is_no_rows(container: object) -> None:
    """An empty list may come as an empty string, null, an empty array or object, outside or inside."""
    assert list(php.rows(container, "product")) == []


@pytest.mark.parametrize(
    "container",
    [
        {"product": [ROW, OTHER]},
        [ROW, OTHER],
        {"product": {"0": ROW, "3": OTHER}},
        {"3": OTHER, "0": ROW},
        {"product": {"10": OTHER, "9": ROW}},
    ],
)
def test_every_form_of_a_list_is_its_rows_in_order(container: object) -> None:
    """Arrays and objects with numbers for keys, with and without the singular key, give the same rows."""
    assert list(php.rows(container, "product")) == [ROW, OTHER]


@pytest.mark.parametrize("container", [{"product": ROW}, ROW])
def test_a_lone_row_is_a_list_of_one(container: object) -> None:
    """A single row may come without its list."""
    assert list(php.rows(container, "product")) == [ROW]


@pytest.mark.parametrize("container", ["text", 5, ["text"], {"product": [1]}])
def test_what_is_no_list_of_rows_is_refused(container: object) -> None:
    """Something else in the place of rows is an error and not an empty list."""
    with pytest.raises(ValueError, match="expected a"):
        list(php.rows(container, "product"))


@settings(deadline=None)
@given(st.integers(-(10**18), 10**18))
def test_numbers_and_their_digits_are_the_same(number: int) -> None:
    """An id reads the same whether it came as a number or as text."""
    assert php.integer(number) == php.integer(str(number)) == number


@pytest.mark.parametrize(
    ("value", "expected"), [("", None), (None, None), (3.0, 3), ("4567890123", 4567890123)]
)
def test_integer(value: object, expected: int | None) -> None:
    """Nothing is None; whole floats and long numbers are exact."""
    assert php.integer(value) == expected


@pytest.mark.parametrize("value", ["x", 1.5, True, [], "1.0"])
def test_what_is_no_whole_number_is_refused(value: object) -> None:
    """Fractions, words and booleans are no ids."""
    with pytest.raises(ValueError, match="expected a whole number"):
        php.integer(value)


@pytest.mark.parametrize(
    ("value", "expected"), [("on", True), ("", False), (1, True), ("0", False), (None, None), ("?", None)]
)
def test_flag(value: object, expected: bool | None) -> None:
    """All of PHP's spellings of yes and no are understood; anything else is not guessed at."""
    assert php.flag(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("25.99", "25.99"),
        (25, "25.00"),
        (25.5, "25.50"),
        ("-1.00", "-1.00"),
        ("0.92345", "0.92345"),
        ("", None),
    ],
)
def test_amounts_are_exact_text(value: object, expected: str | None) -> None:
    """Money is decimal text with two places, or with more where there are more."""
    assert php.amount(value) == expected


@pytest.mark.parametrize("value", ["$5.95 USD", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(value: object) -> None:
    """Money for people and things that are no numbers are not taken for amounts."""
    with pytest.raises(ValueError, match="expected an amount"):
        php.amount(value)


@pytest.mark.parametrize(
    "value",
    ["0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00+00:00", "-0001-11-30 00:00:00", "", None],
)
def test_zero_dates_are_none(value: object) -> None:
    """MySQL's zero date means that there is no date, also in the forms that PHP gives it."""
    assert php.date(value) is None


def test_a_date_stays_as_it_is() -> None:
    """A real date is not touched."""
    assert php.date("2025-03-01") == "2025-03-01"


def test_entities_are_resolved_once() -> None:
    """A text that really holds an entity keeps it."""
    assert php.display("O&#039;Brien &amp;amp; Sons") == "O'Brien &amp; Sons"


@pytest.mark.parametrize("value", [None, False, [], {}])
def test_text_without_a_value_is_empty(value: object) -> None:
    """PHP's null, false and empty arrays in the place of a text are the empty text."""
    assert php.text(value) == ""


@pytest.mark.parametrize("value", ["1_000", "12 34", "0x10", "9" * 5000])
def test_digits_alone_make_a_number(value: str) -> None:
    """What merely looks like a number to Python is refused."""
    with pytest.raises(ValueError, match="expected a whole number"):
        php.integer(value)


@pytest.mark.parametrize("value", ["1e30", "1e999999999", "9" * 40 + ".12", "Infinity", "NaN", "sNaN"])
def test_an_amount_that_no_price_can_have_is_refused(value: str) -> None:
    """A number beyond all prices is the same error as other text."""
    with pytest.raises(ValueError, match="expected an amount"):
        php.amount(value)
