"""Data sources: what a program gets, once for each question, steady from plan to plan."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any, cast

import pulumi
import pytest
from pulumi.runtime.settings import set_root_resource
from tests.support.programs import run

from pulumi_isp import whmcs as sdk
from pulumi_isp_provider.whmcs.client.actions import ACTIONS
from pulumi_isp_simulators import Simulator, WhmcsVendor

Whmcs = Simulator[WhmcsVendor]

PLAIN = sorted(name for name in dir(sdk) if name.startswith("get_") and not name.endswith("_output"))
ARGUMENTS: dict[str, dict[str, Any]] = {
    "get_product": {"product_id": 1},
    "get_product_inventory": {"product_id": 1},
    "get_client": {"client_id": 7, "personal": ["email"]},
    "get_clients": {"personal": ["email"]},
    "get_client_services": {"status": ["Active"], "client_id": 7},
    "get_invoice": {"invoice_id": 5},
    "get_subscribers": {"status": ["Suspended"]},
}


def result(program: Callable[[], Any]) -> Any:
    """What a program's result resolves to; it fails where that stayed unknown."""
    _, found = run(lambda: pulumi.Output.from_input("").apply(lambda _: program()))
    return found


def test_what_there_is() -> None:
    """Everything that a network program needs of WHMCS can be asked."""
    wanted = {"products", "product", "product_inventory", "clients", "client", "client_services", "invoices"}

    assert {f"get_{name}" for name in wanted | {"subscribers"}} <= set(PLAIN)


@pytest.mark.parametrize("name", PLAIN)
def test_both_forms_say_the_same_from_one_answer(whmcs: Whmcs, name: str) -> None:
    """Arguments that come out of Outputs, numbers as floats, ask the same question."""
    arguments = ARGUMENTS.get(name, {})

    def outputs() -> dict[str, pulumi.Output[Any]]:
        return {
            key: pulumi.Output.from_input(float(value) if isinstance(value, int) else value)
            for key, value in arguments.items()
        }

    def program() -> pulumi.Output[Any]:
        later = getattr(sdk, f"{name}_output")(**outputs())
        return cast("pulumi.Output[Any]", later).apply(lambda found: (getattr(sdk, name)(**arguments), found))

    plain, later = result(program)

    assert repr(plain).split(" at 0x")[0] == repr(later).split(" at 0x")[0]
    assert max(whmcs.counts().values()) == 1
    assert set(whmcs.counts()) <= set(ACTIONS)


def test_a_thousand_times_the_same_question_is_one_request(whmcs: Whmcs) -> None:
    """However often and in whatever form a program asks, WHMCS is asked once."""

    def program() -> pulumi.Output[Any]:
        later = [sdk.get_client_services_output(client_id=7).services[0].id for _ in range(500)]
        now = [sdk.get_client_services(status=["Active"], client_id=7).services[0].id for _ in range(500)]
        return pulumi.Output.all(*later).apply(lambda ids: [*ids, *now])

    assert result(program) == [41] * 1000
    assert whmcs.counts() == {"GetClientsProducts": 1}


def test_an_output_that_holds_nothing_is_no_missing_filter(whmcs: Whmcs) -> None:
    """Who asks for one client by an Output without a value does not get the services of all."""
    nobody: pulumi.Output[Any] = pulumi.Output.from_input(None)

    with pytest.raises(sdk.WhmcsLookupError, match="client_id: the Output that was given holds None"):
        result(lambda: sdk.get_client_services_output(client_id=nobody).services)

    assert not whmcs.requests


def test_each_run_of_a_program_sees_what_is_so_by_then(whmcs: Whmcs) -> None:
    """A process that runs one update after the other asks again in each; within one, once."""

    def in_a_run() -> list[str]:
        set_root_resource(pulumi.ComponentResource("test:index:Stack", "stack"))
        return [sdk.get_client_services(service_id=41).services[0].status for _ in range(2)]

    def program() -> None:
        seen.append(contextvars.copy_context().run(in_a_run))

    seen: list[list[str]] = []
    run(program)
    whmcs.change("services", "41", {"status": "Suspended"})
    run(program)

    assert seen == [["Active", "Active"], ["Suspended", "Suspended"]]
    assert whmcs.counts() == {"GetClientsProducts": 2}


