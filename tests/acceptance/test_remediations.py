"""What a policy's remediation writes: each type of property, in a program's spellings, and wrongly."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from marshmallow.fields import List, Nested
from tests.support.stack import Stack

from pulumi_isp.policy import folder
from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.properties import properties_of

MakeStack = Callable[[str | Path], Stack]

PACK = """
import json
from pathlib import Path

from pulumi_isp.policy import KINDS, Finding, Pack, ResourceRule, Settings, serve
from pulumi_policy import EnforcementLevel

WRITTEN = json.loads((Path(__file__).parent / "written.json").read_text())


def rule(kind):
    written = WRITTEN.get(kind.name, {})

    def judge(resource, _):
        for name, value in written.items():
            if not resource[name].is_there or resource[name].content != value:
                yield Finding(resource, f"{name} is not as written")

    return ResourceRule(
        id=f"house-{kind.name}".replace(".", "-").lower(), description="It is written.", reason="It is.",
        remedy="Write it.", settings=Settings, kinds=(kind,), judge=judge, repair=lambda _: written,
    )


RULES = map(rule, dict.fromkeys(KINDS.values()))
serve(Pack("house", "Writes.", dict.fromkeys(RULES, EnforcementLevel.REMEDIATE)))
"""
PROGRAM = """
    import pulumi
    from pulumi_isp import calix, cloudconnexa

    terminal = calix.Ont(
        "terminal", network_name="hill", ont_id=7, ont_profile=157, serial_number="A1",
        description=pulumi.Output.secret("hush-hush-7Q"),
    )
    calix.EthernetService("line", ont=terminal, port=1, service_id=1, tag_action=1, bandwidth_profile=1)
    data = calix.Vlan("data", network_name="hill", vlan_id=100)
    calix.VlanMember("uplink", vlan=data, interface="lag:1")
    site = cloudconnexa.Network("site", name="Site", routes=[{"subnet": "10.8.0.0/16"}])
    cloudconnexa.UserGroup("crew", name="Crew", all_regions_included=True)
    cloudconnexa.DnsRecord("app", domain="app.example.com", ipv4_addresses=["192.0.2.1"])
    cloudconnexa.IpService(
        "web", network_id=site, name="Web", type="SERVICE_DESTINATION", routes=["10.8.1.0/24"],
        service_types=["HTTPS"],
    )
    cloudconnexa.Application(
        "apps", network_id=site, name="Apps", domains=["old.example.com"], service_types=["ANY"]
    )
