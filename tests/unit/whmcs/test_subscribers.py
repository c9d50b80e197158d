"""From services to subscribers: what can be used, and what cannot and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_provider.whmcs.client.services import STATUSES, Service
from pulumi_isp_provider.whmcs.errors import (
    WhmcsDataError,
    WhmcsNotFoundError,
    WhmcsPermissionError,
    WhmcsValidationError,
)
from pulumi_isp_provider.whmcs.lookups import subscribers
from pulumi_isp_provider.whmcs.lookups.subscribers import Sorted
from pulumi_isp_provider.whmcs.mapping import (
    SubscriberMapping,
    parse_ids,
    parse_required,
    parse_states,
)
from pulumi_isp_simulators import Simulator, WhmcsVendor

FIBRE = SubscriberMapping(product_ids=(1, 2))


def service(number: int, serial: str = "", status: str = "Active", **fields: str) -> Service:
    values = {"ONT Serial": serial, "Shelf": "NTWK-1", "Port": "1/1", **fields}
    return Service.parse(
        {
            "id": number,
            "clientid": 7,
            "pid": 1,
            "name": "Fibre 100",
            "status": status,
            "username": f"sub{number}",
            "customfields": {
                "customfield": [
                    {"id": 10 + at, "name": name, "value": value}
                    for at, (name, value) in enumerate(values.items())
                ]
            },
            "configoptions": {"configoption": [{"id": 1, "option": "Speed|Line speed", "value": "100M"}]},
        }
    )


def reasons(found: Sorted) -> dict[int, tuple[str, ...]]:
    return {row.service_id: row.reasons for row in found.unusable}


def test_a_line_has_what_the_network_needs() -> None:
    """Ids, state, the ONT and where it is, and the speed."""
    found = subscribers.sort_out([service(41, "cxnk 00-aa:bb01")], SubscriberMapping())

    assert found.unusable == ()
    assert found.lines[0] == {
        "service_id": 41,
        "client_id": 7,
        "product_id": 1,
        "product": "Fibre 100",
        "status": "Active",
        "state": "enabled",
        "username": "sub41",
        "ont_serial": "CXNK00AABB01",
        "shelf": "NTWK-1",
        "port": "1/1",
        "speed": "100M",
    }


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Pending", "not_provisioned"),
        ("Active", "enabled"),
        ("Suspended", "disabled"),
        ("Fraud", "disabled"),
        ("Terminated", "absent"),
        ("Cancelled", "absent"),
        ("Completed", "enabled"),
    ],
)
def test_each_status_has_its_meaning(status: str, state: str) -> None:
    """Every status of WHMCS is visible as such and has a usual meaning."""
    line = subscribers.sort_out([service(1, "CXNK00AABB01", status)], SubscriberMapping()).lines[0]

    assert (line.status, line.state) == (status, state)
    assert status in STATUSES


def test_an_unknown_status_is_not_guessed_at() -> None:
    """A status that WHMCS does not have makes the service unusable."""
    found = subscribers.sort_out([service(1, "CXNK00AABB01", "Dormant")], SubscriberMapping())

    assert reasons(found) == {1: ("its status is unknown: 'Dormant'",)}


@pytest.mark.parametrize("status", ["Active", "Suspended"])
def test_what_is_required_must_be_there(status: str) -> None:
    """A service in place without serial, shelf and port is reported with all that is missing."""
    mapping = SubscriberMapping(required=parse_required("ont_serial,shelf,port"))
    found = subscribers.sort_out([service(1, "", status, Shelf=" ", Port="")], mapping)

    assert found.lines == ()
    assert [text.split(" is empty")[0] for text in reasons(found)[1]] == [
        "custom field 'ONT Serial'",
        "custom field 'Port'",
        "custom field 'Shelf'",
    ]
    assert "whmcs:ontSerialField" in reasons(found)[1][0]


def test_only_what_an_ont_is_declared_with_is_required() -> None:
    """Nothing takes the port: an ISP that does not keep it need not say so."""
    found = subscribers.sort_out([service(1, "CXNK00AABB01", Port="")], SubscriberMapping())

    assert [(line.shelf, line.port) for line in found.lines] == [("NTWK-1", None)]


@pytest.mark.parametrize("selector", ["GPON SN", "99"])
def test_a_field_that_a_service_does_not_have_is_told_from_an_empty_one(selector: str) -> None:
    """Whoever set a name or an id that is none sees which names there are."""
    found = subscribers.sort_out([service(1, "CXNK00AABB01")], SubscriberMapping(ont_serial=selector))

    told = (
        f"custom field {selector!r} is missing, or there twice with different values (whmcs:ontSerialField); "
        "there are: 'ONT Serial', 'Port', 'Shelf'"
    )
    assert reasons(found)[1] == (told,)


@pytest.mark.parametrize("status", ["Pending", "Cancelled", "Terminated"])
def test_what_takes_no_place_needs_nothing(status: str) -> None:
    """A service that is not there yet, or no more, is given without an ONT."""
    found = subscribers.sort_out([service(1, "", status)], SubscriberMapping())

    assert [line.ont_serial for line in found.lines] == [None]


def test_what_is_not_required_may_be_missing() -> None:
    """An ISP that keeps no shelves in WHMCS says so."""
    mapping = SubscriberMapping(required=parse_required("ont_serial"))

    line = subscribers.sort_out([service(1, "CXNK00AABB01", Shelf="")], mapping).lines[0]

    assert (line.shelf, line.ont_serial) == (None, "CXNK00AABB01")


@pytest.mark.parametrize(
    "serial", ["CXNK00AABBCCDD", "CXNKGGGG0000", "12 High Street", "CXNK00000000", "0", "0123456789"]
)
def test_a_serial_that_is_none_is_reported(serial: str) -> None:
    """What was typed into the wrong field is not sent to an E7."""
    found = subscribers.sort_out([service(1, serial)], SubscriberMapping())

    assert reasons(found)[1][0].startswith("its serial number must ")
    assert reasons(found)[1][0].endswith(f": {serial!r}")


def test_one_ont_on_two_services_is_reported_on_both_and_taken_from_neither() -> None:
    """However it was typed. Nobody can tell which is wrong, and to leave out the other cuts somebody off."""
    rows = [service(1, "CXNK00AABB01"), service(2, "aabb01", "Suspended"), service(3, "CXNK00AABB02")]

    found = subscribers.sort_out(rows, SubscriberMapping())

    assert [line.service_id for line in found.lines] == [1, 2, 3]
    assert reasons(found) == {
        1: ("its ONT is on another service too: CXNK00AABB01, service 2",),
        2: ("its ONT is on another service too: CXNK00AABB01, service 1",),
    }


def test_a_shared_ont_is_noticed_whatever_is_asked_for() -> None:
    """A program that is after active services alone learns of the suspended one on the same ONT."""
    rows = [service(1, "CXNK00AABB01"), service(2, "CXNK00AABB01", "Suspended"), service(3, "CXNK00AABB03")]

    found = subscribers.sort_out(rows, SubscriberMapping()).in_status(["Active"])

    assert [line.service_id for line in found.lines] == [1, 3]
    assert [row.service_id for row in found.unusable] == [1]


@pytest.mark.parametrize("status", ["Cancelled", "Terminated", "Pending"])
def test_an_ont_may_go_on_to_another_customer(status: str) -> None:
    """The service that had it before, or will have it, takes no place."""
    rows = [service(1, "CXNK00AABB01", status), service(2, "CXNK00AABB01")]

    assert subscribers.sort_out(rows, SubscriberMapping()).unusable == ()


def test_other_vendors_may_use_the_same_digits() -> None:
    """The vendor's letters tell two ONTs apart."""
    rows = [service(1, "CXNK00AABB01"), service(2, "ALCL00AABB01")]

    assert subscribers.sort_out(rows, SubscriberMapping()).unusable == ()


