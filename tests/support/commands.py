"""The command line `pulumi-isp`, next to the engine's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.engine import Engine

from .stack import Stack

_COMMAND = Path(sys.executable).parent / "pulumi-isp"


def ours(
    stack: Stack, engine: Engine, *words: str, before: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a `pulumi-isp` command in the project of a stack.

    Args:
        stack: The stack.
        engine: The engine for the command.
        words: The arguments of `pulumi-isp`.
        before: A folder with another `pulumi` that it finds first.
    """
    folders = [*([str(before)] if before else []), str(Path(engine.command).parent), stack.environ["PATH"]]
    return subprocess.run(
        [_COMMAND, *words],
        cwd=stack.project,
        env={**stack.environ, "PATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
        check=False,
    )
