"""Where the engine finds the plugin: an entry of `Pulumi.yaml`, or else the PATH."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, Final

import yaml  # Pulumi's Python package brings it along

from pulumi_isp_provider.fronts.engine import DEBUGGED
from pulumi_isp_provider.fronts.urns import PACKAGE

from .finding import Finding, Outcome

_ABOUT: Final = "plugin"
_COMMAND: Final = f"pulumi-resource-{PACKAGE}"
_ENTRY: Final = (
    f"Have plugins.providers in Pulumi.yaml say `name: {PACKAGE}` and `path: .venv/bin`, the folder of the "
    f"virtual environment's commands, from that file's folder: docs/fronts.md."
)


def look(project: Path | None) -> Finding:
    """Look for the command that the engine starts.

    Args:
        project: The project's file; None where there is none.
    """
    if any(each.startswith(f"{PACKAGE}:") for each in os.environ.get(DEBUGGED, "").split(",")):
        return Finding(_ABOUT, Outcome.OK, f"{DEBUGGED} names one that is running")
    named = _named(project) if project else None
    if project and named is not None:
        folder = project.parent / named
        if shutil.which(_COMMAND, path=str(folder)) is None:
            return Finding(
                _ABOUT, Outcome.ERROR, f"Pulumi.yaml says {folder}, and no {_COMMAND} is there", _ENTRY
            )
        return Finding(_ABOUT, Outcome.OK, f"Pulumi.yaml says {folder}")
    found = shutil.which(_COMMAND)
    if found is None:
        return Finding(
            _ABOUT,
            Outcome.ERROR,
            f"Pulumi.yaml does not say where {_COMMAND} is, and it is not on the PATH",
            _ENTRY,
        )
    return Finding(
        _ABOUT,
        Outcome.WARNING,
        f"{found}, by the PATH: the engine warns of it in each run, and another installation may come first",
        _ENTRY,
    )


def _named(project: Path) -> str | None:
    """The folder that the project names for it. Pulumi itself refuses a project's file that is not right."""
    try:
        told: Any = yaml.safe_load(project.read_text(encoding="utf-8"))
        return next(
            (str(each["path"]) for each in told["plugins"]["providers"] if each["name"] == PACKAGE), None
        )
    except (yaml.YAMLError, OSError, ValueError, LookupError, TypeError):
        return None