@pytest.mark.parametrize("selector", ["ont serial", "ONT SERIAL|whatever", "10"])
def test_fields_are_found_by_name_and_by_id(selector: str) -> None:
    """A name in any case, with or without its label, or the id of the field."""
    mapping = SubscriberMapping(ont_serial=selector)

    assert subscribers.sort_out([service(1, "CXNK00AABB01")], mapping).lines[0].ont_serial == "CXNK00AABB01"


def test_the_meaning_of_a_status_can_be_changed() -> None:
    """An ISP for which fraud means gone says so."""
    mapping = SubscriberMapping(states=parse_states("fraud = absent, Completed=absent"))
    rows = [service(1, "CXNK00AABB01", "Fraud"), service(2, "CXNK00AABB02", "Active")]

    assert [line.state for line in subscribers.sort_out(rows, mapping).lines] == ["absent", "enabled"]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="0123456789ABCDEFcxnkXZ -", max_size=14), max_size=8))
def test_no_service_is_dropped(serials: list[str]) -> None:
    """It can be used or is reported, whatever was typed in; only those that share an ONT are both."""
    rows = [service(number, serial) for number, serial in enumerate(serials, 1)]

    found = subscribers.sort_out(rows, SubscriberMapping())

    used, reported = ({row.service_id for row in each} for each in (found.lines, found.unusable))
    assert used | reported == {row.id for row in rows}
    sure = [line.ont_serial for line in found.lines if line.service_id not in reported]
    assert len(set(sure)) == len(sure)
    assert {text.split(":")[0] for number in used & reported for text in reasons(found)[number]} <= {
        "its ONT is on another service too"
    }