def test_lists_keep_their_order(new_whmcs: Callable[..., Whmcs], configure: Callable[..., None]) -> None:
    """However WHMCS orders its rows today, a program sees them by id."""
    orders = []
    for order in ("ascending", "descending"):
        configure(new_whmcs(row_order=order))
        orders.append([service.id for service in sdk.get_client_services().services])

    assert orders == [[41, 42, 43, 44]] * 2


def test_what_changes_by_itself_is_not_in_a_result(
    new_whmcs: Callable[..., Whmcs], configure: Callable[..., None]
) -> None:
    """Traffic and due dates go on while nobody changes anything; a plan must not."""
    results = []
    for at, due in enumerate(("2025-01-01", "2025-02-01")):
        server = new_whmcs()
        server.change("services", "41", {"nextduedate": due, "bwusage": at, "diskusage": at})
        configure(server)
        results.append((sdk.get_client_services(), sdk.get_client_services(usage=True)))

    (steady, moving), (steady_later, moving_later) = results
    assert steady == steady_later
    assert moving != moving_later


def test_a_missing_product_is_told(whmcs: Whmcs) -> None:
    """A program that names a product that is not there stops with the reason."""
    with pytest.raises(pulumi.RunError, match="There is no product 99"):
        sdk.get_product(99)


def test_rows_are_inputs_of_resources(whmcs: Whmcs) -> None:
    """A row, or a part of it, can be given to a resource as it is."""

    class Box(pulumi.CustomResource):
        def __init__(self, name: str, **inputs: Any) -> None:
            super().__init__("test:index:Box", name, inputs)

    def program() -> None:
        service = sdk.get_client_services(service_id=41).services[0]
        product = sdk.get_product(1)
        Box("box", service=service, fields=service.custom_fields, prices=product.pricing)

    asked, _ = run(program)

    inputs = next(args.inputs for args in asked if args.name == "box")
    assert inputs["service"]["custom_fields"]["ONT Serial"] == "CXNK00AABB01"
    assert inputs["fields"]["Shelf"] == "NTWK-1"
    assert inputs["prices"]["USD"]["monthly"] == {"price": "25.99", "setup": "0.00"}


def test_two_connections_are_two_systems(
    new_whmcs: Callable[..., Whmcs], configure: Callable[..., None]
) -> None:
    """A named connection has its own address and its own answers."""
    one, other = new_whmcs(), new_whmcs({"clients": [{"id": 9, "firstname": "Ida", "lastname": "West"}]})
    section = (
        f'{{"url":"{other.url}","identifier":"sdkIdentifier0123456789abcdefghi",'
        '"secret":"sdkSecret0123456789abcdefghijklm"}'
    )
    configure(one, west=section)

    assert len(sdk.get_clients().clients) == 2
    assert [client.id for client in sdk.get_clients(connection="west").clients] == [9]


def test_settings_may_come_from_the_environment(
    new_whmcs: Callable[..., Whmcs], configure: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the stack's config does not say, the environment may."""
    server = new_whmcs()
    configure(None)
    monkeypatch.setenv("WHMCS_URL", server.url)

    assert len(sdk.get_products().products) == 2


def test_outputs_in_tuples_are_awaited(whmcs: Whmcs) -> None:
    """A sequence of Outputs may be a tuple as well as a list."""

    def program() -> pulumi.Output[Any]:
        active, product = pulumi.Output.from_input("Active"), pulumi.Output.from_input(1)
        found = sdk.get_subscribers_output(status=(active, "Cancelled"), product_id=(product,), strict=False)
        return found.subscribers.apply(lambda rows: [row.service_id for row in rows])

    assert result(program) == [41, 43]
