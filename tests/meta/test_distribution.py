"""What is installed is what a user needs, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.support import ROOT
from tests.support.packages import CONSTRAINTS, build, install, installed_for, pinned

PACKAGES = ("pulumi_isp", "pulumi_isp_provider", "pulumi_isp_simulators")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as pip builds it."""
    return build(tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_three_typed_packages_and_nothing_else(wheel: Path) -> None:
    """Each package is there with its marker for type checkers; no test, tool or example is."""
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == set(PACKAGES)
    assert [f"{package}/py.typed" for package in PACKAGES if f"{package}/py.typed" not in names] == []


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    """Nothing that stands in the tree is forgotten: modules, seeds, markers."""
    names = set(zipfile.ZipFile(wheel).namelist())

    missing = [
        str(path)
        for folder in ("sdk", "provider", "simulators")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and path.relative_to(ROOT / folder).as_posix() not in names
    ]
    assert missing == []


@pytest.mark.large
def test_an_empty_environment_needs_nothing_by_hand(wheel: Path, tmp_path: Path) -> None:
    """``pip install`` of the wheel into an empty environment gives packages that import, and type-check."""
    python = install(wheel, tmp_path / "environment")
    program = tmp_path / "program.py"
    program.write_text(
        "from pulumi_isp import calix, cloudconnexa, whmcs\n"
        "import pulumi_isp_provider, pulumi_isp_simulators\n"
        'calix.Ont("o", network_name="hill", ont_profile=162, descriptoin="a slip of the pen")\n'
    )

    imported = subprocess.run(
        [python, "-c", "import pulumi_isp, pulumi_isp_provider.dynamic, pulumi_isp_simulators"],
        cwd=tmp_path,
        check=False,
    )
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--output",
            "json",
            "--python-executable",
            python,
            program,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert installed_for(python).items() <= pinned(CONSTRAINTS).items()
    assert imported.returncode == 0
    assert checked.returncode == 1
    slips = [json.loads(line) for line in checked.stdout.splitlines()]
    assert [(slip["line"], slip["code"]) for slip in slips] == [(3, "call-arg")]
