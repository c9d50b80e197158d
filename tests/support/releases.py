"""The releases of CloudConnexa's API, and the simulated servers for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pulumi_isp_provider.cloudconnexa.releases import RELEASES

SERVERS: Final[Mapping[str, Any]] = {**dict(zip(RELEASES, RELEASES, strict=True)), "1.2": "1.2.3"}
"""The server for each selectable release: the newest known one."""
RELEASE_OF: Final[Mapping[str, str]] = {server: release for release, server in SERVERS.items()}
