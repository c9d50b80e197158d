"""The folder of a pack, as Pulumi wants one: made where the cache of this user is.

Pulumi looks for the Python of a pack relative to its folder, so the folder names it in full.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import sys
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

_VERSION = importlib.metadata.version("pulumi-isp")
_MAIN = """\
from pulumi_isp.policy import PACKS, serve

serve(PACKS[{name!r}])
"""


def folder(name: str) -> Path:
    """The folder of a pack, for ``--policy-pack``; made anew each time, and the same each time.

    Args:
        name: ``baseline`` or ``strict``.
    """
    place = hashlib.sha256(sys.prefix.encode()).hexdigest()[:12]
    path = user_cache_path("pulumi-isp") / "policy" / f"{_VERSION}-{place}" / name
    path.mkdir(parents=True, exist_ok=True)
    # JSON is YAML, and needs no quoting of our own.
    project = {
        "description": f"Rules for an internet provider: {name}",
        "runtime": {"name": "python", "options": {"virtualenv": sys.prefix}},
        "version": _VERSION,
    }
    _write(path / "PulumiPolicy.yaml", json.dumps(project, indent=2) + "\n")
    _write(path / "__main__.py", _MAIN.format(name=name))
    return path


def _write(path: Path, text: str) -> None:
    # Another run may be reading it.
    if path.exists() and path.read_bytes() == text.encode():
        return
    number, made = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(number, "wb") as file:
        file.write(text.encode())
    Path(made).replace(path)
