"""An IP service of a host."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

HOST = Of("cloudconnexa.Host")
LEAST = {"host_id": HOST, "name": "web", "service_types": ["HTTPS"]}
BARE = {"host_id": HOST, "name": "web"}
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.HostIpService",
    collection="host-ip-services",
    least=LEAST,
    full={
        "host_id": HOST,
        "name": "panel-oldfield",
        "description": "panel of Oldfield",
        "service_types": ["SNMP", "SSH"],
        "tcp_ports": [18080, "18443-18449"],
        "udp_ports": ["5060"],
        "icmp_types": [8],
    },
    changed={"name": "panel-newfield", "service_types": ["SSH"], "tcp_ports": [18081]},
    replaced={"host_id": Of("cloudconnexa.Host", another=True)},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=LEAST,
            steps=(
                Step({**LEAST, "tcp_ports": ["8080", "8443-8449"]}, ("tcp_ports",)),
                Step({**LEAST, "tcp_ports": ["8443-8449", "08080-8080"]}, ()),
                Step({**LEAST, "tcp_ports": [8443, "8444-8449", 8080, "8446-8448"]}, ()),
                Step(
                    {**BARE, "description": "shop", "tcp_ports": [8080], "icmp_types": [8, 0]},
                    ("description", "-service_types", "tcp_ports", "icmp_types"),
                ),
                Step(
                    {**LEAST, "name": "shop", "service_types": ["HTTP", "HTTPS"], "udp_ports": [443]},
                    ("name", "-description", "service_types", "-tcp_ports", "udp_ports", "-icmp_types"),
                ),
                Step(
                    {**LEAST, "name": "shop", "service_types": ["HTTPS", "HTTP"], "udp_ports": ["443"]},
                    (),
                ),
                Step(
                    {"host_id": Of("cloudconnexa.Host", another=True), "name": "shop", "udp_ports": ["443"]},
                    ("host_id", "-service_types"),
                    ("host_id",),
                ),
            ),
        ),
    },
    drift={
        "name": Drift("name", "renamed"),
        "description": Drift("description", "changed"),
        "service_types": Drift("config.serviceTypes", ["SSH", "TELNET", "CUSTOM"]),
        "tcp_ports": Drift("config.customServiceTypes.0.port", [{"value": 18080}]),
        "udp_ports": Drift("config.customServiceTypes.1.port", [{"lowerValue": 5060, "upperValue": 5061}]),
        "icmp_types": Drift("config.customServiceTypes.2.icmpType", [{"value": 0}]),
    },
    bad={
        "host_id": "",
        "name": "",
        "description": "x" * 256,
        "service_types[0]": ["CUSTOM"],
        "tcp_ports[0]": ["8080-8000"],
        "udp_ports[0]": ["65536"],
        "icmp_types[0]": ["echo"],
    },
    missing={"host_id": Missing(NOWHERE, "host_id: there is no host")},
    faults={
        "host IP service": Fault(
            {**LEAST, "description": "a"},
            {"description": "b", "service_types": ["HTTP"]},
            ("host-ip-services", "name", "web"),
        )
    },
    may_stand_twice=True,
)
