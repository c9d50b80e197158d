"""The official release, by the vendor's own installer.

The Automation API brings the installer, so there is no download code of ours to keep right.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .versions import CLI_VERSION

_INSTALL = """
import socket, sys
socket.setdefaulttimeout(20)
from pulumi.automation import PulumiCommand
from semver import VersionInfo
PulumiCommand.install(root=sys.argv[1], version=VersionInfo.parse(sys.argv[2]))
"""
TIME_LIMIT = 300


class DownloadError(Exception):
    """The official release could not be had."""


def download(folder: Path, say: Callable[[str], None]) -> None:
    """Install the official release so that ``folder/bin/pulumi`` runs.

    Raises:
        DownloadError: It could not be downloaded or does not run.
    """
    say(f"trying the official release of Pulumi {CLI_VERSION} (about 100 MB) ...")
    try:
        # A process of its own: the installer has no time limit, and a closed network may swallow packets.
        done = subprocess.run(
            [sys.executable, "-c", _INSTALL, str(folder), CLI_VERSION],
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DownloadError(f"no answer within {TIME_LIMIT} seconds") from None
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise DownloadError(lines[-1] if lines else f"the installer ended with {done.returncode}")
