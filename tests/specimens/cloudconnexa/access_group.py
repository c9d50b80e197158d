"""An access group."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

GROUP, NETWORK, HOST = (Of(f"cloudconnexa.{kind}") for kind in ("UserGroup", "Network", "Host"))
LEAST = {"name": "Everybody", "source_all": ["USER_GROUP"], "destination_all": ["NETWORK_SERVICE"]}
NOWHERE = "00000000-0000-0000-0000-000000000000"


def _missing(path: str, what: str) -> tuple[str, Missing]:
    return f"{path}[0]", Missing([NOWHERE], f"{path}[0]: there is no {what} {NOWHERE}")


SPECIMEN = Specimen(
    kind="cloudconnexa.AccessGroup",
    collection="access-groups",
    least=LEAST,
    full={
        "name": "Operations of Oldfield",
        "description": "what Oldfield may reach",
        "source_all": ["HOST"],
        "source_user_groups": [GROUP],
        "source_networks": [NETWORK],
        "source_services": [Of("cloudconnexa.IpService")],
        "source_hosts": [HOST],
        "destination_all": ["USER_GROUP"],
        "destination_user_groups": [GROUP],
        "destination_networks": [NETWORK],
        "destination_services": [Of("cloudconnexa.Application")],
        "destination_hosts": [HOST],
        "destination_host_services": [Of("cloudconnexa.HostIpService")],
        "destination_published_services": ["5f2b7a70-published"],
    },
    changed={"name": "Operations of Newfield", "source_networks": []},
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=LEAST,
            steps=(
                Step({**LEAST, "description": "all of it"}, ("description",)),
                Step(
                    {
                        "name": "Everybody",
                        "source_user_groups": [GROUP],
                        "destination_networks": [NETWORK],
                        "destination_services": [Of("cloudconnexa.Application")],
                    },
                    (
                        *("-description", "source_all", "source_user_groups", "destination_all"),
                        *("destination_networks", "destination_services"),
                    ),
                ),
                Step(
                    {"name": "Some", "source_user_groups": [GROUP], "destination_hosts": [HOST]},
                    ("name", "destination_networks", "destination_services", "destination_hosts"),
                ),
            ),
        ),
    },
    drift={
        "name": Drift("name", "Renamed"),
        "description": Drift("description", "changed"),
        "source_all": Drift("source.0.type", "NETWORK_SERVICE"),
        "source_user_groups": Drift("source.1.children", ["another"]),
        "source_networks": Drift("source.2.parent", "another"),
        "source_services": Drift("source.3.children", ["another"]),
        "source_hosts": Drift("source.4.parent", "another"),
        "destination_all": Drift("destination.0.type", "PUBLISHED_SERVICE"),
        "destination_user_groups": Drift("destination.1.children", ["another"]),
        "destination_networks": Drift("destination.2.parent", "another"),
        "destination_services": Drift("destination.3.children", ["another"]),
        "destination_hosts": Drift("destination.4.parent", "another"),
        "destination_host_services": Drift("destination.5.children", ["another"]),
        "destination_published_services": Drift("destination.6.children", ["another"]),
    },
    bad={
        "name": "",
        "description": "x" * 121,
        "source_all[0]": ["NETWORK"],
        "source_user_groups[0]": [""],
        "source_networks[0]": [""],
        "source_services[0]": [""],
        "source_hosts[0]": [""],
        "destination_all[0]": ["NETWORK"],
        "destination_user_groups[0]": [""],
        "destination_networks[0]": [""],
        "destination_services[0]": [""],
        "destination_hosts[0]": [""],
        "destination_host_services[0]": [""],
        "destination_published_services[0]": [""],
    },
    missing=dict(
        _missing(path, what)
        for path, what in {
            "source_user_groups": "user group",
            "source_networks": "network",
            "source_services": "IP service or application",
            "source_hosts": "host",
            "destination_user_groups": "user group",
            "destination_networks": "network",
            "destination_services": "IP service or application",
            "destination_hosts": "host",
            "destination_host_services": "IP service or application",
        }.items()
    ),
    faults={
        "access group": Fault(
            {**LEAST, "description": "a"},
            {"description": "b"},
            ("access-groups", "name", "Everybody"),
        )
    },
    may_stand_twice=True,
)
