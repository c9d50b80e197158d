"""Words and lines of files that are made."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pulumi_isp_provider.catalogue import Resource
from pulumi_isp_provider.documentation import markdown

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 110
CHANGE_THAT = "Made by `make generate` from {source}: change that."


def source_of(resource: Resource) -> str:
    """The file with a resource's declaration."""
    return f"provider/pulumi_isp_provider/{resource.vendor}/resources/{resource.module}.py"


def with_article(word: str) -> str:
    """A noun with ``a`` or ``an``."""
    return f"{'an' if word[0] in 'aeioAEIO' else 'a'} {word}"


def literal(value: Any) -> str:
    """A value as Python writes it."""
    return json.dumps(value) if isinstance(value, str) else repr(value)


def attributes(described: Iterable[tuple[str, str]]) -> list[str]:
    """Lines of a docstring's section ``Attributes``, one paragraph for each."""
    lines: list[str] = []
    for name, text in described:
        lines += textwrap.wrap(
            f"{name}: {text}",
            WIDTH,
            initial_indent=" " * 8,
            subsequent_indent=" " * 12,
            break_on_hyphens=False,
        )
    return lines


def paragraph(text: str, indent: int) -> list[str]:
    """Lines of a paragraph."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent, break_on_hyphens=False
    )


def cell(text: str) -> str:
    """Text of a docstring as it stands in a table of a page."""
    return markdown(text).replace("|", "\\|")


def formatted(texts: Iterable[str]) -> list[str]:
    """Python as ruff formats it here: all texts at once, since starting ruff is what takes the time."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, text in enumerate(texts):
            files.append(Path(folder, f"{number}.py"))
            files[-1].write_text(text, "utf-8")
        for words in (["check", "--select", "I", "--fix"], ["format"]):
            command = [sys.executable, "-m", "ruff", *words, "--quiet", "--no-cache"]
            subprocess.run([*command, "--config", ROOT / "pyproject.toml", folder], check=True, cwd=ROOT)
        return [file.read_text("utf-8") for file in files]
