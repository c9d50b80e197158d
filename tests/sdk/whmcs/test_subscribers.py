"""Subscribers in a program: who is where, and who cannot be placed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal, assert_type, cast

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
    found = sdk.get_subscribers(strict=False)

    assert [(row.service_id, row.status, row.state) for row in found.subscribers] == [
        (41, "Active", "enabled"),
        (42, "Suspended", "disabled"),
        (43, "Cancelled", "absent"),
    ]
    assert [(row.service_id, row.status) for row in found.unusable] == [(44, "Active")]
    assert "ONT Serial" in found.unusable[0].reasons[0]


def test_a_program_decides_by_state(whmcs: Whmcs, warnings: list[str]) -> None:
    """The states are what a program asks for."""
    found = sdk.get_subscribers(strict=False)

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
        sdk.get_subscribers(strict=False)

    told = (
        "1 service cannot be used as it is:\n"
        "  - custom field 'ONT Serial' is empty (whmcs:ontSerialField): service 44 (Suspended, client 8)\n"
    )
    assert len(warnings) == 1
    assert told in warnings[0]


def test_one_cause_is_told_once(whmcs: Whmcs, configure: Callable[..., None], warnings: list[str]) -> None:
    """A setting that is wrong is wrong for every service; it is read once, with some of the services."""
    configure(whmcs, shelfField="OLT")
    for number in range(100, 130):
        whmcs.load(_with_another_service(whmcs.state(), number))

    sdk.get_subscribers(strict=False)

    lines = warnings[0].splitlines()
    assert [line.count("custom field 'OLT' is missing") for line in lines] == [0, 1, 0, 0]
    assert (
        "33 services: 41 (Active, client 7); 42 (Suspended, client 7); 44 (Active, client 8); 100 "
        in lines[1]
    )
    assert lines[1].endswith("; ... and 28 more")
    assert (
        lines[2]
        == "  - custom field 'ONT Serial' is empty (whmcs:ontSerialField): service 44 (Active, client 8)"
    )
    assert lines[3].startswith("What to do: ")


def _with_another_service(state: dict[str, Any], number: int) -> dict[str, Any]:
    first = state["services"][0]
    fields = [
        {
            "id": field["id"],
            "value": f"CXNK00{number:06d}" if field["value"].startswith("CXNK") else field["value"],
        }
        for field in first["customfields"]
    ]
    return {**state, "services": [*state["services"], {**first, "id": number, "customfields": fields}]}


@pytest.mark.parametrize(
    "read",
    [sdk.get_subscribers, lambda: run(sdk.get_subscribers_output)],
    ids=["plain", "output"],
)
def test_a_program_stops_unless_it_says_otherwise(
    whmcs: Whmcs, warnings: list[str], read: Callable[[], object]
) -> None:
    """What cannot be placed would be deleted; whoever wants that says strict=False."""
    with pytest.raises(pulumi.RunError, match=r"1 service cannot be used as it is:\n.*: service 44"):
        read()
    assert sdk.get_subscribers(status=["Suspended"]).unusable == ()
    assert warnings == []


def test_services_moved_to_another_product_stop_the_program(
    whmcs: Whmcs, configure: Callable[..., None], warnings: list[str]
) -> None:
    """They have an ONT, so they are not passed over, unless the settings name the product as another's."""
    whmcs.change("services", "44", {"status": "Cancelled"})
    whmcs.change("services", "42", {"pid": 2})

    with pytest.raises(
        pulumi.RunError, match=r"its product 2 \(Fibre 1000\) is not one of the fibre products 1;"
    ):
        sdk.get_subscribers(product_id=1)
    configure(whmcs, fibreProducts="1,2")
    assert [row.service_id for row in sdk.get_subscribers(product_id=1).subscribers] == [41, 43, 44]


def test_who_shares_an_ont_is_reported_and_stays(whmcs: Whmcs, warnings: list[str]) -> None:
    """A slip in one service does not take the line of the customer who has had the ONT."""
    fields = {"ONT Serial": "CXNK00AABB02", "Shelf": "NTWK-1", "Port": "1/1"}
    whmcs.change("services", "44", {"customfields": fields})

    found = sdk.get_subscribers(strict=False)

    assert [row.service_id for row in found.in_state("enabled", "disabled")] == [41, 42, 44]
    assert (
        "its ONT is on another service too: 2 services: 42 (Suspended, client 7): CXNK00AABB02, service 44;"
        in (warnings[0])
    )
    with pytest.raises(pulumi.RunError, match="its ONT is on another service too"):
        sdk.get_subscribers()


@pytest.mark.parametrize("read", ["get_subscribers", "get_client_services"])
def test_not_one_service_stops_the_program(
    new_whmcs: Callable[..., Whmcs], configure: Callable[..., None], read: str
) -> None:
    """An empty WHMCS is more likely a wrong or a broken one; whoever means it says so."""
    configure(new_whmcs({"products": [{"pid": 1, "gid": 1, "name": "Fibre 100"}]}))
    function: Callable[..., Any] = getattr(sdk, read)
    in_output: Callable[..., Any] = getattr(sdk, f"{read}_output")

    with pytest.raises(sdk.WhmcsLookupError, match="WHMCS has no service, in any status"):
        function(product_id=1)
    with pytest.raises(sdk.WhmcsLookupError, match="allow_empty=True"):
        run(lambda: in_output(status=["Active"]))
    assert vars(function(product_id=1, allow_empty=True))
    run(lambda: in_output(allow_empty=pulumi.Output.from_input(True)))


