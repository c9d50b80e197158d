"""A host."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

BARE = {"name": "Billing", "internet_access": "SPLIT_TUNNEL_ON"}
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.Host",
    collection="hosts",
    least={"name": "Billing"},
    full={
        "name": "Oldfield-CMS",
        "description": "rack of Oldfield",
        "domain": "cms.oldfield.example",
        "internet_access": "SPLIT_TUNNEL_OFF",
        "gateways_ids": [Of("cloudconnexa.Network")],
    },
    changed={"name": "Newfield-CMS", "domain": "cms.newfield.example"},
    lives={
        "bare": Life(born={"name": "Billing"}),
        "changes": Life(
            born={**BARE, "description": "rack", "domain": "bill.isp.example"},
            steps=(
                Step({**BARE, "name": "Books", "domain": "bill.isp.example"}, ("name", "-description")),
                Step(
                    {"name": "Books", "internet_access": "RESTRICTED_INTERNET"},
                    ("-domain", "internet_access"),
                ),
                Step({**BARE, "name": "Books", "domain": "books.isp.example"}, ("domain", "internet_access")),
            ),
        ),
    },
    drift={
        "name": Drift("name", "Renamed"),
        "description": Drift("description", "changed"),
        "domain": Drift("domain", "changed.example"),
        "internet_access": Drift("internetAccess", "RESTRICTED_INTERNET"),
        "gateways_ids": Drift("gatewaysIds", []),
    },
    bad={
        "name": "",
        "description": "",
        "domain": "d" * 254,
        "internet_access": "ON",
        "gateways_ids[0]": [""],
    },
    missing={"gateways_ids[0]": Missing([NOWHERE], "gateways_ids[0]: there is no network")},
    faults={
        "host": Fault(
            {"name": "Billing", "description": "a"}, {"description": "b"}, ("hosts", "name", "Billing")
        )
    },
)