@pytest.mark.parametrize(
    ("parse", "text", "message"),
    [
        (parse_states, "Fraud", "must give each status one of"),
        (parse_states, "Fraud=gone", "must give each status one of"),
        (parse_states, "Frod=absent", "must be one of Pending"),
        (parse_required, "serial", "must hold ont_serial, shelf, port or none, not serial"),
        (parse_ids, "12,x", "must be a whole number"),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    parse: Callable[[str], object], text: str, message: str
) -> None:
    """A mapping is checked before anything is read."""
    with pytest.raises(ValueError, match=message):
        parse(text)


def test_nothing_may_be_required() -> None:
    """The word none stands for an empty list, which a setting cannot hold."""
    assert parse_required("none") == frozenset()


def test_services_of_the_fibre_products_alone(client: WhmcsClient, whmcs: Simulator[WhmcsVendor]) -> None:
    """One listing is read, and services of other products that have no ONT are passed over."""
    found = subscribers.sort_out(subscribers.read_services(client, FIBRE), FIBRE)

    assert [line.service_id for line in found.lines] == [41, 42, 43]
    assert list(reasons(found)) == [44]
    assert whmcs.counts() == {"GetClientsProducts": 1}


def test_a_product_that_nobody_has_costs_one_question(
    client: WhmcsClient, whmcs: Simulator[WhmcsVendor]
) -> None:
    """It exists, so there is nothing to object to; products with services are not asked about at all."""
    whmcs.change("services", "42", {"pid": 1})

    found = subscribers.read_services(client, FIBRE)

    assert [row.id for row in found] == [41, 42, 43, 44, 45]
    assert whmcs.counts() == {"GetClientsProducts": 1, "GetProducts": 1}


MOVED = (
    "it has an ONT, but its product 1 (Fibre 100) is not one of the fibre products 2, 12; add it in "
    "the program if the program is about it, else in whmcs:fibreProducts"
)


def test_a_service_that_was_moved_to_another_product_is_reported() -> None:
    """Passed over, it would lose its ONT. Without an ONT, or out of service, it is none of ours."""
    rows = [
        service(1, "CXNK00AABB01"),
        service(2, "CXNK00AABB02", "Suspended"),
        service(3, ""),
        service(4, "CXNK00AABB04", "Cancelled"),
        service(5, "CXNK00AABB05", "Pending"),
        service(6, "CXNK00AABB06", "Dormant"),
        service(7, "", "Dormant"),
    ]

    found = subscribers.sort_out(rows, SubscriberMapping(product_ids=(2, 12)))

    assert found.lines == ()
    assert reasons(found) == {1: (MOVED,), 2: (MOVED,), 6: (MOVED,)}


def test_a_fibre_product_of_another_program_is_none_that_a_service_was_moved_to() -> None:
    """The settings name all fibre products, the program those that it is about."""
    rows = [service(1, "CXNK00AABB01"), service(2, "CXNK00AABB02").replace(product_id=2)]

    found = subscribers.sort_out(rows, SubscriberMapping(product_ids=(1, 2)), wanted=(2,))

    assert [line.service_id for line in found.lines] == [2]
    assert found.unusable == ()


def test_an_ont_on_a_service_of_another_program_is_shared_all_the_same() -> None:
    """It is told on the service that the program is about."""
    rows = [service(1, "CXNK00AABB01"), service(2, "CXNK00AABB01").replace(product_id=2)]

    found = subscribers.sort_out(rows, SubscriberMapping(product_ids=(1, 2)), wanted=(2,))

    assert [line.service_id for line in found.lines] == [2]
    assert reasons(found) == {2: ("its ONT is on another service too: CXNK00AABB01, service 1",)}


def test_what_is_wrong_has_one_cause_in_the_same_words() -> None:
    """So that it can be told once for two hundred services."""
    rows = [service(1, "x y z"), service(2, "12 High Street"), service(3, "CXNK00AABB03", Shelf="")]

    found = subscribers.sort_out(rows, SubscriberMapping()).unusable

    assert found[0].causes == found[1].causes != found[2].causes
    assert [
        f"{row.causes[0]}: {text}" for row, text in zip(found, ("'x y z'", "'12 High Street'"), strict=False)
    ] == [row.reasons[0] for row in found[:2]]
    assert found[2].causes == found[2].reasons


def test_not_one_service_at_all_is_an_error(
    new_simulator: Callable[..., Simulator[WhmcsVendor]], new_client: Callable[..., WhmcsClient]
) -> None:
    """A database that was restored without its services takes no ONT away, unless that is allowed."""
    client = new_client(new_simulator({"products": [{"pid": 1, "gid": 1, "name": "Fibre 100"}]}))
    mapping = SubscriberMapping(product_ids=(1,))

    with pytest.raises(WhmcsDataError, match="WHMCS has no service, in any status"):
        subscribers.read_services(client, mapping)
    assert subscribers.read_services(client, mapping, allow_empty=True) == []


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ((21,), "Fibre product 21 has no services because WHMCS has no such product"),
        ((1, 21, 12), "Fibre products 12, 21 have no services because WHMCS has no such product"),
    ],
)
def test_a_product_that_does_not_exist_is_told(
    client: WhmcsClient, whmcs: Simulator[WhmcsVendor], ids: tuple[int, ...], told: str
) -> None:
    """A slip in an id is not taken for a product without customers; the message says what there is."""
    with pytest.raises(WhmcsNotFoundError, match=told) as caught:
        subscribers.read_services(client, SubscriberMapping(product_ids=ids))

    assert "whmcs:fibreProducts" in str(caught.value)
    assert "WHMCS has these products: 1 Fibre 100; 2 Fibre 1000; 10 Mail." in str(caught.value)
    assert whmcs.count("GetProducts") == 1


