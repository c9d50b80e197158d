"""An IP service of a network."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

NETWORK = Of("cloudconnexa.Network")
LEAST = {"network_id": NETWORK, "name": "yard-web", "type": "SERVICE_DESTINATION", "service_types": ["HTTPS"]}
BARE = {"network_id": NETWORK, "name": "yard-web", "type": "SERVICE_DESTINATION"}
ELSEWHERE = Of("cloudconnexa.Network", another=True)
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.IpService",
    collection="network-ip-services",
    least=LEAST,
    full={
        "network_id": NETWORK,
        "name": "meter-oldfield",
        "description": "meter of Oldfield",
        "service_types": ["SNMP", "SSH"],
        "tcp_ports": [19080, "18443-18449"],
        "udp_ports": ["5060"],
        "icmp_types": [8],
        "type": "SERVICE_DESTINATION",
        "routes": ["10.30.77.0/26"],
    },
    changed={
        "name": "meter-newfield",
        "service_types": ["SSH"],
        "tcp_ports": [19081],
        "routes": ["10.30.77.64/26"],
    },
    replaced={"network_id": ELSEWHERE},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=LEAST,
            steps=(
                Step({**LEAST, "tcp_ports": ["8080", "8443-8449"]}, ("tcp_ports",)),
                Step({**LEAST, "tcp_ports": ["8443-8449", "08080-8080"]}, ()),
                Step(
                    {**BARE, "description": "yard-shop", "tcp_ports": [8080], "icmp_types": [8, 0]},
                    ("description", "-service_types", "tcp_ports", "icmp_types"),
                ),
                Step(
                    {**LEAST, "name": "yard-shop", "service_types": ["HTTP", "HTTPS"], "udp_ports": [443]},
                    ("name", "-description", "service_types", "-tcp_ports", "udp_ports", "-icmp_types"),
                ),
                Step(
                    {**LEAST, "name": "yard-shop", "service_types": ["HTTPS", "HTTP"], "udp_ports": ["443"]},
                    (),
                ),
                Step(
                    {
                        "network_id": ELSEWHERE,
                        "name": "yard-shop",
                        "type": "SERVICE_DESTINATION",
                        "udp_ports": ["443"],
                    },
                    ("network_id", "-service_types"),
                    ("network_id",),
                ),
            ),
        ),
        "routes": Life(
            born={**LEAST, "routes": ["10.30.77.0/25", "10.30.77.128/25"]},
            steps=(
                Step({**LEAST, "routes": ["10.30.77.128/25", "10.30.77.0/25"]}, ()),
                Step({**LEAST, "type": "IP_SOURCE", "routes": ["10.30.77.0/24"]}, ("type", "routes")),
                Step({**LEAST, "type": "IP_SOURCE"}, ("-routes",)),
            ),
        ),
    },
    drift={
        "name": Drift("name", "renamed"),
        "description": Drift("description", "changed"),
        "service_types": Drift("config.serviceTypes", ["SSH", "TELNET", "CUSTOM"]),
        "tcp_ports": Drift("config.customServiceTypes.0.port", [{"value": 19080}]),
        "udp_ports": Drift("config.customServiceTypes.1.port", [{"lowerValue": 5060, "upperValue": 5061}]),
        "icmp_types": Drift("config.customServiceTypes.2.icmpType", [{"value": 0}]),
        "type": Drift("type", "IP_SOURCE"),
        "routes": Drift("routes.1", {"id": "added", "type": "IP_V4", "subnet": "10.30.77.128/26"}),
    },
    bad={
        "network_id": "",
        "name": "",
        "description": "x" * 256,
        "service_types[0]": ["CUSTOM"],
        "tcp_ports[0]": ["8080-8000"],
        "udp_ports[0]": ["65536"],
        "icmp_types[0]": ["echo"],
        "type": "DESTINATION",
        "routes[0]": ["10.30.77.7/24"],
    },
    missing={"network_id": Missing(NOWHERE, "network_id: there is no network")},
    faults={
        "IP service": Fault(
            {**LEAST, "description": "a"},
            {"description": "b", "service_types": ["HTTP"]},
            ("network-ip-services", "name", "yard-web"),
        )
    },
    may_stand_twice=True,
)
