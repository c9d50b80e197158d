"""A DNS record."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Specimen

LEAST = {"domain": "shelf.isp.example", "ipv4_addresses": ["10.1.0.7"]}
BOTH = {"domain": "cms.isp.example", "ipv4_addresses": ["10.1.0.8"], "ipv6_addresses": ["2001:db8::8"]}

SPECIMEN = Specimen(
    kind="cloudconnexa.DnsRecord",
    collection="dns-records",
    least=LEAST,
    full={
        "domain": "yard.oldfield.example",
        "description": "yard of Oldfield",
        "ipv4_addresses": ["10.44.99.20", "10.44.99.10"],
        "ipv6_addresses": ["2001:db8:44:0:0:0:0:20"],
    },
    changed={"description": "yard of Newfield", "ipv4_addresses": ["10.44.99.10", "10.44.99.20"]},
    replaced={"domain": "yard.newfield.example"},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=BOTH,
            steps=(
                Step({**BOTH, "domain": "CMS.isp.example", "ipv6_addresses": ["2001:DB8:0::8"]}, ()),
                Step({**BOTH, "description": "shelves"}, ("description",)),
                Step(
                    {**LEAST, "domain": "cms.isp.example"},
                    ("-description", "ipv4_addresses", "-ipv6_addresses"),
                ),
                Step(
                    {**BOTH, "ipv4_addresses": ["10.1.0.9", "10.1.0.8"]}, ("ipv4_addresses", "ipv6_addresses")
                ),
                Step({**BOTH, "ipv4_addresses": ["10.1.0.8", "10.1.0.9"]}, ("ipv4_addresses",)),
            ),
        ),
        "another domain": Life(
            born=LEAST,
            steps=(Step({**LEAST, "domain": "shelf2.isp.example"}, ("domain",), ("domain",)),),
        ),
    },
    drift={
        "description": Drift("description", "changed"),
        "ipv4_addresses": Drift("ipv4Addresses", ["10.44.99.10", "10.44.99.20"]),
        "ipv6_addresses": Drift("ipv6Addresses", ["2001:db8:44::21"]),
    },
    bad={
        "domain": "",
        "description": "",
        "ipv4_addresses[0]": ["10.1.0.256"],
        "ipv6_addresses[0]": ["10.1.0.7"],
    },
    many=lambda number: {"domain": f"n-{number}.isp.example"},
    faults={
        "DNS record": Fault(
            {**LEAST, "description": "a"},
            {"description": "b", "ipv4_addresses": ["10.1.0.9"]},
            ("dns-records", "domain", "shelf.isp.example"),
        )
    },
    may_stand_twice=True,
)
