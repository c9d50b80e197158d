"""The pictures of the docs: ``python -m tests.sdk.command.map.pictures`` makes them anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.sdk.command.map.browser import chromium
from tests.sdk.command.map.plants import isp
from tests.support import ROOT

from pulumi_isp.command.map.command import drawn
from pulumi_isp.command.map.model import map_of

FOLDER = ROOT / "docs/pictures"
SIZE = (1280, 1150)


def main() -> None:
    """Write one in light colours and one in dark ones."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium(Path(folder), SIZE) as browser:
        page = Path(folder) / "isp.html"
        page.write_text(drawn(map_of(isp(shelves=1, onts=170), "Hillside Fibre", 64), page))
        browser.open(page)
        for scheme in ("light", "dark"):
            browser.prefer(scheme)
            (FOLDER / f"map-{scheme}.png").write_bytes(browser.picture())


if __name__ == "__main__":
    main()
