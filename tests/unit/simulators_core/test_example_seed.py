"""The ISP that comes with the package."""

from __future__ import annotations

from click.testing import CliRunner

from pulumi_isp_simulators.seeds import EXAMPLE_FILE, example_isp, isp
from pulumi_isp_simulators.seeds.__main__ import main


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
