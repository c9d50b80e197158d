"""Files that are made are what would be made today."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import pytest
from tools.generate import __main__ as generate
from tools.generate.text import ROOT

from pulumi_isp._kinds import KINDS
from pulumi_isp_provider import catalogue


def test_every_file_that_is_made_is_as_it_would_be_made() -> None:
    """Else somebody changed it by hand, or forgot `make generate`."""
    stale = [
        line
        for path, text in generate.files()
        for line in unified_diff(
            path.read_text("utf-8").splitlines() if path.exists() else [],
            text.splitlines(),
            str(path.relative_to(ROOT)),
            "as it would be made",
            lineterm="",
            n=0,
        )
    ]

    assert stale == [], "run `make generate`"


def test_a_new_kind_is_on_all_pages_after_one_run(tmp_path: Path) -> None:
    """The pages are made of the package as it is then, not of the one that was there before."""
    tree = tmp_path / "tree"
    tree.mkdir()
    for name in ("docs", "examples", "provider", "sdk", "simulators", "tests", "tools", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tree / name)
    exports = tree / "sdk/pulumi_isp/cloudconnexa/__init__.pyi"
    imports = r"from \.(lookups\.)?device import (\(.*?\)|[^\n(]*)\n"
    before = re.sub(imports, "", exports.read_text("utf-8"), flags=re.DOTALL)
    exports.write_text(re.sub(r'    "(Get|get_)?[dD]evice.*\n', "", before), "utf-8")

    path = os.pathsep.join(str(tree / name) for name in ("sdk", "provider", "simulators"))
    subprocess.run(
        [sys.executable, "-m", "tools.generate"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        capture_output=True,
        timeout=120,
    )

    made = ("docs/data-sources.md", "docs/resources.md", str(exports.relative_to(tree)))
    assert [name for name in made if (tree / name).read_bytes() != (ROOT / name).read_bytes()] == []


def test_names_in_state_are_never_changed_by_making_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a stack holds of a kind stays readable: a name that would change, or go, is an error."""
    others = [resource for resource in catalogue.RESOURCES if resource.kind != KINDS[0].resource]
    monkeypatch.setattr(catalogue, "RESOURCES", others)

    with pytest.raises(SystemExit, match=KINDS[0].name):
        generate.refuse_to_forget()
