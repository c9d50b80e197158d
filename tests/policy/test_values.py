"""Values as Pulumi hands them over, read into plain Python."""

from __future__ import annotations

import pytest
from pulumi_policy import proxy

from pulumi_isp.policy import ONT, Resource, State, Value
from pulumi_isp.policy.values import REDACTED, UNKNOWN, plain, secrets_in

PLACEHOLDERS = [text for name, text in vars(proxy).items() if name.startswith("UNKNOWN_")]
CIPHERTEXT = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:x"}


def test_what_pulumi_hands_over_becomes_plain() -> None:
    """Whole numbers are ints, and what is not known says so, wherever it stands."""
    given = {
        "number": 162.0,
        "half": 0.5,
        "flag": True,
        "none": None,
        "unknown": PLACEHOLDERS[0],
        "list": ["a", PLACEHOLDERS[1], {"deep": PLACEHOLDERS[2], "known": 7.0}],
    }

    assert plain(given) == {
        "number": 162,
        "half": 0.5,
        "flag": True,
        "none": None,
        "unknown": UNKNOWN,
        "list": ["a", UNKNOWN, {"deep": UNKNOWN, "known": 7}],
    }
    assert isinstance(plain(given)["number"], int)


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_of_any_sort_is_unknown(text: str) -> None:
    """The engine has one for each sort of value."""
    assert plain({"list": ["a", text]}) == {"list": ["a", UNKNOWN]}


def test_a_secret_is_its_value_and_is_known_to_be_one() -> None:
    """However deep it stands, the property in which it stands is secret as a whole."""
    secret = {**CIPHERTEXT, "value": ["x", 7.0]}
    properties = {"one": secret, "list": [{"part": secret}], "open": "y"}

    assert plain(properties) == {"one": ["x", 7], "list": [{"part": ["x", 7]}], "open": "y"}
    assert secrets_in(properties) == {"one", "list"}


def test_what_is_not_a_number_is_kept() -> None:
    """Infinity is no whole number."""
    assert plain(float("inf")) == float("inf")


def test_a_secret_of_a_state_file_is_never_read() -> None:
    """Neither its ciphertext nor the text that stands for it where there is no passphrase."""
    properties = plain({"one": CIPHERTEXT, "two": "[secret]", "list": [CIPHERTEXT]})
    resource = Resource.of(ONT.token, "urn:pulumi:s::p::t::a", properties, secrets=())

    assert properties == {"one": REDACTED, "two": REDACTED, "list": [REDACTED]}
    for value in (resource["one"], resource["two"], *resource["list"].each()):
        assert (value.state, value.is_there, str(value)) == (State.SECRET, False, "[secret]")


def test_secrets_are_judged_and_not_shown() -> None:
    """A secret list hides each part of it; the rest is shown."""
    properties = {"ont_id": 7.0, "list": ["x", {"part": "y"}], "__secrets": ["list"]}
    resource = Resource.of(ONT.token, "urn:pulumi:s::p::t::a", properties, secrets=["list"])

    assert str(resource["ont_id"]) == "7"
    assert [str(each) for each in resource["list"].each()] == ["[secret]", "[secret]"]
    assert [each.content for each in resource.values("list.part") if each.is_there] == ["y"]
    assert list(resource.names()) == ["ont_id", "list"]
    assert "7" not in repr(resource)
    assert "x" not in repr(resource["list"])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Value("a", State.UNKNOWN), "not known yet"),
        (Value("a", State.ABSENT), "not declared"),
        (Value("a", State.KNOWN, "x" * 300), f"'{'x' * 99}..."),
    ],
)
def test_what_a_value_shows(value: Value, shown: str) -> None:
    """Text for messages; what is long is cut."""
    assert str(value) == shown


def test_a_value_that_is_not_there_says_so_when_it_is_read() -> None:
    """A rule that does not ask first fails in its own unit test."""
    with pytest.raises(ValueError, match="ont_id is not known yet: ask is_there first"):
        _ = Value("ont_id", State.UNKNOWN).content


def test_the_name_of_a_resource_may_hold_colons() -> None:
    """Pulumi cuts its names in the same way."""
    urn = f"urn:pulumi:hill::plant::house:Area$calix::{ONT.token}::a"

    assert Resource(ONT.token, "urn:pulumi:hill::plant::t::site::7").name == "site::7"
    assert Resource(ONT.token, urn).name.endswith("::a")
