"""What hangs on what: services on ONTs whose number is not known, and ports that ONTs tell."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_isp.policy import ETHERNET_SERVICE, ONT, RULES, UNKNOWN, Resource, check, declared

BY_ID = {rule.id: rule for rule in RULES}


def ont(name: str, /, **properties: Any) -> Resource:
    return declared(ONT, name, network_name="hill", admin_state="enabled", **properties)


def service(on: Any, /, name: str = "line", **how: Any) -> Resource:
    return declared(ETHERNET_SERVICE, name, ont=on, **how)


def unserved(*resources: Resource, **how: Any) -> set[str]:
    found = check(BY_ID["ont-service"], *resources, **how)
    return {each.resource.name for each in found if each.resource}


def test_a_service_that_refers_to_an_ont_is_on_it_before_its_id_is_known() -> None:
    """In the first preview, no ONT has an id; what the service's `ont` is made of is told by Pulumi."""
    new, other = ont("new"), ont("other", ont_id=UNKNOWN)

    assert unserved(service(UNKNOWN, refers={"ont": new}), new, other) == {"other"}
    # Later, the id is known, and the program still does not declare the number.
    assert unserved(service("hill/7", refers={"ont": new}), new, other) == {"other"}


def test_a_service_of_which_nobody_knows_the_ont_keeps_the_rule_silent() -> None:
    """It may be on any of them: its `ont` is made of what is no ONT of this stack, or in any connection."""
    new, other = ont("new", ont_id="7"), ont("other", ont_id="8")

    assert unserved(service(UNKNOWN), new, other) == set()
    assert unserved(service(UNKNOWN, refers={"ont": declared(ONT, "gone")}), new, other) == set()
    assert unserved(service("hill/7", connection=UNKNOWN), new, other) == set()
    assert unserved(service("hill/7"), new, other) == {"other"}


def test_the_same_address_in_another_connection_is_another_ont() -> None:
    """Two systems, two numbers 7."""
    assert unserved(service("hill/7", connection="west"), ont("east", ont_id="7")) == {"east"}
    assert unserved(service("hill/7", connection="default"), ont("east", ont_id="7")) == set()


def test_a_number_that_an_e7_has_chosen_is_known_from_the_state() -> None:
    """The program declares none, and the service names it. Without the state it may be any on that shelf."""
    new = ont("new")

    assert unserved(service("hill/7"), new, before=[ont("new", ont_id="7")]) == set()
    assert unserved(service("hill/8"), new, before=[ont("new", ont_id="7")]) == {"new"}
    assert unserved(service("hill/7"), new) == set()
    assert unserved(service("dale/7"), new) == {"new"}


def test_a_stack_without_services_is_judged_where_it_is_asked_for() -> None:
    """Else a stack of ONTs alone, whose services somebody provisions elsewhere, could not be had."""
    assert unserved(ont("a", ont_id="7")) == set()
    assert unserved(ont("a", ont_id="7"), settings={"always": True}) == {"a"}


@pytest.mark.parametrize(
    ("settings", "names", "finds"),
    [
        ({"pattern": "p([0-9]+)-"}, ["p1-a", "p1-b", "p2-c"], "GPON port 1 of 'hill'"),
        ({"pattern": "^p[0-9]+"}, ["p1-a", "p1-b", "p2-c"], "GPON port p1 of 'hill'"),
        ({"pattern": "p([0-9]+)-"}, ["p1-a", "p2-b", "c", "d"], ""),
        ({}, ["p1-a", "p1-b"], ""),
    ],
)
def test_a_port_is_told_by_the_name(settings: dict[str, Any], names: list[str], finds: str) -> None:
    """By the first group of the pattern, or all that it finds; an ONT that tells none is not counted."""
    found = check(BY_ID["ont-port-limited"], *map(ont, names), settings={"most": 1, **settings})

    assert [finds in each.text for each in found] == ([True] if finds else [])


def test_the_same_port_of_another_e7_is_another_one() -> None:
    """Shelf and connection count."""
    onts = [
        declared(ONT, f"p1-{number}", network_name=shelf, connection=where)
        for number, (shelf, where) in enumerate((("hill", "east"), ("dale", "east"), ("hill", "west")))
    ]

    assert check(BY_ID["ont-port-limited"], *onts, settings={"most": 1, "pattern": "p1"}) == []


def cut_off(*resources: Resource, before: list[Resource]) -> dict[str, str]:
    found = check(BY_ID["ont-active-kept"], *resources, before=before)
    return {each.resource.name: each.text for each in found if each.resource}


def test_a_service_taken_from_a_line_in_service_cuts_a_subscriber_off() -> None:
    """No longer declared, or moved; whether the ONT is declared here or elsewhere."""
    line = ont("line", ont_id="7")
    voice = service("hill/7", admin_state="enabled", port_kind="gigabit", port=1, service_id=1)
    moved = service("hill/7", admin_state="enabled", port_kind="gigabit", port=2, service_id=1)

    for declared_here in ([line], []):
        before = [*declared_here, voice]
        assert cut_off(*declared_here, before=before) == {
            "line": "the subscriber's service is in use (admin_state 'enabled'), and is no longer declared"
        }
        [text] = cut_off(*declared_here, moved, before=before).values()
        assert text.endswith("and is replaced, as port changes")
        assert cut_off(*before, before=before) == {}


def test_a_service_of_which_nobody_makes_use_may_go() -> None:
    """It is off itself, or the line below it is; one whose line goes too is not named beside the line."""
    line, off = ont("line-7", ont_id="7"), declared(ONT, "off", network_name="hill", admin_state="disabled")
    on = service("hill/7", "on-7", admin_state="enabled")
    disabled = service("hill/7", "disabled", admin_state="disabled")
    idle = service(UNKNOWN, "idle", admin_state="enabled", refers={"ont": off})

    assert cut_off(line, off, before=[line, off, disabled, idle]) == {}
    assert cut_off(off, before=[line, off, on]).keys() == {"line-7"}
    # What is off only from this update on was in use.
    line_off = declared(ONT, "line-7", network_name="hill", ont_id="7", admin_state="disabled")
    assert cut_off(line_off, before=[line, on]).keys() == {"on-7"}


def test_the_state_of_a_secret_service_is_not_shown() -> None:
    """It is judged all the same."""
    hidden = service("hill/7", admin_state="enabled", secrets=["admin_state"])

    assert "(admin_state [secret])" in cut_off(before=[hidden])["line"]
