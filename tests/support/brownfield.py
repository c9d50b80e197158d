"""An ISP that has existed for years: full shelves with services, sites with routes, users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tests.specimens import SPECIMENS

from pulumi_isp_provider.fronts.process import REGISTRY

from .declaring import References
from .isp import Isp
from .lives import Hands
from .specimen import Specimen


@contextmanager
def one_of_each(isp: Isp) -> Iterator[None]:
    """Add the full and the shortest object of each specimen to the seeded objects."""
    REGISTRY.configure({**isp.config(), **isp.secrets}.get)
    for specimen in SPECIMENS.values():
        client = REGISTRY.client(specimen.vendor, "default")
        hands, references = Hands(specimen.front.lifecycle, client), References(isp, client)
        for declared in (specimen.full, specimen.least):
            hands.create(hands.check(references.resolved(specimen.vendor, declared)).inputs)
    REGISTRY.close()
    yield
    REGISTRY.configure(lambda _key: None)


def stand_beside(isp: Isp, specimen: Specimen, declared: Mapping[str, Any]) -> None:
    """Make one more object at a vendor that no stack knows."""
    REGISTRY.configure({**isp.config(), **isp.secrets}.get)
    client = REGISTRY.client(specimen.vendor, "default")
    hands = Hands(specimen.front.lifecycle, client, owner="nobody's")
    hands.create(hands.check(References(isp, client).resolved(specimen.vendor, declared)).inputs)
    REGISTRY.close()
    REGISTRY.configure(lambda _key: None)


def seed(*, shelves: int, onts: int, networks: int, routes: int, users: int) -> dict[str, Any]:
    """Seeds of the three simulators.

    Args:
        shelves: Number of E7s.
        onts: Number of ONTs on all E7s together, each with a service.
        networks: Number of networks of the tenant, each with a connector.
        routes: Number of routes of all networks together.
        users: Number of users.
    """
    return {
        "cms": {
            "networks": [
                {
                    # The E7 of the specimens is among them.
                    "name": f"E7-{shelf + 1}" if shelf else "hill",
                    "onts": [_ont(number) for number in range(shelf, onts, shelves)],
                }
                for shelf in range(shelves)
            ]
        },
        "cloudconnexa": {
            "user-groups": [{"name": "NOC", "allRegionsIncluded": True}],
            "users": [_user(number) for number in range(users)],
            "networks": [
                {
                    "name": f"Site {site + 1}",
                    "connectors": [{"name": "gateway", "vpnRegionId": "eu-west-1"}],
                    "routes": [
                        {"subnet": f"10.{site}.{number}.0/24", "description": f"VLAN {number}"}
                        for number in range(routes // networks)
                    ],
                }
                for site in range(networks)
            ],
        },
        "whmcs": {},
    }


def _ont(number: int) -> dict[str, Any]:
    service = {
        "slot": 3,
        "port": 1,
        "service": 1,
        "tag-action": 1,
        "bw-prof": 1 + 2 * (number % 2),
        "out-tag": 100,
    }
    return {
        "id": number + 1,
        "serno": f"{0xA10000 + number:X}",
        "ontprof": 162,
        "admin": "disabled" if number % 10 == 3 else "enabled",
        "subscr-id": str(5000 + number),
        "descr": f'Flat {number} "at the mill"',
        "services": [service],
    }


def _user(number: int) -> dict[str, Any]:
    return {
        "username": f"user{number}",
        "email": f"user{number}@isp.example",
        "firstName": "Pat",
        "lastName": f"Example {number}",
        "groupId": "NOC",
    }
