"""Builds and installs the wheel as a user does; reads installed and pinned versions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from . import ROOT

CONSTRAINTS = "requirements/constraints.txt"
_PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")


def build(folder: Path) -> Path:
    """Build the wheel with the installed build backend."""
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir")
    subprocess.run([sys.executable, *_PIP, "wheel", *options, folder, ROOT], check=True)
    return next(folder.glob("*.whl"))


def install(wheel: Path, environment: Path, python: Path = Path(sys.executable)) -> Path:
    """Install the wheel into a new virtual environment, and return its Python.

    Dependencies have the versions in the constraints for users, so new releases do not change the test.
    """
    subprocess.run([python, "-m", "venv", environment], check=True)
    installed = environment / "bin/python"
    subprocess.run([installed, *_PIP, "install", "--constraint", ROOT / CONSTRAINTS, wheel], check=True)
    return installed


def installed_for(python: Path) -> dict[str, str]:
    """The versions of all packages in a Python's environment, without this project's."""
    command: list[str | Path] = [python, *_PIP, "freeze", "--exclude", "pulumi-isp"]
    return versions(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def entries(path: str) -> list[str]:
    """The requirements in a file, one line each, without comments."""
    text = (ROOT / path).read_text().replace("\\\n", "")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def versions(text: str) -> dict[str, str]:
    """The versions in requirements, by package name."""
    found = [Requirement(line.partition("--hash")[0]) for line in text.splitlines()]
    return {canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in found}


def pinned(path: str) -> dict[str, str]:
    """The versions in a file, by package name."""
    return versions("\n".join(entries(path)))
