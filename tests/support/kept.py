"""States that are kept, with what stood at the vendors: a later build must go on with them.

``python -m tests.support.kept 0.1.0`` keeps one of each kind as the coming version writes it. A file of a
version that is out is never made again.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.specimens import SPECIMENS

from pulumi_isp.command import exported
from pulumi_isp.command.entries import Entry, entries
from pulumi_isp_provider.fronts.process import REGISTRY

from . import ROOT
from .isp import Isp, simulated_isp
from .states import Stack

FOLDERS: Final = (ROOT / "tests/lifecycle/states", ROOT / "tests/acceptance/states")
"""One of each kind, by version; and what the engine wrote before objects had owners."""
FILES: Final = tuple(sorted(file for folder in FOLDERS for file in folder.glob("*.json")))


@contextmanager
def standing(kept: Path, folder: Path) -> Iterator[tuple[Isp, list[Entry]]]:
    """Have the vendors be as they were then.

    Args:
        kept: The file.
        folder: A folder for the state.

    Yields:
        The vendors, and the resources in the state.
    """
    told: dict[str, Any] = json.loads(kept.read_text())
    with simulated_isp() as isp:
        isp.cms.load(told["cms"])
        isp.cloudconnexa.load(told["cloudconnexa"])
        text = json.dumps(told["state"])
        for name, url in _urls(isp):
            text = text.replace(name, url)
        file = folder / "state.json"
        file.write_text(text)
        REGISTRY.configure({**isp.config(), **isp.secrets}.get)
        yield isp, entries(exported.from_file(file))
        REGISTRY.close()
        REGISTRY.configure(lambda _key: None)


def keep(version: str) -> Path:
    """Keep one of each kind."""
    with simulated_isp() as isp, TemporaryDirectory() as folder:
        stack = Stack(isp)
        for kind, specimen in SPECIMENS.items():
            stack.make(kind, kind, specimen.full)
        text = stack.written(name=f"{folder}/state.json").read_text()
        for name, url in _urls(isp):
            text = text.replace(url, name)
        told = {
            "state": json.loads(text),
            "cms": isp.cms.state(),
            "cloudconnexa": isp.cloudconnexa.state(),
        }
    file = FOLDERS[0] / f"{version}.json"
    file.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")
    return file


def _urls(isp: Isp) -> list[tuple[str, str]]:
    return [("CMS_URL", isp.cms.url), ("CLOUDCONNEXA_URL", isp.cloudconnexa.url)]


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # what others refer to is made once, and taken over then
    keep(sys.argv[1])
