"""What stands in tables is data that is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pulumi_isp_simulators
from pulumi_isp_simulators.core.tables import read_table

PACKAGE = Path(pulumi_isp_simulators.__file__).parent
CODE = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


def tables() -> Iterator[Path]:
    yield from sorted(PACKAGE.glob("*/tables/*"))


def test_every_table_is_read() -> None:
    """No file lies there that no module asks for."""
    asked = re.findall(r'read_table\(\s*"(\w+)", "([\w.]+)"', CODE)

    assert sorted((path.parts[-3], path.name) for path in tables()) == sorted(asked)


@pytest.mark.parametrize(
    ("system", "name"),
    [("cloudconnexa", "shapes.yaml"), ("whmcs", "layouts.yaml")],
    ids=["shapes", "layouts"],
)
def test_nothing_is_described_that_nothing_uses(system: str, name: str) -> None:
    """Each entry is named by a module, by another entry or by another table of the system."""
    notation = "".join(path.read_text(encoding="utf-8") for path in tables() if path.parts[-3] == system)
    used = {*re.findall(r'"(\w+)"', CODE), *re.findall(r"(?:: |\[)(\w+)\b", notation)}
    # IP services and applications name the shapes of their routes by what the two have in common.
    used |= {f"{route}{side}" for route in used for side in ("Request", "Response")}

    assert [entry for entry in read_table(system, name) if entry not in used] == []
