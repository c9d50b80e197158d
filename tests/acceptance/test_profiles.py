"""Profiles and tokens of connectors, on the real engine: encrypted wherever they are, and never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.isp import secret_forms
from tests.support.stack import Stack

MakeStack = Callable[[str | Path], Stack]

PROGRAM = """
    import pulumi
    from pulumi_isp import cloudconnexa

    site = cloudconnexa.Network("site", name="Plant")
    yard = cloudconnexa.Network("yard", name="Yard")
    gate = cloudconnexa.NetworkConnector(
        "gate", network_id=site, name="gate", vpn_region_id="us-east-1", with_profile=True,
    )
    host = cloudconnexa.Host("host", name="Books")
    books = cloudconnexa.HostConnector("books", host_id=host, name="books", vpn_region_id="us-east-1")
    pulumi.export("profile", gate.profile)
    pulumi.export("token", gate.token)
    pulumi.export("none", books.token)
"""


def fetched(subject: Stack) -> dict[str, int]:
    """How often secrets were asked for."""
    counts = subject.isp.cloudconnexa.counts()
    return {name: number for name, number in counts.items() if name.endswith((".profile", ".token"))}


def kept(subject: Stack) -> dict[str, set[str]]:
    """The secret outputs in state, by resource; each must be encrypted there."""
    found = {}
    for entry in subject.resources():
        secret = {name: entry["outputs"][name] for name in ("profile", "token") if name in entry["outputs"]}
        for value in secret.values():
            assert isinstance(value, dict)
            assert "ciphertext" in value
        found[entry["urn"].rpartition("::")[2]] = set(secret)
    return found


def shown(subject: Stack, name: str) -> str:
    """What a stack output holds, for whoever may decrypt it."""
    found: Any = json.loads(subject.run("stack", "output", name, "--show-secrets", "--json").text)
    return str(found)


@pytest.mark.parametrize("front", ["dynamic", pytest.param("plugin", marks=pytest.mark.large)])
def test_they_are_ciphertext_after_every_command_and_fetched_when_they_are_asked_for(
    stack: MakeStack, front: str
) -> None:
    """Create, refresh, update, off, on again, a replacement: nothing that is printed or kept shows one."""
    both, none = {"profile", "token"}, set[str]()
    subject = stack(PROGRAM)
    subject.environ["PULUMI_ISP_LOG"] = "bodies"

    printed = [subject.up("--debug").text]
    first = shown(subject, "token")
    assert fetched(subject) == {"network-connectors.profile": 1, "network-connectors.token": 1}
    assert kept(subject) == {"site": none, "yard": none, "gate": both, "host": none, "books": none}
    assert "PRIVATE KEY" in shown(subject, "profile")

    subject.isp.reset_logs()
    printed += [subject.refresh("--expect-no-changes").text, subject.up("--expect-no-changes").text]
    edited = PROGRAM.replace('name="gate"', 'name="gate", description="north"')
    subject.write(edited)
    printed += [subject.preview("--diff").text, subject.up("--debug", "--diff").text]
    assert fetched(subject) == {}
    assert kept(subject)["gate"] == both
    assert shown(subject, "token") == first

    subject.write(edited.replace(", with_profile=True", ""))
    printed.append(subject.up("--debug", "--diff").text)
    assert kept(subject)["gate"] == none
    subject.write(edited)
    printed.append(subject.up("--debug", "--diff").text)
    assert fetched(subject) == {"network-connectors.profile": 1, "network-connectors.token": 1}
    assert kept(subject)["gate"] == both
    second = shown(subject, "token")

    subject.write(edited.replace("network_id=site", "network_id=yard"))
    printed.append(subject.up("--debug", "--diff").text)
    assert kept(subject)["gate"] == both
    assert len({first, second, shown(subject, "token")}) == 3
    printed.append(subject.destroy().text)

    hidden = {each for each in subject.isp.cloudconnexa.vendor.secrets() if len(each) >= 8}
    assert {first, second} < hidden
    assert any("PRIVATE KEY" in each for each in hidden)
    forms = {form for secret in hidden for form in secret_forms(secret)}
    found = {form for text in printed for form in forms if form in text}
    found |= {f"{form} in {path.name}" for path, text in subject.files() for form in forms if form in text}
    assert found == set()
