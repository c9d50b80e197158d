"""The state of one simulated tenant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.clock import Clock
from ..core.tables import read_table
from .addresses import SubnetIndex, SystemSubnets
from .errors import missing
from .options import Options
from .records import Table
from .shapes import Record, Release, release

# The recorded first pair is 100.96.1.64/28 with fd:0:0:8104::/64, from the vendor's default 100.96.0.0/11 and
# fd:0:0:8000::/49. How the vendor divides these for groups and devices is not known.
_NETWORKS = ("100.96.1.64/28", "fd:0:0:8104::/64", 0xE000 - 0x8104)
_GROUPS = ("100.120.0.0/24", "fd:0:0:e000::/64", 2048)
_DEVICES = ("100.112.0.1/32", "fd:0:0:f000::1/128", 2**19 - 2)

_REGIONS: tuple[Record, ...] = tuple(read_table("cloudconnexa", "regions.yaml")["regions"])


class Tenant:
    """All data of one customer. Not thread-safe: the vendor holds the lock.

    Attributes:
        options: How the tenant behaves.
        clock: The vendor's time.
        release: The release of the API that answers.
        tables: The objects, by kind.
        subnets: Pools of system subnets: ``networks`` (and hosts), ``user-groups``, ``devices``.
        settings: Values by the path below ``/settings/``.
        features: Switches by name: whether access visibility and the DNS log are on.
        domain_lists: Cyber Shield's ``allow`` and ``block`` lists: comment by domain.
        pending: How many more times a connector's profile answers 202.
        revealed: Secrets that were sent or received, to be masked in logs.
    """

    def __init__(self, options: Options, clock: Clock, tables: Mapping[str, Table]) -> None:
        self.options = options
        self.clock = clock
        self.release: Release = release(options.api_version)
        regions = Table(name_field="regionName")
        for region in _REGIONS:
            regions.put(region)
        self.tables: dict[str, Table] = {"regions": regions, **tables}
        networks = SystemSubnets(*_NETWORKS)
        self.subnets = {
            "networks": networks,
            "hosts": networks,
            "user-groups": SystemSubnets(*_GROUPS),
            "devices": SystemSubnets(*_DEVICES),
        }
        self.settings: dict[str, Any] = {}
        self.features: dict[str, bool] = {}
        self.domain_lists: dict[str, dict[str, str]] = {"allow": {}, "block": {}}
        self.pending: dict[str, int] = {}
        self.revealed: set[str] = set()
        self._routed: dict[str, SubnetIndex] = {}

    def routed(self, network: str) -> SubnetIndex:
        """The subnets that a route of this network must not overlap."""
        scope = network if self.options.route_overlap == "network" else ""
        return self._routed.setdefault(scope, SubnetIndex())

    def find(self, kind: str, key: str, entity: str, label: str) -> Record:
        """The object with that id.

        Raises:
            Refusal: There is none.
        """
        found = self.tables[kind].get(key)
        if found is None:
            raise missing(self.options, entity, label, key)
        return found
