"""Write the files that are made: `python -m tools.generate`, or `make generate`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pulumi_isp_provider import catalogue

from . import command_page, lookups, pages, program, sources_page
from .text import ROOT, formatted


def files() -> Iterator[tuple[Path, str]]:
    """Every file that is made, and what is to be in it."""
    paths, texts = zip(*program.files(), *lookups.files(), strict=True)
    for path, text in zip(paths, formatted(texts), strict=True):
        yield ROOT / path, text
    for path, text in (*pages.files(ROOT), *sources_page.files(ROOT), *command_page.files(ROOT)):
        yield ROOT / path, text


def refuse_to_forget() -> None:
    """Stop where the name of a kind would change or go: it is in users' state."""
    # Read as text: the package itself may be half made.
    written = re.findall(r'Kind\(\s*"(\w+)",\s*"(\w+)"', (ROOT / program.KINDS).read_text("utf-8"))
    made = {(resource.vendor, resource.kind) for resource in catalogue.RESOURCES}
    lost = [f"{vendor}.{kind}" for vendor, kind in written if (vendor, kind) not in made]
    if lost:
        raise SystemExit(f"these are in users' state, and have to stay in the catalogue: {', '.join(lost)}")


def main() -> None:
    """Write what is not as it is to be."""
    refuse_to_forget()
    anew = False
    for path, text in files():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(path.relative_to(ROOT), flush=True)
            anew |= path.suffix != ".md"
    if anew:
        # Pages say what the package says, and this process has imported the one of before.
        os.execv(sys.executable, [sys.executable, "-m", "tools.generate"])  # noqa: S606 - this program again


if __name__ == "__main__":
    main()
