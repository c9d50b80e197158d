"""The benchmark of the simulators runs and fills every table."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_tiny_sizes_give_every_table() -> None:
    """A number in every cell, for each simulator, beside the bare server."""
    words = ["--scale", "0.001", "--requests", "3", "--clients", "3", "--starts", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.simulators", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    machine, *texts = done.stdout.strip().split("\n\n")
    assert " cores, " in machine
    tables = [table.splitlines() for table in texts]
    assert [len(table) - 2 for table in tables] == [4, 4, 7, 3]
    for head, rule, *rows in tables:
        assert set(rule) <= set("|-: ")
        for row in rows:
            name, *cells = row.strip("| ").split("|")
            assert len(cells) == head.count("|") - 2
            assert all(re.fullmatch(r"\s*[\d,]+(\.\d+)?\s*", cell) for cell in cells), (name, cells)