def test_a_long_catalogue_is_not_told_in_full(
    new_simulator: Callable[..., Simulator[WhmcsVendor]], new_client: Callable[..., WhmcsClient]
) -> None:
    """A message is for people."""
    products = [{"pid": pid, "gid": 1, "name": f"Product {pid}"} for pid in range(1, 201)]
    client = new_client(new_simulator({"products": products}))

    with pytest.raises(WhmcsNotFoundError, match="50 Product 50; and 150 more"):
        subscribers.read_services(client, SubscriberMapping(product_ids=(999,)), allow_empty=True)


def test_whether_a_product_exists_may_not_be_asked(
    new_simulator: Callable[..., Simulator[WhmcsVendor]], new_client: Callable[..., WhmcsClient]
) -> None:
    """Without the permission, an empty answer is not believed, and the message says what to tick."""
    client = new_client(new_simulator(permissions=["GetClientsProducts"]))

    with pytest.raises(WhmcsPermissionError) as caught:
        subscribers.read_services(client, SubscriberMapping(product_ids=(1, 21)))

    assert "Fibre product 21 has no services, and whether WHMCS has such a product" in str(caught.value)
    assert "Tick GetProducts in" in str(caught.value)
    assert "whmcs:fibreProducts" in str(caught.value)
    assert len(subscribers.read_services(client, SubscriberMapping(product_ids=(1,)))) == 5


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"states": {"Active": "on"}}, "states must give each status one of .* not 'Active=on'"),
        ({"states": {"Actve": "enabled"}}, "states must be one of Pending"),
        ({"required": {"serial"}}, "required must hold ont_serial, shelf, port or none, not serial"),
        ({"product_ids": (0,)}, "product_ids must be a whole number above zero"),
    ],
)
def test_a_mapping_in_a_program_is_checked(wrong: dict[str, Any], message: str) -> None:
    """A word that nothing matches would leave a program without subscribers."""
    with pytest.raises(WhmcsValidationError, match=f"SubscriberMapping: {message}"):
        SubscriberMapping(**wrong)


