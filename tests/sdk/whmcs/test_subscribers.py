"""Subscribers in a program: who is where, and who cannot be placed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import whmcs as sdk
from pulumi_isp_simulators import Simulator, WhmcsVendor

Whmcs = Simulator[WhmcsVendor]


@pytest.fixture
def warnings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the CLI shows as warnings."""
    shown: list[str] = []
    monkeypatch.setattr(pulumi.log, "warn", shown.append)
    return shown


def test_every_service_is_visible(whmcs: Whmcs, warnings: list[str]) -> None:
    """Suspended and cancelled ones too, each with its state; the one without an ONT with its reason."""
    found = sdk.get_subscribers()

    assert [(row.service_id, row.status, row.state) for row in found.subscribers] == [
        (41, "Active", "enabled"),
        (42, "Suspended", "disabled"),
        (43, "Cancelled", "absent"),
    ]
    assert [(row.service_id, row.status) for row in found.unusable] == [(44, "Active")]
    assert "ONT Serial" in found.unusable[0].reasons[0]


def test_a_program_decides_by_state(whmcs: Whmcs, warnings: list[str]) -> None:
    """The states are what a program asks for."""
    found = sdk.get_subscribers()

    assert [row.ont_serial for row in found.in_state("enabled", "disabled")] == [
        "CXNK00AABB01",
        "CXNK00AABB02",
    ]
    assert (found.subscribers[0].shelf, found.subscribers[0].port) == ("NTWK-1", "1/1")
    assert (found.subscribers[0].speed, found.subscribers[0].product) == ("100M", "Fibre 100")


def test_who_cannot_be_placed_is_shown_once(whmcs: Whmcs, warnings: list[str]) -> None:
    """The CLI warns about each service with its reason, and does not repeat itself."""
    whmcs.change("services", "44", {"status": "Suspended"})

    for _ in range(3):
        sdk.get_subscribers()

    assert len(warnings) == 1
    assert "1 service cannot be used:\n  - service 44 (Suspended, client 8): custom field" in warnings[0]


def test_a_strict_program_stops(whmcs: Whmcs, warnings: list[str]) -> None:
    """A program that would delete what it cannot place may rather fail."""
    with pytest.raises(pulumi.RunError, match="1 service cannot be used:\n  - service 44"):
        sdk.get_subscribers(strict=True)
    assert sdk.get_subscribers(status=["Suspended"], strict=True).unusable == ()
    assert warnings == []


def test_the_mapping_comes_from_the_settings_or_the_program(
    whmcs: Whmcs, configure: Callable[..., None], warnings: list[str]
) -> None:
    """Where to look is a setting; a program may say otherwise."""
    configure(whmcs, shelfField="Where", states="Suspended=enabled")
    by_settings = sdk.get_subscribers().subscribers[1]
    by_program = sdk.get_subscribers(mapping=sdk.SubscriberMapping(port="ONT Serial")).subscribers[1]

    assert (by_settings.shelf, by_settings.state) == ("12 High Street", "enabled")
    assert (by_program.shelf, by_program.state, by_program.port) == ("NTWK-1", "disabled", "CXNK00AABB02")


def test_products_can_be_chosen(whmcs: Whmcs, warnings: list[str]) -> None:
    """Only the services of the fibre products named; without any, there are none."""
    assert len(sdk.get_subscribers(product_id=1).subscribers) == 3
    assert sdk.get_subscribers(product_id=[2]).subscribers == []
    with pytest.raises(pulumi.RunError, match="product_id: must be a whole number above zero"):
        sdk.get_subscribers(product_id=0)


@pytest.mark.parametrize(
    "read",
    [
        sdk.get_subscribers,
        lambda: sdk.get_subscribers(product_id=[1, 21]),
        lambda: run(lambda: sdk.get_subscribers_output(product_id=pulumi.Output.from_input([1, 21]))),
    ],
    ids=["setting", "argument", "output"],
)
def test_a_slip_in_a_product_id_stops_the_program(
    whmcs: Whmcs, configure: Callable[..., None], warnings: list[str], read: Callable[[], object]
) -> None:
    """A product that does not exist has no services; a program that believed it would delete every ONT."""
    configure(whmcs, fibreProducts="1,21")

    with pytest.raises(pulumi.RunError) as caught:
        read()

    told = ["connection 'default'", "Fibre product 21", "whmcs:fibreProducts", "1 Fibre 100; 2 Fibre 1000"]
    assert [each for each in told if each not in str(caught.value)] == []


@pytest.mark.parametrize("states", [("active",), ("enabled", "Suspended"), ()])
def test_a_state_that_does_not_exist_is_refused(
    whmcs: Whmcs, warnings: list[str], states: tuple[Any, ...]
) -> None:
    """Nobody is ever in it, and who loops over nobody deletes everybody."""
    found = sdk.get_subscribers()

    with pytest.raises(
        pulumi.RunError, match="in_state must be given enabled, disabled, not_provisioned, absent"
    ):
        found.in_state(*states)


def test_a_subscriber_in_an_output(whmcs: Whmcs, warnings: list[str]) -> None:
    """The Output form gives the same rows; their fields can be lifted out."""

    def program() -> pulumi.Output[str]:
        found = sdk.get_subscribers_output(status=pulumi.Output.from_input(["Active"]))
        return pulumi.Output.concat(found.subscribers[0].shelf, "/", found.subscribers[0].ont_serial)

    _, text = run(program)

    assert text == "NTWK-1/CXNK00AABB01"


@pytest.mark.parametrize(
    ("product_id", "message"),
    [([], "must hold at least one id"), ("1;2", "whole number above zero, not '1;2'")],
)
def test_products_that_are_none_are_refused(whmcs: Whmcs, product_id: Any, message: str) -> None:
    """An empty list does not mean all products; nothing is asked."""
    with pytest.raises(pulumi.RunError, match=f"product_id: must .*{message.removeprefix('must ')}"):
        sdk.get_subscribers(product_id=product_id)
    assert not whmcs.requests


def test_products_may_be_written_as_text(whmcs: Whmcs, warnings: list[str]) -> None:
    """Config values are text: an id, or several with commas."""
    found = [sdk.get_subscribers(product_id=cast("Any", text)) for text in ("1", "1, 2", "2")]

    assert [len(each.subscribers) for each in found] == [3, 3, 0]
