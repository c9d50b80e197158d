"""The fields of input schemas: what they refuse, and that they never fail in another way."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.support.lives import Hands

from pulumi_isp_provider.core.properties import Choice, Decimal, Identifier, InputSchema, Text, WholeNumber
from pulumi_isp_provider.core.schema import UNKNOWN, same_values, validate_inputs
from pulumi_isp_provider.dynamic import PROVIDERS


class Inputs(InputSchema):
    """One field of each kind that takes free text."""

    key = Identifier()
    note = Text()


class Bounded(InputSchema):
    """One field of each kind that takes few values."""

    rate = WholeNumber(lowest=2, highest=6)
    level = Decimal(lowest=-30.0, highest=-7.0, unit="dBm")
    state = Choice("", "enabled", "disabled")


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 7.5, True, "", "  ", [], {}])
def test_what_is_no_identifier_is_refused(value: Any) -> None:
    """A number that is not whole, infinity included, and what is neither text nor a number."""
    _, failures = validate_inputs(Inputs(), {"key": value})

    assert [failure.path for failure in failures] == ["key"]


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("rate", "must be a whole number from 2 to 6"),
        ("level", "must be a number from -30.0 to -7.0 dBm"),
        ("state", "must be one of enabled, disabled"),
    ],
)
@pytest.mark.parametrize("value", [9, "7 of them", [], {}])
def test_a_value_of_any_wrong_kind_is_told_what_is_allowed(name: str, allowed: str, value: Any) -> None:
    """Out of range or not even a number: who reads the message must not have to look the range up."""
    _, failures = validate_inputs(Bounded(), {name: value})

    assert [str(failure) for failure in failures] == [f"{name}: {allowed}"]


@pytest.mark.parametrize("name", ["key", "note"])
@pytest.mark.parametrize("sign", ["\x00", "\t", "\n", "\x85", "\ud800", "\ufffe", "\uffff"], ids=ascii)
def test_signs_that_xml_cannot_hold_are_refused_in_check(name: str, sign: str) -> None:
    """What no vendor could be told must not pass a preview."""
    _, failures = validate_inputs(Inputs(), {name: f"a{sign}b"})

    assert [(failure.path, "control characters" in failure.reason) for failure in failures] == [(name, True)]


def test_every_other_script_and_sign_is_text() -> None:
    """Names are written as their owners write them."""
    given = {"key": "Büro 7", "note": "Łódź 東京 ☎ 😀"}

    assert validate_inputs(Inputs(), given) == (given, [])


ODD: list[Any] = [
    True,
    math.inf,
    math.nan,
    -1,
    1e300,
    "",
    "x",
    "1",
    "a@b",
    [],
    [[]],
    {},
    [UNKNOWN],
    ["a", None],
]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_value_makes_check_fail_in_another_way(provider: type[Any]) -> None:
    """Whatever is given for whichever property: it passes, or it is a failure with a path; never an error."""
    for name in provider.lifecycle.schema().fields:
        for value in ODD:
            checked = Hands(provider.lifecycle).check({name: value})

            assert all(failure.reason for failure in checked.failures), (name, value)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (162, 162.0, True),
        ({"a": [1, {"b": "x"}]}, {"a": [1.0, {"b": "x"}]}, True),
        (UNKNOWN, UNKNOWN, True),
        (True, 1, False),
        (1.0, True, False),
        ("1", 1, False),
        ([1], [1, 2], False),
        ({"a": 1}, {"a": 1, "b": None}, False),
        (UNKNOWN, "x", False),
    ],
)
def test_same_values_are_those_that_the_engine_makes_no_difference_of(
    one: object, other: object, same: bool
) -> None:
    """It turns whole numbers into others, and nothing else: a switch is no number, a text neither."""
    assert same_values(one, other) is same
