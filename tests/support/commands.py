"""The command line `pulumi-isp`, next to the engine's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.engine import Engine

from .stack import Stack

_BIN = Path(sys.executable).parent


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
        [_BIN / "pulumi-isp", *words],
        cwd=stack.project,
        env={**stack.environ, "PATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
        check=False,
    )


def judge(folder: str | Path) -> None:
    """What mypy and ruff think of a program that was written."""
    for words in (
        ["mypy", "--strict", "."],
        ["ruff", "check", "--isolated"],
        ["ruff", "format", "--check", "."],
    ):
        done = subprocess.run(
            [str(_BIN / words[0]), *words[1:]], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
