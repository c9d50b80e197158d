"""A location context."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

LEAST = {"name": "At home", "countries": ["DE"], "countries_allowed": True, "default_allowed": False}
NAMED = {"name": "At home", "default_allowed": False}
OFFICES = {"ips": ["192.0.2.0/24", "2001:db8:7::/48"], "ips_allowed": True}
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.LocationContext",
    collection="location-contexts",
    least=LEAST,
    full={
        "name": "Oldfield offices",
        "description": "desks of Oldfield",
        "user_groups_ids": [Of("cloudconnexa.UserGroup")],
        "ips": ["198.51.100.0/24", "203.0.113.0/28"],
        "ips_allowed": True,
        "countries": ["DE", "AT"],
        "countries_allowed": True,
        "default_allowed": False,
    },
    changed={"name": "Newfield offices", "ips": ["203.0.113.16/28"], "countries": ["CH"]},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born={**NAMED, **OFFICES},
            steps=(
                Step({**NAMED, "ips": ["2001:0db8:7::/48", "192.0.2.0/24"], "ips_allowed": True}, ()),
                Step({**NAMED, **OFFICES, "description": "desks"}, ("description",)),
                Step(
                    {**NAMED, "ips": ["192.0.2.0/25"], "ips_allowed": False, "default_allowed": True},
                    ("-description", "ips", "ips_allowed", "default_allowed"),
                ),
                Step(
                    {**LEAST, "name": "Abroad", "countries": ["at", "de"]},
                    ("name", "-ips", "-ips_allowed", "countries", "countries_allowed", "default_allowed"),
                ),
                Step({**LEAST, "name": "Abroad", "countries": ["DE", "AT"]}, ()),
            ),
        ),
    },
    drift={
        "name": Drift("name", "Renamed"),
        "description": Drift("description", "changed"),
        "user_groups_ids": Drift("userGroupsIds", []),
        "ips": Drift("ipCheck.ips", [{"ip": "198.51.100.0/24"}]),
        "ips_allowed": Drift("ipCheck.allowed", False),
        "countries": Drift("countryCheck.countries", ["DE"]),
        "countries_allowed": Drift("countryCheck.allowed", False),
        "default_allowed": Drift("defaultCheck.allowed", True),
    },
    bad={
        "name": "",
        "description": "x" * 121,
        "user_groups_ids[0]": [""],
        "ips[0]": ["192.0.2.7/24"],
        "ips_allowed": "perhaps",
        "countries[0]": [""],
        "countries_allowed": "perhaps",
        "default_allowed": "perhaps",
    },
    missing={"user_groups_ids[0]": Missing([NOWHERE], "user_groups_ids[0]: there is no user group")},
    faults={
        "location context": Fault(
            {**LEAST, "description": "a"},
            {"description": "b", "countries": ["DE", "LI"]},
            ("location-contexts", "name", "At home"),
        )
    },
    may_stand_twice=True,
)
