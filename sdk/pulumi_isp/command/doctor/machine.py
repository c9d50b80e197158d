"""Checks what is installed here: Pulumi's command line, its language host, and on its front the plugin."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..._config import FRONT_SETTING, Front
from ..config import Config, PulumiError, project_file, pulumi
from . import plugin
from .finding import Finding, Outcome

_TRIED: Final = (3, 259, 0)
"""The oldest Pulumi that this release was tested with."""
_HOST: Final = "pulumi-language-python"


def look(known: Config, folder: Path) -> Iterator[Finding]:
    """Check the programs that `up` starts.

    Args:
        known: The stack's config.
        folder: The folder of the project.
    """
    yield _engine(folder)
    if not _reachable(_HOST):
        yield Finding(
            "language host",
            Outcome.ERROR,
            f"{_HOST} is neither on the PATH nor in the folder of `pulumi`",
            "Install the whole archive of Pulumi; it has this file.",
        )
    front = str(known.values.get(FRONT_SETTING, Front.DYNAMIC)).strip()
    if front not in list(Front):
        yield Finding(
            FRONT_SETTING,
            Outcome.ERROR,
            f"there is no front {front!r}",
            f"Set it to one of {', '.join(Front)}: `pulumi config set {FRONT_SETTING} {Front.DYNAMIC}`.",
        )
    elif front == Front.PLUGIN:
        yield plugin.look(project_file(folder))


def _engine(folder: Path) -> Finding:
    about = "Pulumi's command line"
    try:
        said = pulumi(["version"], None, folder).strip()
    except PulumiError as error:
        return Finding(about, Outcome.ERROR, str(error), "Install Pulumi, or put its folder into PATH.")
    numbers = tuple(int(each) for each in said.lstrip("v").split("-")[0].split(".") if each.isdigit())
    if numbers < _TRIED:
        tried = ".".join(map(str, _TRIED))
        return Finding(
            about,
            Outcome.WARNING,
            f"{said} is older than {tried}, the oldest that this release was tested with",
            "Install a newer Pulumi.",
        )
    return Finding(about, Outcome.OK, said)


def _reachable(name: str) -> bool:
    command = shutil.which("pulumi")
    beside = command is not None and Path(command).resolve().with_name(name).exists()
    return beside or shutil.which(name) is not None