@pytest.mark.parametrize("read", ["get_subscribers", "get_client_services"])
def test_a_status_that_does_not_exist_stops_the_program(whmcs: Whmcs, read: str) -> None:
    """Whatever is asked for: nobody can ask for it by name, so it would be dropped without a word."""
    function: Callable[..., Any] = getattr(sdk, read)
    _answer_with_status(whmcs, "Dormant")

    with pytest.raises(sdk.WhmcsLookupError, match=r"an unknown status|its status is unknown") as caught:
        function(status=["Active"])

    assert "Dormant" in str(caught.value)
    assert "41 (" in str(caught.value)
    found = sdk.get_client_services(status=["Suspended"], allow_unknown_status=True)
    assert [(row.id, row.status) for row in found.services] == [(41, "Dormant")]


@pytest.mark.parametrize("spelling", ["ACTIVE", "active ", "Active"])
def test_a_status_in_another_spelling_is_the_same(whmcs: Whmcs, spelling: str) -> None:
    """Its letters' case does not lose a service."""
    _answer_with_status(whmcs, spelling)

    assert [row.status for row in sdk.get_client_services(status=["Active"]).services] == ["Active"]
    assert [row.state for row in sdk.get_subscribers().subscribers] == ["enabled"]


def _answer_with_status(whmcs: Whmcs, status: str) -> None:
    """Let WHMCS list one service, in a status that the simulator would not take."""
    fields = {"ONT Serial": "CXNK00AABB01", "Shelf": "NTWK-1"}
    row = {
        "id": 41,
        "clientid": 7,
        "pid": 1,
        "status": status,
        "customfields": {
            "customfield": [
                {"id": at, "name": name, "value": value} for at, (name, value) in enumerate(fields.items(), 1)
            ]
        },
    }
    body = {"result": "success", "totalresults": 1, "products": {"product": [row]}}
    whmcs.fault(
        "GetClientsProducts",
        "status",
        every=1,
        status=200,
        body=json.dumps(body),
        content_type="application/json",
    )


def test_the_mapping_comes_from_the_settings_or_the_program(
    whmcs: Whmcs, configure: Callable[..., None], warnings: list[str]
) -> None:
    """Where to look is a setting; a program may say otherwise."""
    configure(whmcs, shelfField="Where", states="Suspended=enabled")
    by_settings = sdk.get_subscribers(strict=False).subscribers[1]
    mapping = sdk.SubscriberMapping(port="ONT Serial")
    by_program = sdk.get_subscribers(mapping=mapping, strict=False).subscribers[1]

    assert (by_settings.shelf, by_settings.state) == ("12 High Street", "enabled")
    assert (by_program.shelf, by_program.state, by_program.port) == ("NTWK-1", "disabled", "CXNK00AABB02")


def test_products_can_be_chosen(whmcs: Whmcs, warnings: list[str]) -> None:
    """Only the services of the fibre products named; without any, there are none."""
    mapping = sdk.SubscriberMapping(product_ids=(1, 2))

    assert len(sdk.get_subscribers(product_id=1, strict=False).subscribers) == 3
    assert sdk.get_subscribers(product_id=[2], mapping=mapping).subscribers == []
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
    found = sdk.get_subscribers(strict=False)

    with pytest.raises(
        pulumi.RunError, match="in_state must be given enabled, disabled, not_provisioned, absent"
    ):
        found.in_state(*states)


def test_who_has_a_line_has_an_admin_state(whmcs: Whmcs, warnings: list[str]) -> None:
    """The word that an ONT takes; whoever has no line has none, and is not switched off by mistake."""
    found = sdk.get_subscribers(strict=False)

    for subscriber in found.in_state("enabled", "disabled"):
        assert assert_type(subscriber.admin_state, Literal["enabled", "disabled"]) == subscriber.state
    without = found.in_state("not_provisioned", "absent")
    assert without
    for subscriber in without:
        with pytest.raises(
            pulumi.RunError, match=f"Service {subscriber.service_id} is {subscriber.state}: there is no line"
        ):
            _ = subscriber.admin_state


def test_a_subscriber_in_an_output(whmcs: Whmcs, warnings: list[str]) -> None:
    """The Output form gives the same rows; their fields can be lifted out."""

    def program() -> pulumi.Output[str]:
        found = sdk.get_subscribers_output(status=pulumi.Output.from_input(["Active"]), strict=False)
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
    texts = ("1", "1, 2", "2")
    found = [sdk.get_subscribers(product_id=cast("Any", text), strict=False) for text in texts]

    assert [len(each.subscribers) for each in found] == [3, 3, 0]
