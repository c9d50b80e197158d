"""The client against a simulated WHMCS."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.whmcs.client.client import WhmcsClient, connect
from pulumi_isp_provider.whmcs.errors import (
    WhmcsDataError,
    WhmcsNotFoundError,
    WhmcsPermissionError,
    WhmcsReplyError,
    WhmcsValidationError,
)
from pulumi_isp_provider.whmcs.settings import WhmcsSettings
from pulumi_isp_simulators import Simulator, WhmcsVendor

Whmcs = Simulator[WhmcsVendor]
NewClient = Callable[..., WhmcsClient]
NewSimulator = Callable[..., Whmcs]


def test_products(client: WhmcsClient) -> None:
    """Products come normalised and in the order of their ids."""
    products = client.get_products()

    assert [product.id for product in products] == [1, 2, 10]
    assert (products[0].name, products[0].group_id, products[0].module) == ("Fibre 100", 1, "autorelease")
    assert products[0].pricing["USD"] == {"monthly": {"price": "25.99", "setup": "10.00"}}


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"gid": 1}, [1, 2]),
        ({"pid": 2}, [2]),
        ({"pid": [10, 1]}, [1, 10]),
        ({"module": "none"}, []),
        ({"pid": 99}, []),
    ],
)
def test_products_by_filter(client: WhmcsClient, filters: dict[str, Any], ids: list[int]) -> None:
    """Filters narrow the list down; nothing found is an empty list."""
    assert [product.id for product in client.get_products(**filters)] == ids


def test_an_unknown_filter_is_refused(client: WhmcsClient, whmcs: Whmcs) -> None:
    """A misspelt filter asks nothing at all."""
    with pytest.raises(WhmcsValidationError, match="no parameter 'group'"):
        client.get_products(group=1)  # type: ignore[call-arg]  # the very thing that must fail
    assert not whmcs.requests


def test_one_product(client: WhmcsClient) -> None:
    """A product by its id, or None."""
    product = client.get_product(2)

    assert product is not None
    assert product["name"] == "Fibre 1000"
    assert client.get_product(99) is None


def test_inventory_of_a_product_that_is_not_there(client: WhmcsClient) -> None:
    """Stock of nothing is an error that callers know as an API error."""
    with pytest.raises(WhmcsNotFoundError, match="no product 99"):
        client.get_product_inventory(99)


def test_services(client: WhmcsClient) -> None:
    """A service has its ids, its state, its custom fields and its options."""
    service = client.get_client_services(service_id=41)[0]

    assert (service.id, service.client_id, service.product_id, service.status) == (41, 7, 1, "Active")
    assert service.custom_fields == {"ONT Serial": "CXNK00AABB01", "Shelf": "NTWK-1", "Port": "1/1"}
    assert service.config_options == {"Speed": "100M"}


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ({}, [41, 42, 43, 44, 45]),
        ({"status": ["Active"]}, [41, 44, 45]),
        ({"status": ["active", "Suspended"], "product_id": 2}, [42]),
        ({"client_id": 8}, [43, 44, 45]),
        ({"username": "sub42"}, [42]),
        ({"service_id": 99}, []),
    ],
)
def test_services_by_filter(client: WhmcsClient, arguments: dict[str, Any], ids: list[int]) -> None:
    """Filters of WHMCS and the one by state, which is ours, work alone and together."""
    assert [service.id for service in client.get_client_services(**arguments)] == ids


def test_a_state_that_does_not_exist_is_refused(client: WhmcsClient) -> None:
    """A misspelt state would match nothing and look like a provider without customers."""
    with pytest.raises(WhmcsValidationError, match="status: must be one of Pending, Active"):
        client.get_client_services(status=["Activ"])


def test_clients(client: WhmcsClient) -> None:
    """Clients come without personal data, unless it is asked for by field."""
    plain, shown = client.get_clients(), client.get_clients(personal=["email"])

    assert [(row.id, row.status, row.group_id) for row in plain] == [(7, "Active", None), (8, "Active", 3)]
    assert set(plain[0].person.values()) == {None}
    assert (shown[1].person.email, shown[1].person.last_name) == ("zoe@example.net", None)


def test_one_client(client: WhmcsClient) -> None:
    """One client in full, with entities resolved in what was asked for."""
    found = client.get_client(7, personal=["last_name", "city"])

    assert (found.id, found.currency_code) == (7, "USD")
    assert (found.person.last_name, found.person.city, found.person.email) == ("O'Brien", "Galway", None)


def test_a_personal_field_that_does_not_exist_is_refused(client: WhmcsClient) -> None:
    """The list holds less than one client in full; the message says what there is."""
    with pytest.raises(WhmcsValidationError, match="phone_number cannot be asked for here; there are: first"):
        client.get_clients(personal=["phone_number"])


def test_a_client_that_is_not_there(client: WhmcsClient) -> None:
    """WHMCS says so itself."""
    with pytest.raises(WhmcsNotFoundError, match="Client Not Found"):
        client.get_client(99)


@pytest.mark.parametrize("value", [None, 0, -1, "x", True, 1.5])
@pytest.mark.parametrize("method", ["get_product", "get_client", "get_invoice", "get_product_inventory"])
def test_an_id_must_be_one(client: WhmcsClient, whmcs: Whmcs, method: str, value: object) -> None:
    """Without a usable id nothing is asked; WHMCS would take a missing one for "all"."""
    with pytest.raises(WhmcsValidationError, match="must be a whole number above zero"):
        getattr(client, method)(value)
    assert not whmcs.requests


def test_the_small_lists(client: WhmcsClient) -> None:
    """Groups, currencies, order states, payment methods, servers and the version are read."""
    assert [(group.name, group.exempt_from_suspension) for group in client.get_client_groups()] == [
        ("Hospitals", True)
    ]
    assert [currency.code for currency in client.get_currencies()] == ["USD", "EUR"]
    assert "Pending" in {status.title for status in client.get_order_statuses()}
    assert {method.module for method in client.get_payment_methods()} == {"banktransfer"}
    assert client.get_servers() == client.get_client_addons() == client.get_client_domains() == []
    assert client.get_version().version == "8.13.3"


def test_invoices_and_orders(new_simulator: NewSimulator, new_client: NewClient) -> None:
    """Invoices with their lines, orders with theirs, and who they belong to."""
    seed = {
        "clients": [{"id": 7, "firstname": "A", "lastname": "B", "email": "a@b.example"}],
        "products": [{"pid": 1, "gid": 1, "name": "Fibre"}],
        "services": [{"id": 41, "clientid": 7, "pid": 1, "status": "Active"}],
        "invoices": [
            {
                "id": 5,
                "userid": 7,
                "status": "Unpaid",
                "items": [{"id": 1, "type": "Hosting", "relid": 41, "amount": "25.99"}],
            },
            {"id": 6, "userid": 7, "status": "Paid"},
        ],
        "orders": [{"id": 90, "userid": 7, "ordernum": 4567890123, "status": "Active"}],
    }
    client = new_client(new_simulator(seed))

    assert [invoice.id for invoice in client.get_invoices(client_id=7, status="Unpaid")] == [5]
    assert [(line.type, line.related_id) for line in client.get_invoice(5).line_items] == [("Hosting", 41)]
    assert [(order.id, order.number) for order in client.get_orders()] == [(90, "4567890123")]
    with pytest.raises(WhmcsNotFoundError, match="Invoice ID Not Found"):
        client.get_invoice(99)


def test_the_same_question_is_asked_once(client: WhmcsClient, whmcs: Whmcs) -> None:
    """Answers are kept; without the cache, or after clearing it, WHMCS is asked again."""
    for _ in range(5):
        client.get_products()
    assert whmcs.count("GetProducts") == 1

    client.get_products(use_cache=False)
    client.clear_cache()
    client.get_products()
    assert whmcs.count("GetProducts") == 3


def test_what_was_asked_last_is_what_is_known(client: WhmcsClient, whmcs: Whmcs) -> None:
    """An older list in hand does not hide what was asked in any case since."""
    client.get_products()
    whmcs.change("products", "1", {"name": "Fibre 200"})

    fresh = client.get_product(1, use_cache=False)
    again, listed = client.get_product(1), client.get_products()[0]

    assert fresh is not None
    assert fresh.name == "Fibre 200"
    assert (again, listed) == (fresh, fresh)


def test_a_misspelt_filter_of_a_stream_is_refused(client: WhmcsClient, whmcs: Whmcs) -> None:
    """At once, and not when the first row is wanted."""
    with pytest.raises(WhmcsValidationError, match="no parameter 'clientid'; it has: client_id, domain"):
        client.iter_client_services(clientid=7)  # type: ignore[call-arg]  # the very thing that must fail
    assert not whmcs.requests


def test_a_list_in_hand_answers_narrower_questions(client: WhmcsClient, whmcs: Whmcs) -> None:
    """Whoever has read all services and products need not ask for one of them."""
    client.get_client_services()
    client.get_products()

    assert [service.id for service in client.get_client_services(client_id=7, product_id=2)] == [42]
    assert [service.id for service in client.get_client_services(service_id=45)] == [45]
    assert client.get_product(99) is None
    assert client.get_product_inventory(10).name == "Mail"
    assert whmcs.counts() == {"GetClientsProducts": 1, "GetProducts": 1}


def test_a_question_that_a_list_cannot_answer_is_asked(client: WhmcsClient, whmcs: Whmcs) -> None:
    """How WHMCS compares user names is its own affair."""
    client.get_client_services()
    client.get_client_services(username="sub41")

    assert whmcs.count("GetClientsProducts") == 2


def test_a_filter_that_is_not_applied_does_no_harm(new_stub: Any, new_client: NewClient) -> None:
    """Rows of other clients that an old WHMCS lists all the same are left out."""
    rows = (
        b'[{"id":1,"clientid":7,"pid":1,"status":"Active"},{"id":2,"clientid":8,"pid":1,"status":"Active"}]'
    )
    stub = new_stub(
        (
            200,
            "application/json",
            b'{"result":"success","totalresults":2,"products":{"product":' + rows + b"}}",
        )
    )

    assert [service.id for service in new_client(stub).get_client_services(client_id=7)] == [1]


def test_another_object_than_the_one_asked_for_is_an_error(new_stub: Any, new_client: NewClient) -> None:
    """An answer about somebody else is worse than none."""
    stub = new_stub((200, "application/json", b'{"result":"success","client":{"client_id":8}}'))

    with pytest.raises(WhmcsReplyError, match="0 objects instead of the requested one"):
        new_client(stub).get_client(7)


def test_without_the_permission_for_currencies_the_connection_is_good(
    new_simulator: NewSimulator, new_client: NewClient
) -> None:
    """Who is told that an action is not allowed is known to WHMCS."""
    client = new_client(new_simulator(permissions=["GetProducts"]))

    assert client.test_connection() is True
    with pytest.raises(WhmcsPermissionError, match="Tick GetClients in"):
        client.get_clients()


def test_closing_twice_is_harmless(client: WhmcsClient) -> None:
    """Like a file, a client can be closed by whoever is last."""
    client.get_currencies()
    client.close()
    client.close()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"api_url": ""}, "api_url is missing"),
        ({"api_url": "whmcs.example"}, "api_url must begin with http"),
        ({"api_url": "https://me:pw@whmcs.example"}, "must not hold a user name"),
        ({"api_identifier": None}, "api_identifier is missing"),
        ({"api_secret": " "}, "api_secret is missing"),
        ({"api_secret": "s\n"}, "api_secret must not hold a line break"),
        ({"timeout": 0}, "timeout must be"),
        ({"cache_ttl": -1}, "cache_ttl must be"),
        ({"cache_ttl": "long"}, "cache_ttl must be"),
        ({"page_size": 0}, "page_size must be"),
        ({"timeout": float("inf")}, "timeout must be a number of seconds from 0.001 to 86400"),
        ({"timeout": 1e12}, "timeout must be"),
        ({"page_size": 2.5}, "page_size must be a whole number"),
        ({"login": "root"}, "login must be api_credential or administrator"),
        ({"api_url": "http://h/includes/api.php?accesskey=k"}, "api_url must end with the path"),
        ({"api_url": "", "api_secret": ""}, "api_url is missing; api_secret is missing"),
        ({"ca_bundle": "no-such-file.pem"}, "no file with CA certificates at no-such-file.pem"),
    ],
)
def test_a_client_is_made_with_sense(change: dict[str, Any], message: str) -> None:
    """Every wrong argument is named, all of them at once."""
    given = {"api_url": "https://whmcs.example", "api_identifier": "i", "api_secret": "s", **change}

    with pytest.raises(WhmcsValidationError, match=message):
        WhmcsClient(**given)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("", "/includes/api.php"),
        ("/", "/includes/api.php"),
        ("/billing", "/billing/includes/api.php"),
        ("/billing/includes/api.php", "/billing/includes/api.php"),
        ("/billing/includes/api.php/", "/billing/includes/api.php"),
        ("/custom/entry.php", "/custom/entry.php"),
    ],
)
def test_the_address_may_be_short(new_stub: Any, given: str, path: str) -> None:
    """Without the name of the script, WHMCS's usual one is added."""
    stub = new_stub((200, "application/json", b'{"result":"success","currencies":""}'))

    with WhmcsClient(stub.url + given, "i", "s") as client:
        client.get_currencies()

    assert stub.asked[0].path == path


