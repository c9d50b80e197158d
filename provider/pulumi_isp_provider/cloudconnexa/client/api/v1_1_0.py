"""Release 1.1.0 (summer 2025): single DNS records and user groups; IP services of hosts without routing."""

from __future__ import annotations

from dataclasses import replace

from . import v1_0
from .shapes.services import HostIpServiceBody, HostIpServiceReply

API = replace(
    v1_0.API,
    version="1.1.0",
    features=frozenset({"dns_records.get", "user_groups.get", "host_ip_services.without_routing"}),
    dns_records=replace(v1_0.API.dns_records, single=True),
    user_groups=replace(v1_0.API.user_groups, single=True),
    host_ip_services=replace(
        v1_0.API.host_ip_services,
        reply=HostIpServiceReply(),
        create=HostIpServiceBody(),
        update=HostIpServiceBody(),
        create_defaults={},
    ),
)
