"""The words of this program's own texts, as its sources have them: anybody can read them there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_WORD = re.compile(r"[A-Za-z0-9_]+")


def is_ours(word: str) -> bool:
    """Whether our own texts use a word, in capitals or not, as it is or for several."""
    plain = word.casefold()
    return plain in _words() or plain.removesuffix("s") in _words()


@cache
def _words() -> frozenset[str]:
    """All of them; none where the sources are not at hand."""
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
    """The texts in a module, without its docstrings: those are never shown."""
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value
