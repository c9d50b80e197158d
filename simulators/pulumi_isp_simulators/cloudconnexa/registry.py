"""Every kind of object and every endpoint of the simulated API."""

from __future__ import annotations

from collections.abc import Iterator

from .access_groups import ACCESS_GROUPS
from .connectors import HOST_CONNECTORS, NETWORK_CONNECTORS
from .described import SHAPES
from .device_postures import DEVICE_POSTURES
from .devices import DEVICES
from .dns_records import DNS_RECORDS
from .family import Family
from .features import endpoints as feature_endpoints
from .hosts import HOSTS
from .location_contexts import LOCATION_CONTEXTS
from .networks import NETWORKS
from .routes import ROUTES
from .services import HOST_APPLICATIONS, HOST_IP_SERVICES, NETWORK_APPLICATIONS, NETWORK_IP_SERVICES
from .sessions import SESSIONS
from .settings import SETTINGS
from .tenant import Tenant
from .user_groups import USER_GROUPS
from .users import USERS
from .wire import Answer, Call, Endpoint

FAMILIES: tuple[Family, ...] = (
    NETWORKS,
    ROUTES,
    NETWORK_CONNECTORS,
    NETWORK_IP_SERVICES,
    NETWORK_APPLICATIONS,
    HOSTS,
    HOST_CONNECTORS,
    HOST_IP_SERVICES,
    HOST_APPLICATIONS,
    USER_GROUPS,
    USERS,
    DEVICES,
    DNS_RECORDS,
    ACCESS_GROUPS,
    LOCATION_CONTEXTS,
    DEVICE_POSTURES,
    SESSIONS,
)
"""Parents come before their children, so that a seed can be loaded in this order."""


def list_regions(tenant: Tenant, call: Call) -> Answer:  # noqa: ARG001 - one signature for all
    """All regions, in a plain array."""
    write = SHAPES["VpnRegionResponse"].writer(tenant.release)
    return Answer(200, [write(each) for each in tenant.tables["regions"]])


def all_endpoints() -> Iterator[Endpoint]:
    """Every endpoint of every release, except that for tokens."""
    for family in FAMILIES:
        yield from family.endpoints()
    for setting in SETTINGS:
        yield from setting.endpoints()
    yield from feature_endpoints()
    yield Endpoint("regions.list", "GET", "/regions", list_regions)
