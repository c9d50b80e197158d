"""The releases of CloudConnexa's API, and the servers that tests try them with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pulumi_isp_provider.cloudconnexa.releases import RELEASES

SERVERS: Final[Mapping[str, Any]] = {**dict(zip(RELEASES, RELEASES, strict=True)), "1.2": "1.2.3"}
"""The server of each release that can be selected: the latest state of it that is known."""
RELEASE_OF: Final[Mapping[str, str]] = {server: release for release, server in SERVERS.items()}
