"""The words of this program's own texts, read from its source files. They are public, and so no secrets."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_WORD = re.compile(r"[A-Za-z0-9_]+")


def is_ours(word: str) -> bool:
    """Whether this program's own texts use a word. Case does not matter, nor does an "s" at the end."""
    plain = word.casefold()
    return plain in _words() or plain.removesuffix("s") in _words()


@cache
def _words() -> frozenset[str]:
    """All these words; none if the source files cannot be found."""
    return frozenset(
        word.casefold()
        for source in _sources(files(__package__.partition(".")[0]))
        for text in _texts(ast.parse(source))
        for word in _WORD.findall(text)
    )


def _sources(folder: Traversable) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(".py"):
            yield entry.read_text(encoding="utf-8")


def _texts(tree: ast.Module) -> Iterator[str]:
    """The texts in a module, without its docstrings, which are never part of a message."""
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value
