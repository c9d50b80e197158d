"""One client for every WHMCS: versions differ in what they say, and spellings in how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_provider.whmcs.errors import (
    WhmcsAuthenticationError,
    WhmcsIpNotAllowedError,
    WhmcsUnknownActionError,
)
from pulumi_isp_simulators import Simulator, WhmcsVendor

NewClient = Callable[..., WhmcsClient]
NewSimulator = Callable[..., Simulator[WhmcsVendor]]

VERSIONS = ["7.2", "7.4", "7.10", "8.0", "8.2", "8.3", "8.12", "8.13.3", "9.0.4"]
EMPTY = ("string", "nested", "array", "object", "null", "missing")
SPELLINGS: list[dict[str, Any]] = [
    {"types": "docs"},
    {"types": "strings"},
    {"types": "ints"},
    *({"empty_container": form} for form in ("string", "nested", "array", "object", "null", "missing")),
    *(
        {"empty_nested_container": form}
        for form in ("string", "nested", "array", "object", "null", "missing")
    ),
    {"empty_startnumber": "null"},
    {"empty_startnumber": "missing"},
    {"numbered_lists": True},
    {"lone_object": True},
    {"entities": "none"},
    {"entities": "all"},
    {"json_escaping": "plain"},
    {"json_escaping": "hex"},
    {"max_limitnum": 2},
    {"row_order": "descending"},
    {"products_counters": True},
    {"unpriced_currency": "omitted"},
    {"custom_field_key": "fieldname"},
    {"flat_client_details": False},
    {"deprecation_warning": True},
    {"default_responsetype": "nvp"},
]


def everything(client: WhmcsClient) -> dict[str, Any]:
    """What an ISP reads, in one dict."""
    return {
        "products": [(row.id, row.name, row.group_id, row.pricing["USD"]) for row in client.get_products()],
        "services": client.get_client_services(),
        "clients": client.get_clients(personal=["last_name"]),
        "client": client.get_client(8, personal=["last_name", "email"]),
        "groups": client.get_client_groups(),
        "currencies": client.get_currencies(),
        "none": [
            client.get_invoices(),
            client.get_orders(),
            client.get_client_addons(),
            client.get_client_domains(),
            client.get_client_services(service_id=99),
            client.get_products(pid=99),
        ],
    }


@pytest.fixture
def reference(new_simulator: NewSimulator, new_client: NewClient) -> dict[str, Any]:
    """What the default simulator says."""
    return everything(new_client(new_simulator()))


@pytest.mark.parametrize("switches", SPELLINGS, ids=str)
def test_every_spelling_reads_the_same(
    new_simulator: NewSimulator,
    new_client: NewClient,
    reference: dict[str, Any],
    switches: dict[str, Any],
) -> None:
    """However this WHMCS spells numbers, lists, texts and nothing, the client says the same."""
    assert everything(new_client(new_simulator(**switches))) == reference


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_reads_the_same(
    new_simulator: NewSimulator, new_client: NewClient, reference: dict[str, Any], version: str
) -> None:
    """What all versions have is the same in all of them; quantities came with 8.12."""
    found = everything(new_client(new_simulator(whmcs_version=version)))

    without = [row.replace(quantity=None) for row in reference["services"]]
    assert [row.replace(quantity=None) for row in found.pop("services")] == without
    assert found == {name: value for name, value in reference.items() if name != "services"}


@pytest.mark.parametrize(
    ("version", "slug", "quantity", "has_version"),
    [
        ("7.4", "", 0, False),
        ("8.0", "", 0, True),
        ("8.3", "fibre-100", 0, True),
        ("8.12", "fibre-100", 5, True),
        ("9.0", "fibre-100", 5, True),
    ],
)
def test_what_came_with_a_version(
    new_simulator: NewSimulator,
    new_client: NewClient,
    version: str,
    slug: str,
    quantity: int,
    has_version: bool,
) -> None:
    """Slugs came with 8.3, stock levels with 8.12, the version itself with 8.0."""
    server = new_simulator(whmcs_version=version)
    server.change("products", "1", {"stockcontrol": True, "qty": 5})
    client = new_client(server)
    product = client.get_product(1)

    assert product is not None
    assert (product.slug, product.quantity, product.stock_control) == (slug, quantity, quantity > 0)
    assert product.available is True
    if has_version:
        assert client.get_version().version.startswith(version)
    else:
        with pytest.raises(WhmcsUnknownActionError, match="must have WhmcsDetails"):
            client.get_version()


@pytest.mark.parametrize("version", ["7.0", "7.1"])
def test_before_api_credentials_an_administrator_logs_in(
    new_simulator: NewSimulator, new_client: NewClient, known: Any, version: str
) -> None:
    """Versions without API credentials refuse them and take name and password digest."""
    server = new_simulator(whmcs_version=version)
    administrator = {"username": known.identifier, "password": known.secret, "api_access": True}
    server.load({**server.state(), "admins": [administrator]})

    with pytest.raises(WhmcsAuthenticationError):
        new_client(server).get_products()
    assert len(new_client(server, login="administrator").get_products()) == 3


@pytest.mark.parametrize("version", VERSIONS)
def test_a_wrong_secret_is_told_in_every_version(
    new_simulator: NewSimulator, new_client: NewClient, version: str
) -> None:
    """The refusal is recognised, whatever its words."""
    client = new_client(new_simulator(whmcs_version=version, secret="another-secret-0123456789"))

    with pytest.raises(WhmcsAuthenticationError, match="API Credentials"):
        client.test_connection()


@pytest.mark.parametrize("switches", [{}, {"nvp_rejections": True}], ids=["json", "nvp"])
def test_a_refused_address_is_told(
    new_simulator: NewSimulator, new_client: NewClient, switches: dict[str, Any]
) -> None:
    """The address that WHMCS sees is in the error, in both forms of the refusal."""
    client = new_client(new_simulator(client_address="203.0.113.9", **switches))

    with pytest.raises(WhmcsIpNotAllowedError) as caught:
        client.get_products()
    assert caught.value.ip == "203.0.113.9"
    assert caught.value.status_code == 403