def test_an_access_key_opens_the_door(new_simulator: NewSimulator, new_client: NewClient) -> None:
    """With the access key, the address need not be on WHMCS's list."""
    server = new_simulator(access_key="Key.123", allowed_ips=[])

    assert new_client(server, access_key="Key.123").test_connection() is True


def test_an_administrator_can_log_in(new_stub: Any, new_client: NewClient, known: Any) -> None:
    """Before API credentials, name and password digest of an administrator were sent."""
    stub = new_stub((200, "application/json", b'{"result":"success","currencies":""}'))

    new_client(stub, login="administrator").get_currencies()

    form = stub.asked[0].form
    assert form["username"] == known.identifier
    assert len(form["password"]) == 32
    assert not {"identifier", "secret"} & set(form)
    assert known.secret not in form.values()


def test_connect_takes_the_settings_of_a_connection(whmcs: Whmcs, known: Any) -> None:
    """A program's settings make a working client."""
    config = {"whmcs:url": whmcs.url, "whmcs:identifier": known.identifier, "whmcs:secret": known.secret}

    with connect(WhmcsSettings.resolve(config.get, environ={})) as client:
        assert client.test_connection() is True
        assert repr(client) == f"WhmcsClient('{whmcs.url}/includes/api.php')"


@pytest.mark.parametrize("status", [[], ()])
def test_no_status_at_all_is_refused(client: WhmcsClient, status: Any) -> None:
    """It would match nothing, and read like "no customers"."""
    with pytest.raises(WhmcsValidationError, match="status: must hold at least one status"):
        client.get_client_services(status=status)


