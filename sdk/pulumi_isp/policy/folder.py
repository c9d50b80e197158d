"""Makes the folder of a pack that Pulumi needs, in the user's cache folder.

Pulumi looks for a pack's Python relative to the pack's folder, so the folder has the full path of it.
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
    """The folder of a pack, for ``--policy-pack``. It is written again each time, with the same content.

    Args:
        name: ``baseline`` or ``strict``.
    """
    place = hashlib.sha256(sys.prefix.encode()).hexdigest()[:12]
    path = user_cache_path("pulumi-isp") / "policy" / f"{_VERSION}-{place}" / name
    path.mkdir(parents=True, exist_ok=True)
    # JSON is valid YAML, and json.dumps does the quoting.
    project = {
        "description": f"Rules for an internet provider: {name}",
        "runtime": {"name": "python", "options": {"virtualenv": sys.prefix}},
        "version": _VERSION,
    }
    _write(path / "PulumiPolicy.yaml", json.dumps(project, indent=2) + "\n")
    _write(path / "__main__.py", _MAIN.format(name=name))
    return path


def _write(path: Path, text: str) -> None:
    # The file is replaced as a whole, because another run may be reading it.
    if path.exists() and path.read_bytes() == text.encode():
        return
    number, made = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(number, "wb") as file:
        file.write(text.encode())
    Path(made).replace(path)