def test_a_mapping_says_only_what_is_not_usual() -> None:
    """States that are not named keep their meaning; ids may be text, as in config."""
    mapping = SubscriberMapping(states={"fraud": "absent"}, product_ids=cast("Any", "12, 14"))

    assert (mapping.states["Fraud"], mapping.states["Active"]) == ("absent", "enabled")
    assert mapping.product_ids == (12, 14)


def test_the_whole_way(client: WhmcsClient) -> None:
    """Services read from WHMCS become lines, and the one without an ONT is reported."""
    found = subscribers.sort_out(subscribers.read_services(client, FIBRE), FIBRE)

    assert [(line.service_id, line.state, line.ont_serial) for line in found.lines] == [
        (41, "enabled", "CXNK00AABB01"),
        (42, "disabled", "CXNK00AABB02"),
        (43, "absent", "CXNK00AABB01"),
    ]
    assert str(found.unusable[0]).startswith("service 44 (Active, client 8): custom field 'ONT Serial' is")


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ((), {}),
        (("email", "last_name"), {"GetClients": 1}),
        (("city",), {"GetClientsDetails": 2}),
    ],
)
def test_persons_cost_as_few_requests_as_they_can(
    client: WhmcsClient, whmcs: Simulator[WhmcsVendor], wanted: tuple[str, ...], asked: dict[str, int]
) -> None:
    """Names come from one listing; only what the listing lacks is asked for client by client."""
    persons = subscribers.read_persons(client, [7, 8, 7], wanted)

    assert whmcs.counts() == asked
    assert set(persons) == ({7, 8} if wanted else set())


def test_the_address_of_a_line(client: WhmcsClient) -> None:
    """From its own field where there is one, else from the client, in one line."""
    row = service(1, "CXNK00AABB01", Where="  12 High Street ")
    person = client.get_client(7, personal=subscribers.ADDRESS_FIELDS).person

    assert subscribers.address_of(row, SubscriberMapping(address="where"), None) == "12 High Street"
    assert subscribers.address_of(row, SubscriberMapping(), None) is None
    found = subscribers.address_of(row, SubscriberMapping(), person)
    assert found is not None
    assert "Galway" in found


def test_personal_fields_are_checked() -> None:
    """The address is one of them; what does not exist is refused."""
    assert subscribers.check_personal(["address", "email"]) == {"address", "email"}
    with pytest.raises(
        WhmcsValidationError, match=r"shoe_size cannot be asked for here; there are: first_name.*, address$"
    ):
        subscribers.check_personal(["shoe_size"])


def test_a_state_that_does_not_exist_is_reported_whatever_is_asked_for() -> None:
    """Nobody can ask for it by name, so it would vanish, and its ONT with it."""
    found = subscribers.sort_out([service(41, "AA01"), service(42, "AA02", "Frozen")], SubscriberMapping())

    assert list(reasons(found.in_status({"Active"}))) == [42]
