"""A program in a test, in an ISP that has one of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from pulumi.runtime import set_all_config
from pulumi.runtime.settings import set_root_resource
from tests.specimens import SPECIMENS
from tests.support import ROOT
from tests.support.declaring import References
from tests.support.isp import Isp, simulated_isp
from tests.support.specimen import Of

from pulumi_isp_provider.fronts.process import REGISTRY

KEY = "pre-shared-key-5c1d"


class _Stack:
    """Stands for the root of one run of a program."""


@dataclass
class World:
    """The ISP of a test, and the program's config.

    Attributes:
        isp: The simulated vendors.
        version: Release of CloudConnexa's API.
        ids: By kind, the id of the object of its specimen's full declaration.
        declared: By kind, that declaration, with ids in place of its references.
    """

    isp: Isp
    version: str = "1.1.0"
    ids: dict[str, str] = field(default_factory=dict)
    declared: dict[str, dict[str, Any]] = field(default_factory=dict)

    def configure(self, **settings: str) -> None:
        """Set the config of the stack; ``calix_url="..."`` stands for ``calix:url``."""
        own = {name.replace("_", ":", 1): value for name, value in settings.items()}
        given = {
            **self.isp.config(),
            "cloudconnexa:apiVersion": self.version,
            "whmcs:fibreProducts": "12,13,14",
            **self.isp.secrets,
            **own,
        }
        set_all_config(given, list(self.isp.secrets))

    def asked(self) -> Counter[str]:
        """How often which operation was asked for; what it takes to log in and out is left out."""
        every = [*self.isp.cms.requests, *self.isp.cloudconnexa.requests, *self.isp.whmcs.requests]
        return Counter(each.operation for each in every if each.operation not in ("login", "logout", "token"))

    def new_run(self) -> None:
        """Begin a run of the program: what an earlier one was told is forgotten."""
        set_root_resource(_Stack())  # type: ignore[arg-type] # only its identity counts
        self.isp.reset_logs()


def seed() -> dict[str, Any]:
    """The demo's ISP with a second E7, and with what can only be read."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "tools/demo/seed.yaml").read_text())
    found["cms"]["networks"].append(
        {"name": "valley", "discovered": [{"id": "CXNK00D1D1D1", "model": "844G-1", "pon": "1/1/7"}]}
    )
    now = datetime.now(UTC)
    found["cloudconnexa"] |= {
        "users": [
            {
                "username": "ida",
                "email": "ida@isp.example",
                "groupId": "contractors",
                "devices": [{"name": "laptop", "description": "Ida's"}],
            }
        ],
        "networks": [
            {
                "name": "branch",
                "tunnelingProtocol": "IPSEC",
                "connectors": [
                    {
                        "name": "branch-a",
                        "vpnRegionId": "eu-west-1",
                        "ipSecConfig": {"authenticationType": "SHARED_SECRET", "preSharedKey": KEY},
                    }
                ],
            }
        ],
        "sessions": [
            {
                "id": f"session-{number}",
                "sessionStartTime": (now - timedelta(hours=1)).isoformat().replace("+00:00", "Z"),
                "status": status,
                "userName": "ida",
                "firstName": "Ida-Hidden",
            }
            for number, status in enumerate(("ACTIVE", "COMPLETED"))
        ],
    }
    return found


@pytest.fixture(scope="module", params=["1.0", "1.1.0"])
def everything(request: pytest.FixtureRequest) -> Iterator[World]:
    """One of each specimen in full, in each API version; nobody changes anything there."""
    with pytest.MonkeyPatch.context() as patch, simulated_isp(seed()) as isp:
        _without_environment(patch)
        yield filled(World(isp, request.param))


def filled(world: World) -> World:
    """A world in which the object of each specimen's full declaration stands."""
    for vendor in sorted({specimen.vendor for specimen in SPECIMENS.values()}):
        # By the latest release, which has all that is declared; it is asked by the world's own.
        REGISTRY.configure({**world.isp.config(), **world.isp.secrets}.get)
        references = References(world.isp, REGISTRY.client(vendor, "default"))
        for kind, specimen in SPECIMENS.items():
            if specimen.vendor == vendor:
                world.ids[kind] = references.made(Of(kind))
                world.declared[kind] = references.resolved(vendor, specimen.full)
    REGISTRY.close()
    REGISTRY.configure(lambda _key: None)
    return world


@pytest.fixture
def world(everything: World) -> Iterator[World]:
    """A new run of a program in a world that has everything."""
    everything.configure()
    everything.new_run()
    yield everything
    everything.new_run()  # the sessions of the one before are ended
    set_all_config({}, [])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A new run of a program in a world of its own, with only what the seed has."""
    _without_environment(monkeypatch)
    with simulated_isp(seed()) as isp:
        world = World(isp)
        world.configure()
        world.new_run()
        yield world
        world.new_run()
        set_all_config({}, [])


def _without_environment(patch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        patch.delenv(name, raising=False)