READS: dict[str, Callable[..., Any]] = {
    "get_client_services": lambda client, **given: client.get_client_services(**given),
    "iter_client_services": lambda client, **given: list(client.iter_client_services(**given)),
    "get_clients": lambda client, **given: client.get_clients(**given),
    "iter_clients": lambda client, **given: list(client.iter_clients(**given)),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_whmcs_without_a_single_row_is_not_believed(
    new_simulator: NewSimulator, new_client: NewClient, read: Callable[..., Any]
) -> None:
    """A database that was emptied, or the wrong WHMCS, does not read like "no customers"; one may say so."""
    client = new_client(new_simulator({}))

    with pytest.raises(WhmcsDataError, match=r"WHMCS has no (service|client), in any status") as caught:
        read(client)
    assert "allow_empty=True" in str(caught.value)
    assert read(client, allow_empty=True) == []


@pytest.mark.parametrize("read", list(READS.values())[:2], ids=list(READS)[:2])
@pytest.mark.parametrize("filters", [{"client_id": 99}, {"product_id": 99}, {"username": "nobody"}], ids=str)
def test_a_filter_that_leaves_nothing_is_no_error(
    client: WhmcsClient, whmcs: Whmcs, read: Callable[..., Any], filters: dict[str, Any]
) -> None:
    """There are other services; one more row is asked for to know, and only once."""
    assert read(client, **filters) == []
    assert whmcs.count("GetClientsProducts") == 2
    assert read(client, **{**filters, "domain": "nobody.example"}) == []
    assert whmcs.count("GetClientsProducts") == 3


def test_a_listing_in_hand_says_that_there_are_others(client: WhmcsClient, whmcs: Whmcs) -> None:
    """After it nothing more is asked, for a status that nobody has or for a client without services."""
    client.get_client_services()

    assert client.get_client_services(status=["Fraud"]) == client.get_client_services(client_id=99) == []
    assert whmcs.count("GetClientsProducts") == 1


def test_a_narrower_question_is_not_believed_either(
    new_simulator: NewSimulator, new_client: NewClient
) -> None:
    """Where there is not one service, a client has none for the same reason."""
    whmcs = new_simulator({"clients": [{"id": 7}]})

    with pytest.raises(WhmcsDataError, match="has no service"):
        new_client(whmcs).get_client_services(client_id=7)
    products, services = [{"pid": 1, "name": "Fibre"}], [{"id": 1, "clientid": 7, "pid": 1}]
    whmcs.load({**whmcs.state(), "products": products, "services": services})
    client = new_client(whmcs)
    assert client.get_client_services(client_id=8) == []
    whmcs.remove("services", "1")
    with pytest.raises(WhmcsDataError, match="has no service"):
        client.get_client_services(client_id=8, use_cache=False)


def _services(*states: str) -> bytes:
    rows = [{"id": at, "clientid": 7, "pid": 1, "status": status} for at, status in enumerate(states, 1)]
    body = {"result": "success", "totalresults": len(rows), "products": {"product": rows}}
    return json.dumps(body).encode()


@pytest.mark.parametrize("read", list(READS.values())[:2], ids=list(READS)[:2])
@pytest.mark.parametrize("asked", [None, ["Active"], ["Suspended"]])
def test_a_status_that_does_not_exist_is_not_dropped(
    new_stub: Any, new_client: NewClient, read: Callable[..., Any], asked: list[str] | None
) -> None:
    """Nobody could ask for it by name; the error says which services, and how to be given them."""
    client = new_client(new_stub((200, "application/json", _services("Active", "Dormant", "Canceled"))))

    with pytest.raises(WhmcsDataError, match=r"service 2 \(client 7\): 'Dormant'") as caught:
        read(client, status=asked)
    assert "allow_unknown_status=True" in str(caught.value)
    given = read(client, status=asked, allow_unknown_status=True)
    assert [row.id for row in given] == {None: [1, 2, 3], "Active": [1, 2, 3], "Suspended": [2, 3]}[
        asked[0] if asked else None
    ]


def test_many_states_that_do_not_exist_are_told_briefly(new_stub: Any, new_client: NewClient) -> None:
    """A message is for people."""
    stub = new_stub((200, "application/json", _services(*["Dormant"] * 200)))

    with pytest.raises(WhmcsDataError, match=r"service 5 \(client 7\): 'Dormant'; and 195 more"):
        new_client(stub).get_client_services()


@pytest.mark.parametrize("spelling", ["active", "ACTIVE", " Active "])
def test_the_letters_case_of_a_status_does_not_count(
    new_stub: Any, new_client: NewClient, spelling: str
) -> None:
    """It comes out in its official spelling, so a program that compares it loses nobody."""
    client = new_client(new_stub((200, "application/json", _services(spelling))))

    assert [row.status for row in client.get_client_services(status=["Active"])] == ["Active"]
