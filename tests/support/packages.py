"""Our own wheel, built and installed as by a user; what is installed, and what is pinned."""

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
    """Build it with the build backend that is installed here."""
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir")
    subprocess.run([sys.executable, *_PIP, "wheel", *options, folder, ROOT], check=True)
    return next(folder.glob("*.whl"))


def install(wheel: Path, environment: Path, python: Path = Path(sys.executable)) -> Path:
    """Install it into a new virtual environment of a Python; return the Python in there.

    Everything else comes in the versions that users are told to take: others may release what they like.
    """
    subprocess.run([python, "-m", "venv", environment], check=True)
    installed = environment / "bin/python"
    subprocess.run([installed, *_PIP, "install", "--constraint", ROOT / CONSTRAINTS, wheel], check=True)
    return installed


def installed_for(python: Path) -> dict[str, str]:
    """The versions of all packages in a Python's environment, without our own."""
    command: list[str | Path] = [python, *_PIP, "freeze", "--exclude", "pulumi-isp"]
    return versions(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def entries(path: str) -> list[str]:
    """The requirements in a file, each as one line, without comments."""
    text = (ROOT / path).read_text().replace("\\\n", "")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def versions(text: str) -> dict[str, str]:
    """Requirements that name one version each, by their packages' names."""
    found = [Requirement(line.partition("--hash")[0]) for line in text.splitlines()]
    return {canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in found}


def pinned(path: str) -> dict[str, str]:
    """The versions in a file, by their packages' names."""
    return versions("\n".join(entries(path)))
