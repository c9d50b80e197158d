"""An application of a network."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

NETWORK = Of("cloudconnexa.Network")
ELSEWHERE = Of("cloudconnexa.Network", another=True)
LEAST = {"network_id": NETWORK, "name": "tickets", "domains": ["tickets.isp.example"]}
WIDE = {"network_id": NETWORK, "name": "tickets", "domains": ["tickets.isp.example", "help.isp.example"]}
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.Application",
    collection="network-applications",
    least=LEAST,
    full={
        "network_id": NETWORK,
        "name": "maps-oldfield",
        "description": "maps of Oldfield",
        "domains": ["maps.oldfield.example", "tiles.oldfield.example"],
        "embedded_ip_domains": ["tiles.oldfield.example"],
        "service_types": ["HTTPS", "FTP"],
        "tcp_ports": [28080, "28443-28449"],
        "udp_ports": ["25060"],
        "icmp_types": [8],
    },
    changed={"name": "maps-newfield", "domains": ["map.newfield.example", "tiles.oldfield.example"]},
    replaced={"network_id": ELSEWHERE},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=LEAST,
            steps=(
                Step({**WIDE, "service_types": ["HTTPS"]}, ("domains", "service_types")),
                Step(
                    {
                        **WIDE,
                        "domains": ["HELP.isp.example", "tickets.isp.example"],
                        "service_types": ["HTTPS"],
                    },
                    (),
                ),
                Step(
                    {**WIDE, "description": "desk", "embedded_ip_domains": ["help.isp.example"]},
                    ("description", "embedded_ip_domains", "-service_types"),
                ),
                Step({**LEAST, "name": "desk"}, ("name", "-description", "domains", "-embedded_ip_domains")),
                Step({**LEAST, "name": "desk", "network_id": ELSEWHERE}, ("network_id",), ("network_id",)),
            ),
        ),
    },
    drift={
        "name": Drift("name", "renamed"),
        "description": Drift("description", "changed"),
        "domains": Drift(
            "routes.2", {"id": "added", "type": "DOMAIN", "domain": "added.example", "allowEmbeddedIp": False}
        ),
        "embedded_ip_domains": Drift("routes.1.allowEmbeddedIp", False),
        "service_types": Drift("config.serviceTypes", ["FTP", "CUSTOM"]),
        "tcp_ports": Drift("config.customServiceTypes.0.port", [{"value": 28080}]),
        "udp_ports": Drift("config.customServiceTypes.1.port", [{"lowerValue": 5060, "upperValue": 5061}]),
        "icmp_types": Drift("config.customServiceTypes.2.icmpType", [{"value": 0}]),
    },
    bad={
        "network_id": "",
        "name": "n" * 41,
        "description": "x" * 256,
        "domains[0]": [""],
        "embedded_ip_domains[0]": ["d" * 254],
        "service_types[0]": ["CUSTOM"],
        "tcp_ports[0]": ["8080-8000"],
        "udp_ports[0]": ["65536"],
        "icmp_types[0]": ["echo"],
    },
    missing={"network_id": Missing(NOWHERE, "network_id: there is no network")},
    faults={
        "application": Fault(
            {**LEAST, "description": "a"},
            {"description": "b", "domains": ["desk.isp.example"]},
            ("network-applications", "name", "tickets"),
        )
    },
    may_stand_twice=True,
)
