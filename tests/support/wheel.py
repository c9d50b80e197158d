"""Our own wheel, built and installed as by a user, with nothing that others released after the lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .isp import ROOT

CONSTRAINTS = ROOT / "requirements/constraints.txt"
_PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")


def build(folder: Path) -> Path:
    """Build it with the build backend that is installed here."""
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir")
    subprocess.run([sys.executable, *_PIP, "wheel", *options, folder, ROOT], check=True)
    return next(folder.glob("*.whl"))


def install(wheel: Path, environment: Path, python: Path = Path(sys.executable)) -> Path:
    """Install it into a new virtual environment of a Python; return the Python in there."""
    subprocess.run([python, "-m", "venv", environment], check=True)
    installed = environment / "bin/python"
    subprocess.run([installed, *_PIP, "install", "--constraint", CONSTRAINTS, wheel], check=True)
    return installed
