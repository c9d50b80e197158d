"""The ISP that comes with the package."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from tests.support import ROOT
from tests.support.pages import page_text, shown_seed

from pulumi_isp_provider.whmcs.mapping import SubscriberMapping
from pulumi_isp_provider.whmcs.settings import WhmcsSettings
from pulumi_isp_simulators.cms.profiles import DEFAULT_PROFILES
from pulumi_isp_simulators.seeds import EXAMPLE_FILE, example_isp, isp
from pulumi_isp_simulators.seeds.__main__ import main

FIELDS = ("ont_serial_field", "shelf_field", "port_field")
"""Settings that name a custom field which the example has, in the order in which it has them."""


def _settings() -> dict[str, Any]:
    """The default of each setting of WHMCS."""
    return {field.name: field.default for field in fields(WhmcsSettings)}


def _shown(page: str) -> dict[str, Any]:
    """The part of WHMCS of the first seed that a page shows."""
    seed: dict[str, Any] = yaml.safe_load(shown_seed(page_text(page)))
    section: dict[str, Any] = seed.get("whmcs", seed)
    return section


def test_the_file_is_what_the_maker_makes() -> None:
    """The shipped file is the maker's output, to the letter, and reads back as what was made."""
    made = CliRunner().invoke(main, [])
    assert made.output == EXAMPLE_FILE.read_text(encoding="utf-8")
    assert example_isp() == isp(3, 200)


def test_size() -> None:
    """Three shelves, and 200 subscribers with a service each."""
    example = example_isp()
    assert len(example["cms"]["networks"]) == 3
    assert len(example["whmcs"]["clients"]) == len(example["whmcs"]["services"]) == 200


def test_the_systems_fit_together() -> None:
    """Services that are not gone, and only those, have an ONT that exactly one E7 discovered."""
    example = example_isp()
    wanted = sorted(
        service["customfields"]["ONT Serial"]
        for service in example["whmcs"]["services"]
        if service["status"] not in ("Terminated", "Cancelled")
    )
    networks = example["cms"]["networks"]
    assert sorted(found["id"] for network in networks for found in network["discovered"]) == wanted
    assert {service["status"] for service in example["whmcs"]["services"]} == {
        "Active", "Pending", "Suspended", "Terminated", "Cancelled",
    }  # fmt: skip


def test_one_shelf_is_provisioned() -> None:
    """The last shelf's ONTs are provisioned with the serials that it discovered; the others' are not."""
    *empty, full = example_isp()["cms"]["networks"]
    assert [network["onts"] for network in empty] == [[], []]
    assert [f"CXNK{ont['serno']}" for ont in full["onts"]] == [found["id"] for found in full["discovered"]]


def test_other_sizes() -> None:
    """Serials stay unique, and no GPON port serves more than 32, with ten thousand subscribers."""
    made = isp(4, 10_000)
    found = [each for network in made["cms"]["networks"] for each in network["discovered"]]
    assert len({each["id"] for each in found}) == len(found) > 9_000
    first = made["cms"]["networks"][0]
    ports = [each["pon"] for each in first["discovered"]]
    assert set(ports) <= set(first["gpon-ports"])
    assert max(map(ports.count, set(ports))) <= 32


def test_an_isp_of_other_numbers_is_provisioned_and_the_same_each_time() -> None:
    """Networks beyond those of the E7s are business customers', with routes of their own, and users."""
    made = isp(2, 100, 20, all_provisioned=True)

    assert made == isp(2, 100, 20, all_provisioned=True)
    for network in made["cms"]["networks"]:
        assert [f"CXNK{ont['serno']}" for ont in network["onts"]] == [
            found["id"] for found in network["discovered"]
        ]
        assert all(ont["services"] for ont in network["onts"])
    tenant = made["cloudconnexa"]
    routes = [route["subnet"] for network in tenant["networks"] for route in network["routes"]]
    assert len(tenant["networks"]) == len({network["name"] for network in tenant["networks"]}) == 20
    assert len(routes) == len(set(routes)) == 3 + 17 * 10
    assert len(tenant["users"]) == 4 + 17 * 5
    assert len(isp(2, 100, 1)["cloudconnexa"]["networks"]) == 1


def test_the_custom_fields_have_the_names_of_the_defaults() -> None:
    """Each product has them, each service fills them in, and nobody has to set anything to be understood."""
    defaults = _settings()
    whmcs = example_isp()["whmcs"]
    named = [defaults[name] for name in FIELDS]
    mapping = SubscriberMapping()
    assert [mapping.ont_serial, mapping.shelf, mapping.port] == named

    assert {tuple(each["name"] for each in product["customfields"]) for product in whmcs["products"]} == {
        tuple(named)
    }
    for service in whmcs["services"]:
        assert list(service["customfields"]) == named
        assert all(service["customfields"].values())


def test_the_custom_fields_hold_what_the_cms_has() -> None:
    """A shelf is the E7 by its network's name, a port one of its GPON ports."""
    example = example_isp()
    ports = {network["name"]: set(network["gpon-ports"]) for network in example["cms"]["networks"]}

    for service in example["whmcs"]["services"]:
        assert service["customfields"]["Port"] in ports[service["customfields"]["Shelf"]]


def test_the_documentation_names_the_same_custom_fields() -> None:
    """In the table of settings, and where a seed is shown."""
    defaults = _settings()
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name in FIELDS:
        row = re.search(rf"^\|[^|]*\| `WHMCS_{name.upper()}` \|.*$", table, re.MULTILINE)
        assert row is not None, name
        assert f"(`{defaults[name]}`)" in row[0]
    serial, shelf = defaults["ont_serial_field"], defaults["shelf_field"]
    for page, wanted in (("index.md", {serial, shelf}), ("whmcs.md", {serial})):
        assert wanted <= {name for service in _shown(page)["services"] for name in service["customfields"]}, (
            page
        )


@pytest.mark.parametrize("example", ["quickstart", "subscribers"])
def test_the_examples_know_every_product_and_profile(example: str) -> None:
    """By the numbers that stand in the program: each fibre product of the seed, each profile on every E7."""
    program = ast.parse((ROOT / "examples" / example / "__main__.py").read_text(encoding="utf-8"))
    (profiles,) = (
        ast.literal_eval(node.value)
        for node in program.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ONT_PROFILES"
    )
    seed = example_isp()

    assert {product["pid"] for product in seed["whmcs"]["products"]} == set(profiles)
    for network in seed["cms"]["networks"]:
        known = {
            profile["id"]
            for profile in network.get("profiles", {}).get("OntProf", DEFAULT_PROFILES["OntProf"])
        }
        assert set(profiles.values()) <= known
