"""An application of a host."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

HOST = Of("cloudconnexa.Host")
ELSEWHERE = Of("cloudconnexa.Host", another=True)
LEAST = {"host_id": HOST, "name": "accounts", "domains": ["accounts.isp.example"]}
WIDE = {"host_id": HOST, "name": "accounts", "domains": ["accounts.isp.example", "books.isp.example"]}
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.HostApplication",
    collection="host-applications",
    least=LEAST,
    full={
        "host_id": HOST,
        "name": "bills-oldfield",
        "description": "bills of Oldfield",
        "domains": ["bills.oldfield.example", "ledgers.oldfield.example"],
        "embedded_ip_domains": ["ledgers.oldfield.example"],
        "service_types": ["HTTPS", "FTP"],
        "tcp_ports": [38080, "38443-38449"],
        "udp_ports": ["35060"],
        "icmp_types": [8],
    },
    changed={"name": "bills-newfield", "domains": ["bill.newfield.example", "ledgers.oldfield.example"]},
    replaced={"host_id": ELSEWHERE},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=LEAST,
            steps=(
                Step({**WIDE, "service_types": ["HTTPS"]}, ("domains", "service_types")),
                Step(
                    {
                        **WIDE,
                        "domains": ["BOOKS.isp.example", "accounts.isp.example"],
                        "service_types": ["HTTPS"],
                    },
                    (),
                ),
                Step(
                    {**WIDE, "description": "ledger", "embedded_ip_domains": ["books.isp.example"]},
                    ("description", "embedded_ip_domains", "-service_types"),
                ),
                Step(
                    {**LEAST, "name": "ledger"}, ("name", "-description", "domains", "-embedded_ip_domains")
                ),
                Step({**LEAST, "name": "ledger", "host_id": ELSEWHERE}, ("host_id",), ("host_id",)),
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
        "tcp_ports": Drift("config.customServiceTypes.0.port", [{"value": 38080}]),
        "udp_ports": Drift("config.customServiceTypes.1.port", [{"lowerValue": 5060, "upperValue": 5061}]),
        "icmp_types": Drift("config.customServiceTypes.2.icmpType", [{"value": 0}]),
    },
    bad={
        "host_id": "",
        "name": "n" * 41,
        "description": "x" * 256,
        "domains[0]": [""],
        "embedded_ip_domains[0]": ["d" * 254],
        "service_types[0]": ["CUSTOM"],
        "tcp_ports[0]": ["8080-8000"],
        "udp_ports[0]": ["65536"],
        "icmp_types[0]": ["echo"],
    },
    missing={"host_id": Missing(NOWHERE, "host_id: there is no host")},
    faults={
        "host application": Fault(
            {**LEAST, "description": "a"},
            {"description": "b", "domains": ["ledger.isp.example"]},
            ("host-applications", "name", "accounts"),
        )
    },
    may_stand_twice=True,
)
