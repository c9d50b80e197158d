"""Specimens of kinds that exist for networks and for hosts. They differ only in the parent and in names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .lives import Life, Step
from .specimen import Drift, Fault, Missing, Of, Specimen

NOWHERE = "00000000-0000-0000-0000-000000000000"
_BAD_TRAFFIC = {
    "service_types[0]": ["CUSTOM"],
    "tcp_ports[0]": ["8080-8000"],
    "udp_ports[0]": ["65536"],
    "icmp_types[0]": ["echo"],
}


def connector(kind: str, parent: str, *, fault: str, place: str, least: str, device: str) -> Specimen:
    """A connector.

    Args:
        kind: Its kind, as in ``HostConnector``.
        parent: The kind of its parent, as in ``Host``.
        fault: Name of its life in the table of faults.
        place: First word of the name in the full declaration.
        least: First word of the name in the shortest declaration.
        device: First word of the description in the full declaration.
    """
    word, owner, home, elsewhere = _parent(parent)
    bare = {owner: home, "name": f"{least}-dial", "vpn_region_id": "us-east-1"}
    return Specimen(
        kind=f"cloudconnexa.{kind}",
        collection=f"{word}-connectors",
        least=bare,
        full={
            owner: home,
            "name": f"{place}-oldfield",
            "vpn_region_id": "eu-central-1",
            "description": f"{device} of Oldfield",
            "with_profile": True,
        },
        changed={"name": f"{place}-newfield", "vpn_region_id": "us-east-1"},
        replaced={owner: elsewhere},
        lives={
            "bare": Life(born=bare),
            "changes": Life(
                born=bare,
                steps=(
                    Step(
                        {**bare, "vpn_region_id": "it-mxp", "description": device},
                        ("vpn_region_id", "description"),
                    ),
                    Step({**bare, "name": f"{least}-line"}, ("name", "vpn_region_id", "-description")),
                    Step({**bare, "name": f"{least}-line", owner: elsewhere}, (owner,), (owner,)),
                ),
            ),
            "with its profile": Life(
                born={**bare, "with_profile": True},
                steps=(
                    Step(bare, ("-with_profile",)),
                    Step(
                        {**bare, "with_profile": True, "description": device}, ("with_profile", "description")
                    ),
                    Step({**bare, "with_profile": True, owner: elsewhere}, (owner, "-description"), (owner,)),
                ),
            ),
        },
        drift={
            "name": Drift("name", "renamed"),
            "vpn_region_id": Drift("vpnRegionId", "it-mxp"),
            "description": Drift("description", "changed"),
        },
        bad={owner: "", "name": "", "vpn_region_id": "", "description": "x" * 121, "with_profile": "perhaps"},
        missing={
            owner: Missing(NOWHERE, f"{owner}: there is no {word}"),
            "vpn_region_id": Missing("moon-1", "vpn_region_id: there is no region moon-1"),
        },
        faults={
            fault: Fault(
                {**bare, "description": "a"},
                {"description": "b"},
                (f"{word}-connectors", "name", f"{least}-dial"),
            )
        },
        may_stand_twice=True,
    )


def application(
    kind: str,
    parent: str,
    *,
    fault: str,
    least: tuple[str, str],
    renamed: str,
    full: tuple[str, str],
    changed: str,
    ports: int,
    exact: bool = False,
) -> Specimen:
    """An application.

    Args:
        kind: Its kind, as in ``HostApplication``.
        parent: The kind of its parent, as in ``Host``.
        fault: Name of its life in the table of faults.
        least: Name in the shortest declaration, and the first word of a later domain.
        renamed: Later name of the shortest one.
        full: Name in the full declaration, and the first word of its second domain.
        changed: First word of the domain that later replaces the first one of the full declaration.
        ports: Ten thousands of its lowest port.
        exact: Whether it has ``exact_match_domains``.
    """
    word, owner, home, elsewhere = _parent(parent)
    name, more = least
    mine, others = full
    bare = {owner: home, "name": name, "domains": [f"{name}.isp.example"]}
    wide = {**bare, "domains": [f"{name}.isp.example", f"{more}.isp.example"]}
    alone = {"exact_match_domains": [f"{others}.oldfield.example"]} if exact else {}
    lives = {
        "names alone": Life(
            born={**wide, "exact_match_domains": [f"{name}.isp.example"]},
            steps=(
                Step({**wide, "exact_match_domains": [f"{more}.isp.example"]}, ("exact_match_domains",)),
                Step(wide, ("-exact_match_domains",)),
                Step(
                    {**bare, "exact_match_domains": [f"{name.upper()}.isp.example"]},
                    ("domains", "exact_match_domains"),
                ),
            ),
        )
    }
    return Specimen(
        kind=f"cloudconnexa.{kind}",
        collection=f"{word}-applications",
        least=bare,
        full={
            owner: home,
            "name": f"{mine}-oldfield",
            "description": f"{mine} of Oldfield",
            "domains": [f"{mine}.oldfield.example", f"{others}.oldfield.example"],
            "embedded_ip_domains": [f"{others}.oldfield.example"],
            **alone,
            "service_types": ["HTTPS", "FTP"],
            "tcp_ports": [ports * 10_000 + 8080, f"{ports}8443-{ports}8449"],
            "udp_ports": [f"{ports}5060"],
            "icmp_types": [8],
        },
        changed={
            "name": f"{mine}-newfield",
            "domains": [f"{changed}.newfield.example", f"{others}.oldfield.example"],
        },
        replaced={owner: elsewhere},
        lives={
            "bare": Life(born=bare),
            "changes": Life(
                born=bare,
                steps=(
                    Step({**wide, "service_types": ["HTTPS"]}, ("domains", "service_types")),
                    Step(
                        {
                            **wide,
                            "domains": [f"{more.upper()}.isp.example", f"{name}.isp.example"],
                            "service_types": ["HTTPS"],
                        },
                        (),
                    ),
                    Step(
                        {**wide, "description": renamed, "embedded_ip_domains": [f"{more}.isp.example"]},
                        ("description", "embedded_ip_domains", "-service_types"),
                    ),
                    Step(
                        {**bare, "name": renamed}, ("name", "-description", "domains", "-embedded_ip_domains")
                    ),
                    Step({**bare, "name": renamed, owner: elsewhere}, (owner,), (owner,)),
                ),
            ),
            **(lives if exact else {}),
        },
        drift={
            "name": Drift("name", "renamed"),
            "description": Drift("description", "changed"),
            "domains": Drift(
                "routes.2",
                {"id": "added", "type": "DOMAIN", "domain": "added.example", "allowEmbeddedIp": False},
            ),
            "embedded_ip_domains": Drift("routes.1.allowEmbeddedIp", False),
            **({"exact_match_domains": Drift("routes.1.exactMatch", False)} if exact else {}),
            **_traffic_drift(["FTP"], ports * 10_000 + 8080),
        },
        bad={
            owner: "",
            "name": "n" * 41,
            "description": "x" * 256,
            "domains[0]": [""],
            "embedded_ip_domains[0]": ["d" * 254],
            **({"exact_match_domains[0]": ["d" * 254]} if exact else {}),
            **_BAD_TRAFFIC,
        },
        missing={owner: Missing(NOWHERE, f"{owner}: there is no {word}")},
        faults={
            fault: Fault(
                {**bare, "description": "a"},
                {"description": "b", "domains": [f"{renamed}.isp.example"]},
                (f"{word}-applications", "name", name),
            )
        },
        may_stand_twice=True,
    )


def ip_service(
    kind: str,
    parent: str,
    *,
    fault: str,
    least: str,
    renamed: str,
    full: str,
    port: int,
    own: Mapping[str, Any] | None = None,
) -> Specimen:
    """An IP service.

    Args:
        kind: Its kind, as in ``HostIpService``.
        parent: The kind of its parent, as in ``Host``.
        fault: Name of its life in the table of faults.
        least: Name in the shortest declaration.
        renamed: Later name of the shortest one.
        full: First word of the name in the full declaration.
        port: The first TCP port of the full declaration.
        own: Required properties that only this kind has.
    """
    word, owner, home, elsewhere = _parent(parent)
    bare = {owner: home, "name": least, **(own or {})}
    web = {**bare, "service_types": ["HTTPS"]}
    shop = {**bare, "name": renamed, "udp_ports": ["443"]}
    return Specimen(
        kind=f"cloudconnexa.{kind}",
        collection=f"{word}-ip-services",
        least=web,
        full={
            owner: home,
            "name": f"{full}-oldfield",
            "description": f"{full} of Oldfield",
            "service_types": ["SNMP", "SSH"],
            "tcp_ports": [port, "18443-18449"],
            "udp_ports": ["5060"],
            "icmp_types": [8],
            **(own or {}),
        },
        changed={"name": f"{full}-newfield", "service_types": ["SSH"], "tcp_ports": [port + 1]},
        replaced={owner: elsewhere},
        lives={
            "bare": Life(born=web),
            "changes": Life(
                born=web,
                steps=(
                    Step({**web, "tcp_ports": ["8080", "8443-8449"]}, ("tcp_ports",)),
                    Step({**web, "tcp_ports": ["8443-8449", "08080-8080"]}, ()),
                    Step({**web, "tcp_ports": [8443, "8444-8449", 8080, "8446-8448"]}, ()),
                    Step(
                        {**bare, "description": renamed, "tcp_ports": [8080], "icmp_types": [8, 0]},
                        ("description", "-service_types", "tcp_ports", "icmp_types"),
                    ),
                    Step(
                        {**shop, "service_types": ["HTTP", "HTTPS"], "udp_ports": [443]},
                        ("name", "-description", "service_types", "-tcp_ports", "udp_ports", "-icmp_types"),
                    ),
                    Step({**shop, "service_types": ["HTTPS", "HTTP"]}, ()),
                    Step({**shop, owner: elsewhere}, (owner, "-service_types"), (owner,)),
                ),
            ),
        },
        drift={
            "name": Drift("name", "renamed"),
            "description": Drift("description", "changed"),
            **_traffic_drift(["SSH", "TELNET"], port),
        },
        bad={owner: "", "name": "", "description": "x" * 256, **_BAD_TRAFFIC},
        missing={owner: Missing(NOWHERE, f"{owner}: there is no {word}")},
        faults={
            fault: Fault(
                {**web, "description": "a"},
                {"description": "b", "service_types": ["HTTP"]},
                (f"{word}-ip-services", "name", least),
            )
        },
        may_stand_twice=True,
    )


def _parent(kind: str) -> tuple[str, str, Of, Of]:
    """Its noun, the property that refers to it, and references to two of them."""
    noun, full = kind.lower(), f"cloudconnexa.{kind}"
    return noun, f"{noun}_id", Of(full), Of(full, another=True)


def _traffic_drift(types: Sequence[str], port: int) -> dict[str, Drift]:
    custom = "config.customServiceTypes"
    return {
        "service_types": Drift("config.serviceTypes", [*types, "CUSTOM"]),
        "tcp_ports": Drift(f"{custom}.0.port", [{"value": port}]),
        "udp_ports": Drift(f"{custom}.1.port", [{"lowerValue": 5060, "upperValue": 5061}]),
        "icmp_types": Drift(f"{custom}.2.icmpType", [{"value": 0}]),
    }
