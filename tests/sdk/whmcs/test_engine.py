"""WHMCS in a real preview and a real update."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.isp import Isp, simulated_isp
from tests.support.stack import Stack
from tools.engine import ensure

READS = """
    import pulumi
    from pulumi_isp import whmcs

    services = whmcs.get_client_services().services
    pulumi.export("services", services)
    pulumi.export("clients", whmcs.get_clients_output(personal=["last_name", "email"]).clients)
    found = whmcs.get_subscribers(product_id=[12, 13, 14], personal=["first_name", "address"])
    pulumi.export("subscribers", found.subscribers)
    pulumi.export("client", whmcs.get_client_output(1, personal=["phone_number", "custom_fields"]).person)
"""
PERSON = {"phonenumber": "+353.914711815", "address1": "12 Hidden Street", "city": "Hiddentown"}
ASKS_MUCH = """
    import pulumi
    from pulumi_isp import whmcs

    for number in range(1, 300):
        pulumi.export(f"client {number}", whmcs.get_client_output(number).status)
"""
FAULTS: dict[str, tuple[str, dict[str, float]]] = {
    "down": ("reset_before", {}),
    "slow": ("stall", {"seconds": 60}),
    "half": ("truncate", {"bytes": 40}),
    "page": ("garbage", {}),
}


@pytest.fixture
def isp() -> Iterator[Isp]:
    """Three simulated vendors, of which only WHMCS is asked."""
    with simulated_isp() as isp:
        yield isp


def test_a_program_reads_customers_and_keeps_their_secrets(tmp_path: Path, isp: Isp) -> None:
    """Customers are read, the second update changes nothing, and neither state nor screen has a secret."""
    for number in ("1", "2", "3"):
        isp.whmcs.change("clients", number, PERSON)
    stack = Stack(tmp_path / "stack", ensure(), isp, READS)

    first, second = stack.up(), stack.up("--expect-no-changes")

    state = "".join(path.read_text() for path in (tmp_path / "stack/backend").rglob("*.json"))
    # A short name may stand in a ciphertext by chance.
    state = re.sub(r'"(ciphertext|salt)": ?"[^"]*"', "", state)
    everything = isp.whmcs.state()
    hidden = [row[key] for row in everything["clients"] for key in ("firstname", "lastname", "email")]
    hidden += [*PERSON.values(), PERSON["phonenumber"].rpartition(".")[2]]
    hidden += [row["password"] for row in everything["services"]]
    hidden += [isp.secrets["whmcs:secret"]]
    assert "sub1001" in state
    assert [text for text in hidden if text in state or text in first.text + second.text] == []
    assert isp.writes() == []


@pytest.mark.parametrize(
    "trouble",
    ["down", "page", *(pytest.param(each, marks=pytest.mark.large) for each in ("slow", "half", "refused"))],
)
def test_trouble_is_one_message_and_touches_nothing(tmp_path: Path, isp: Isp, trouble: str) -> None:
    """A preview that cannot ask WHMCS fails with one message, without a traceback and before all else."""
    stack = Stack(tmp_path / "stack", ensure(), isp, ASKS_MUCH)
    if trouble == "refused":
        isp.whmcs.load({**isp.whmcs.state(), "allowed_ips": []})
    else:
        stack.configure({"whmcs:timeout": "1"}, {})
        fault, options = FAULTS[trouble]
        isp.whmcs.fault("GetClientsDetails", fault, every=1, **options)

    failed = stack.preview(fails=True)

    assert failed.code != 0
    assert failed.text.count("WHMCS (connection 'default'): ") == 1
    assert failed.text.count("What to do: ") == 1
    assert "Traceback" not in failed.text
    assert isp.cms.requests == isp.cloudconnexa.requests == []
    assert len(isp.whmcs.requests) <= 12
