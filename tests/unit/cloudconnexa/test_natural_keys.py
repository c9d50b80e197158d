"""Objects are found by their natural keys without going through all of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from pulumi_isp_provider.cloudconnexa.client.snapshots import CollectionSnapshot, Life
from pulumi_isp_provider.cloudconnexa.resources.route import RouteLifecycle
from pulumi_isp_provider.cloudconnexa.resources.user import UserLifecycle

MANY = 10_000


class Counted:
    """An object that counts how often its natural key is read."""

    reads = 0

    def __init__(self, id_: str, **key: str) -> None:
        self.id = id_
        self._key = key

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        Counted.reads += 1
        return self._key[name]


def client(service: str, objects: list[Counted]) -> Any:
    """A client that has listed these."""
    snapshot = CollectionSnapshot(lambda: [(each.id, each) for each in objects], life=Life())
    return SimpleNamespace(**{service: SimpleNamespace(snapshot=snapshot)})


def test_a_thousand_users_are_found_among_ten_thousand() -> None:
    """Each user's name is read once for the index, and once more where it is the one."""
    Counted.reads = 0
    tenant = client("users", [Counted(str(n), username=f"user-{n}") for n in range(MANY)])
    life = UserLifecycle()

    for number in range(0, MANY, 10):
        found = life.find(tenant, {"username": f"user-{number}"})
        assert found is not None
        assert found.id == str(number)
    assert life.find(tenant, {"username": "nobody"}) is None

    assert Counted.reads == MANY + MANY // 10


def test_a_thousand_routes_are_found_however_their_subnets_are_written() -> None:
    """The key has two parts, and a subnet several ways of writing."""
    Counted.reads = 0
    routes = [Counted(str(n), network_id=f"net-{n % 7}", subnet=f"fd00:{n:x}:0::/48") for n in range(MANY)]
    tenant, life = client("routes", routes), RouteLifecycle()

    for number in range(0, MANY, 10):
        found = life.find(tenant, {"network_id": f"net-{number % 7}", "subnet": f"FD00:{number:X}::/48"})
        assert found is not None
        assert found.id == str(number)
    assert life.find(tenant, {"network_id": "net-1", "subnet": "fd00::/48"}) is None

    assert Counted.reads == 2 * (MANY + MANY // 10)
