"""Release 1.2 (1.2.3, 2026): users and connectors are suspended and activated; tenants without IPv6.

Its other additions (tunnel bypass of user groups, exact matches of applications, secondary groups of users,
and ``PASSKEY`` as authentication) are in the shapes that all releases share: a server of this release also
answers clients of earlier ones, and an update must not delete them.
"""

from __future__ import annotations

from dataclasses import replace

from . import v1_1_0
from .settings import Setting

API = replace(
    v1_1_0.API,
    version="1.2",
    features=v1_1_0.API.features | {"users.switch", "connectors.switch", "settings.ip_allocation_mode"},
    # Users since 1.1.1, connectors since 1.2.0; the vendor runs one server with both.
    users=replace(v1_1_0.API.users, switched=True),
    connectors=replace(v1_1_0.API.connectors, switched=True),
    host_connectors=replace(v1_1_0.API.host_connectors, switched=True),
    settings={
        **v1_1_0.API.settings,
        "wpc_ip_allocation_mode": Setting(
            path="/wpc/ip-allocation-mode", kind=str, choices=("BOTH", "IP_V4_ONLY")
        ),
        "wpc_routes_advanced_configuration": Setting(
            path="/wpc/routes-advanced-configuration-enabled", kind=bool
        ),
    },
)