"""
RIGHT: Mapping[str, Mapping[str, Any]] = {
    "calix.Ont": {
        "network_name": "NTWK-hill",
        "ont_id": 7,
        "ont_profile": 162,
        "serial_number": "cxnk00a1b2c3",
        "admin_state": "disabled",
        "description": "  hush-hush-8R ",
        "us_sdber_rate": 4,
        "low_rx_opt_pwr_ne_thresh": -28,
        "battery_present": True,
    },
    "calix.EthernetService": {
        "ont": "NTWK-hill/7",
        "port": 1,
        "bandwidth_profile": 3,
        "outer_tag": 1877,
        "us_pir_override": "17m",
    },
    "calix.Vlan": {"vlan_id": 1733, "name": " voice ", "mac_learning": False, "mobility": "true"},
    "calix.VlanMember": {"vlan": "NTWK-hill/1733", "interface": "Ethernet:01/2/3"},
    "cloudconnexa.Network": {
        "description": "written",
        "routes": [{"subnet": "10.8.0.0/16"}, {"subnet": "2001:DB8:0::/48", "description": "six"}],
    },
    "cloudconnexa.UserGroup": {
        "all_regions_included": False,
        "vpn_region_ids": ["us-east-1", "eu-central-1"],
        "max_device": 4,
    },
    "cloudconnexa.DnsRecord": {"ipv6_addresses": ["2001:DB8:0::7"]},
    "cloudconnexa.IpService": {"routes": ["10.8.2.0/24"], "tcp_ports": ["8080", "8000-8010"]},
    "cloudconnexa.Application": {"domains": ["B.example.com", "a.example.com"]},
}
WRONG: Mapping[str, Mapping[str, Any]] = {
    "calix.Ont": {"ont_profile": "gold", "us_sdber_rate": 99, "battery_present": "perhaps", "admin_state": 3},
    "cloudconnexa.Network": {
        "description": ["a"],
        "gateways_ids": "n-1",
        "routes": [{"subnet": "10.8.0.1/16"}],
    },
}


def types(field: Any) -> Iterator[str]:
    """Of a property, and of what is in it."""
    yield type(field).__name__
    if isinstance(field, List):
        yield from types(field.inner)
    if isinstance(field, Nested):
        for each in field.schema.fields.values():
            yield from types(each)


def test_a_property_of_each_type_is_written() -> None:
    """A new type of property needs its line in the run below."""
    schemas = {str(each): each.load().schema for each in RESOURCES}
    everything = {
        name for schema in schemas.values() for each in schema().fields.values() for name in types(each)
    }
    written = {
        name
        for kind, values in RIGHT.items()
        for key, field in properties_of(schemas[kind]).items()
        if key in values
        for name in types(field)
    }

    assert everything - written == set()


def remediates(subject: Stack, written: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The flags of a pack that writes these."""
    pack = subject.folder / "house"
    pack.mkdir(exist_ok=True)
    project = {"runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}, "version": "1.0.0"}
    (pack / "PulumiPolicy.yaml").write_text(json.dumps(project))
    (pack / "__main__.py").write_text(PACK)
    (pack / "written.json").write_text(json.dumps(written))
    return ["--policy-pack", str(pack)]


def test_what_a_remediation_writes_is_taken_as_if_the_program_had_written_it(stack: MakeStack) -> None:
    """Numbers for text, other spellings, lists and nested ones: made once, and no change the next time.

    What is wrong is refused before anything is sent, all of it at once, and policies are named as the cause.
    """
    subject = stack(PROGRAM)

    subject.up(*remediates(subject, RIGHT))
    again = subject.up(*remediates(subject, RIGHT), "--expect-no-changes")

    [ont] = [
        each for network in subject.isp.cms.state()["networks"] for each in network["onts"] if each["id"] == 7
    ]
    assert (ont["ontprof"], ont["admin"], ont["descr"]) == (162, "disabled", "hush-hush-8R")
    [vlan] = subject.isp.objects("calix", "vlans")
    assert (vlan["id"], vlan["name"], vlan["mac-learn"], vlan["mobility"]) == (1733, "voice", "false", "true")
    [member] = subject.isp.objects("calix", "vlan-members")
    assert (member["id"], member["member"]) == ("1733/1", {"type": "EthIntf", "id": "1/2/3"})
    [crew] = [each for each in subject.isp.cloudconnexa.state()["user-groups"] if each["name"] == "Crew"]
    assert (crew["maxDevice"], sorted(crew["vpnRegionIds"])) == (4, ["eu-central-1", "us-east-1"])
    for hidden in ("hush-hush-7Q", "hush-hush-8R"):
        assert hidden not in again.text + json.dumps(subject.state())

    subject.isp.reset_logs()
    for kind, written in WRONG.items():
        refused = subject.preview(
            *remediates(subject, {**RIGHT, kind: {**RIGHT[kind], **written}}), fails=True
        )
        for name in written:
            assert name in refused.text
        assert "A policy's remediation or a transform wrote" in refused.text
    assert subject.isp.writes() == []


def test_a_service_is_known_by_the_ont_that_it_refers_to(stack: MakeStack) -> None:
    """In the first preview no id is known: what the service's `ont` is made of comes from the engine."""
    subject = stack("""
        from pulumi_isp import calix

        served = calix.Ont("served", network_name="hill", ont_profile=162, serial_number="A1")
        calix.EthernetService("line", ont=served, port=1, service_id=1, tag_action=1, bandwidth_profile=3)
        calix.Ont("unserved", network_name="hill", ont_profile=162, serial_number="A2")
    """)
    (subject.project / "policy.json").write_text(json.dumps({"all": "disabled", "ont-service": "advisory"}))
    previewed = subject.run(
        "preview", "--policy-pack", str(folder("strict")), "--policy-pack-config", "policy.json", events=True
    )

    assert previewed.violations == {("ont-service", "unserved")}
