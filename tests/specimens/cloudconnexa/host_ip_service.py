"""An IP service of a host."""

from __future__ import annotations

from tests.support.belonging import ip_service

SPECIMEN = ip_service(
    "HostIpService", "Host", fault="host IP service", least="web", renamed="shop", full="panel", port=18080
)
