"""Makes up an internet provider of any size, the same one each time, for all three systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PORTS_PER_CARD = 8
ONTS_PER_PORT = 32
MAX_SHELVES = 200
MAX_SUBSCRIBERS = 200_000
MAX_NETWORKS = 2_000
ROUTES_PER_SITE = 10
USERS_PER_SITE = 5
FIRST_SERVICE = 1000
"""A subscriber's service has the subscriber's number plus this as its id in WHMCS."""

_FIRST = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gail", "Hugo", "Iris", "Jon", "Kim", "Leo", "Mia")
_LAST = (
    "Abbott",
    "Baker",
    "Carver",
    "Dyer",
    "Fisher",
    "Glover",
    "Hooper",
    "Mason",
    "Porter",
    "Sawyer",
    "Tyler",
)
_STREETS = ("Mill Lane", "Station Road", "Harbour Street", "Church Hill", "Long Acre")
_MODELS = {"844G": 157, "812G": 162}
"""Models of ONTs with the number of the profile that each has on an E7."""
_PRODUCTS = ((12, "Fibre 100", "25.00"), (13, "Fibre 500", "35.00"), (14, "Fibre 1000", "49.00"))
_FASTEST = len(_PRODUCTS) - 1
_FIELDS = ("ONT Serial", "Shelf", "Port")
"""Custom fields of each product, in which a service has its place in the network."""
_GONE = ("Terminated", "Cancelled")


@dataclass(frozen=True)
class _Subscriber:
    """One customer with one service.

    Attributes:
        number: From 1; the client's id in WHMCS.
        shelf: Number of the shelf that the fibre ends at, from 1.
        place: Position among the shelf's subscribers, from 0.
    """

    number: int
    shelf: int
    place: int

    @property
    def first(self) -> str:
        return _FIRST[self.number % len(_FIRST)]

    @property
    def last(self) -> str:
        return _LAST[self.number % len(_LAST)]

    @property
    def username(self) -> str:
        return f"sub{self.number:05d}"

    @property
    def serial(self) -> str:
        return f"{0xA10000 + 97 * self.number:06X}"

    @property
    def model(self) -> str:
        return "844G" if self.plan == _FASTEST else "812G"

    @property
    def service_id(self) -> int:
        return FIRST_SERVICE + self.number

    @property
    def plan(self) -> int:
        """Index of the product: half have the slowest, a fifth the fastest."""
        return (0, 0, 0, 0, 0, 1, 1, 1, 2, 2)[self.number % 10]

    @property
    def status(self) -> str:
        odd = {7: "Pending", 13: "Suspended", 29: "Terminated", 41: "Cancelled"}
        return odd.get(self.number % 50, "Active")

    @property
    def pon(self) -> str:
        card, port = divmod(self.place // ONTS_PER_PORT, PORTS_PER_CARD)
        return f"1/{card + 1}/{port + 1}"

    def client(self) -> dict[str, Any]:
        return {
            "id": self.number,
            "firstname": self.first,
            "lastname": self.last,
            "email": f"{self.username}@subscribers.example",
            "address1": f"{1 + self.number % 90} {_STREETS[self.number % len(_STREETS)]}",
            "city": f"Area {self.shelf}",
            "country": "GB",
        }

    def service(self) -> dict[str, Any]:
        pid, _, price = _PRODUCTS[self.plan]
        day = 1 + self.number % 28
        return {
            "id": self.service_id,
            "clientid": self.number,
            "pid": pid,
            "status": self.status,
            "regdate": f"2024-{1 + self.number % 12:02d}-{day:02d}",
            "nextduedate": f"2027-01-{day:02d}",
            "recurringamount": price,
            "username": self.username,
            "password": f"made-up-{self.serial.lower()}",
            "customfields": dict(
                zip(_FIELDS, (f"CXNK{self.serial}", shelf_name(self.shelf), self.pon), strict=True)
            ),
        }

    def discovered(self) -> dict[str, Any]:
        return {"id": f"CXNK{self.serial}", "pon": self.pon, "model": self.model, "vendor": "CXNK"}

    def ont(self) -> dict[str, Any]:
        service = {
            "slot": 3,
            "port": 1,
            "service": 1,
            "tag-action": 1,
            "bw-prof": 1 + self.plan,
            "out-tag": 100,
        }
        return {
            "id": self.number,
            "serno": self.serial,
            "ontprof": _MODELS[self.model],
            "admin": "disabled" if self.status == "Suspended" else "enabled",
            "subscr-id": str(self.service_id),
            "descr": _PRODUCTS[self.plan][1],
            "services": [service],
        }


def shelf_name(number: int) -> str:
    """What the CMS calls a shelf."""
    return f"E7-{number}"


def isp(
    shelves: int, subscribers: int, networks: int | None = None, *, all_provisioned: bool = False
) -> dict[str, Any]:
    """Make up a provider.

    Every subscriber has a client and a service in WHMCS, with the serial number of the ONT, the E7 and its
    GPON port in the custom fields ``ONT Serial``, ``Shelf`` and ``Port``. The ONTs of those who are not gone
    are discovered by the E7 of their shelf. Where they are also provisioned, with an Ethernet service, they
    have the id of the service in WHMCS as their subscriber id.

    Args:
        shelves: E7 shelves, 1 to :data:`MAX_SHELVES`.
        subscribers: Customers, up to :data:`MAX_SUBSCRIBERS`, spread evenly over the shelves.
        networks: Networks of the CloudConnexa tenant, up to :data:`MAX_NETWORKS`: first that of the CMS and
            those of the shelves, then those of business customers, with :data:`ROUTES_PER_SITE` routes and
            :data:`USERS_PER_SITE` users each. None for the first two kinds alone.
        all_provisioned: Whether the ONTs of all shelves are provisioned, or those of the last one alone,
            so that the others are still to be done.

    Returns:
        A seed with the sections ``cms``, ``cloudconnexa`` and ``whmcs``.
    """
    by_shelf: list[list[_Subscriber]] = [[] for _ in range(shelves)]
    for number in range(1, subscribers + 1):
        shelf = (number - 1) * shelves // subscribers
        by_shelf[shelf].append(_Subscriber(number, shelf + 1, len(by_shelf[shelf])))
    everybody = [each for shelf in by_shelf for each in shelf]
    return {
        "cms": {
            "networks": [
                _network(number, there, provisioned=all_provisioned or number == shelves)
                for number, there in enumerate(by_shelf, start=1)
            ]
        },
        "cloudconnexa": _cloudconnexa(shelves, shelves + 1 if networks is None else networks),
        "whmcs": {
            "products": [_product(pid, name, price) for pid, name, price in _PRODUCTS],
            "clients": [each.client() for each in everybody],
            "services": [each.service() for each in everybody],
        },
    }


def _network(number: int, subscribers: list[_Subscriber], *, provisioned: bool) -> dict[str, Any]:
    there = [each for each in subscribers if each.status not in _GONE]
    cards = 1 + max(0, len(subscribers) - 1) // (ONTS_PER_PORT * PORTS_PER_CARD)
    return {
        "name": shelf_name(number),
        "address": f"10.20.{number}.10",
        "gpon-ports": [
            f"1/{card}/{port}" for card in range(1, cards + 1) for port in range(1, PORTS_PER_CARD + 1)
        ],
        "profiles": {
            "BwProf": [{"id": index, "name": name} for index, (_, name, _) in enumerate(_PRODUCTS, start=1)],
            "SvcTagAction": [{"id": 1, "name": "internet"}],
        },
        "vlans": [{"id": 100, "name": "internet"}, {"id": 200, "name": "voice"}],
        "discovered": [each.discovered() for each in there],
        "onts": [each.ont() for each in there] if provisioned else [],
    }


def _product(pid: int, name: str, price: str) -> dict[str, Any]:
    return {
        "pid": pid,
        "name": name,
        "pricing": {"USD": {"monthly": price}},
        "customfields": [{"id": 10 * pid + at, "name": name} for at, name in enumerate(_FIELDS, start=1)],
    }


def _cloudconnexa(shelves: int, networks: int) -> dict[str, Any]:
    own = [("core", "10.20.0.0/24"), *((f"shelf-{n}", f"10.20.{n}.0/24") for n in range(1, shelves + 1))]
    sites = range(networks - len(own))
    people = (("nora", "NOC"), ("otto", "NOC"), ("pia", "Engineers"), ("quin", "Engineers"))
    names = [("cms", "10.20.0.10"), *((f"e7-{n}", f"10.20.{n}.10") for n in range(1, shelves + 1))]
    return {
        "user-groups": [
            {"name": "NOC", "allRegionsIncluded": True},
            {"name": "Engineers", "vpnRegionIds": ["eu-west-1"]},
            *([{"name": "Customers", "vpnRegionIds": ["eu-west-1"]}] if sites else []),
        ],
        "users": [
            *(_user(name, group) for name, group in people),
            *(
                _user(f"site{site + 1:04d}-{n + 1}", "Customers")
                for site in sites
                for n in range(USERS_PER_SITE)
            ),
        ],
        "networks": [
            *(
                _site(
                    name,
                    "The CMS and the servers" if name == "core" else "Management of one E7",
                    [subnet],
                    "Management",
                )
                for name, subnet in own[:networks]
            ),
            *(
                _site(f"site-{site + 1:04d}", "A business customer", _site_subnets(site), "Offices")
                for site in sites
            ),
        ],
        "dns-records": [
            {"domain": f"{name}.isp.example", "ipv4Addresses": [address]} for name, address in names
        ],
    }


def _site_subnets(site: int) -> list[str]:
    first = ROUTES_PER_SITE * site
    return [f"10.{64 + n // 256}.{n % 256}.0/24" for n in range(first, first + ROUTES_PER_SITE)]


def _site(name: str, description: str, subnets: list[str], use: str) -> dict[str, Any]:
    return {
        "name": name,
        "description": description,
        "connectors": [{"name": f"{name}-a", "vpnRegionId": "eu-west-1"}],
        "routes": [{"subnet": subnet, "description": use} for subnet in subnets],
    }


def _user(name: str, group: str) -> dict[str, Any]:
    return {
        "username": name,
        "email": f"{name}@isp.example",
        "firstName": name.title(),
        "lastName": "Example",
        "groupId": group,
    }
