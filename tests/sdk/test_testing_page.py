"""docs/testing.md: what it tells users to test their programs with."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT

from pulumi_isp_provider import dynamic

PAGE = (ROOT / "docs/testing.md").read_text()


def test_the_tests_on_the_page_pass(tmp_path: Path) -> None:
    """They pass as they stand, in a folder that knows nothing of this repository."""
    for name, text in re.findall(
        r"^`(\w+\.py)`[^\n]*\n\n```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE
    ):
        (tmp_path / name).write_text(text)
    (tmp_path / "pytest.ini").touch()

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "test_plant.py", "test_customers.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_names_what_the_vendors_add() -> None:
    """A mock that gives what the page says leaves no output of a resource out."""
    rows = dict(re.findall(r"^\| `(\w+\.\w+)` \|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE))

    kinds = [provider.lifecycle for provider in dynamic.PROVIDERS]
    assert rows.keys() == {f"{kind.vendor}.{kind.kind}" for kind in kinds}
    missing = [
        name
        for kind in kinds
        for name in (*kind.computed, *kind.fetched)
        if f"`{name}`" not in rows[f"{kind.vendor}.{kind.kind}"]
    ]
    assert missing == []
