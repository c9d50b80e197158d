"""What a page brings along: its styles and its script, written by hand."""

from __future__ import annotations

from importlib.resources import files


def read(name: str) -> str:
    """One of the files beside this module."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
