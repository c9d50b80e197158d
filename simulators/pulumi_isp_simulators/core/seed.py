"""Reads seed files, JSON or YAML, and reports the place of every mistake."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, Protocol

import yaml

from .vendor import SeedError

SYSTEMS = ("cms", "cloudconnexa", "whmcs")
"""The names of sections."""

SIZE_LIMIT = 64 * 1024 * 1024
"""Maximum bytes of a seed file."""

NODE_LIMIT = 5_000_000
"""Maximum values in a YAML seed. Each use of an alias counts, so a small file cannot grow without limit."""

DEPTH_LIMIT = 100

# CBaseLoader does not convert plain scalars; it is missing if PyYAML was built without libyaml.
_LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_BRACKET = re.compile(r"[\[\]{}]")
_LONGEST_INTEGER = 1000
_WORDS: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}


def read_document(path: Path) -> dict[str, Any]:
    """Read a whole seed file: JSON if its name ends in ``.json``, YAML otherwise.

    Only the plain scalars ``null``, ``~``, ``true``, ``false``, whole numbers and decimal fractions are
    converted: ``0012``, ``12E345``, ``NO``, ``12:30`` and ``2024-01-31`` are text. Tags and repeated keys are
    refused.

    Raises:
        SeedError: It cannot be read or is not a mapping. The message begins with the file and, for a syntax
            error, line and column.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise SeedError(f"{path}: larger than {SIZE_LIMIT // 2**20} MiB")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SeedError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SeedError(f"{path}: byte {error.start}: not UTF-8") from error
    try:
        with collector_held():
            document = _read_json(text) if path.suffix.lower() == ".json" else _Yaml().read(text)
    except SeedError as error:
        raise SeedError(f"{path}: {error}") from error
    except RecursionError as error:
        raise SeedError(f"{path}: nested too deeply") from error
    if not isinstance(document, dict):
        raise SeedError(f"{path}: must hold a mapping of names to objects")
    return document


def section(document: Mapping[str, Any], system: str) -> tuple[str, Mapping[str, Any] | None]:
    """One system's part of a document: its section if there are sections, else the whole document.

    Returns:
        The prefix for places of mistakes in it (``"cms."``, or empty if the document is for one system), and
        the part; ``None`` if the document has sections, but none for this system.

    Raises:
        SeedError: The section is not a mapping, or there is a section of an unknown system.
    """
    known = {*SYSTEMS, system}
    if not has_sections(document, system):
        return "", document
    for name in document:
        if name not in known:
            raise SeedError(f"{name}: is no system; there are {', '.join(SYSTEMS)}")
    part = document.get(system)
    if system in document and not isinstance(part, Mapping):
        raise SeedError(f"{system}: must be a mapping")
    return f"{system}.", part


def has_sections(document: Mapping[str, Any], *systems: str) -> bool:
    """Whether a document has sections by system, not objects of one system."""
    return any(name in document for name in (*SYSTEMS, *systems))


@contextmanager
def collector_held() -> Iterator[None]:
    """Pause garbage collection while a large tree is built: it would take most of the time."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()


def _read_json(text: str) -> object:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value] # add() returns None
            raise SeedError(f"the key {twice!r} stands twice in one object")
        return found

    def refuse(word: str) -> NoReturn:
        raise SeedError(f"{word} is not JSON")

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise SeedError(f"line {error.lineno}, column {error.colno}: not valid JSON ({error.msg})") from error
    except SeedError:  # is a ValueError as well
        raise
    except ValueError as error:  # the only other one: a number with more digits than Python converts
        raise SeedError("a number is too long") from error


class _Yaml:
    """Turns the nodes of one YAML document into JSON values."""

    def __init__(self) -> None:
        self._nodes = 0

    def read(self, text: str) -> object:
        try:
            self._check_events(text, _LOADER)
            root = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if mark is None or _opens_many(text[: mark.index]):
                # libyaml reads ahead and may reach its own limit before it reports the first bracket.
                with suppress(yaml.YAMLError):
                    self._check_events(text, yaml.BaseLoader)
            raise SeedError(f"{_where(mark)}not valid YAML ({error.problem or error.context})") from error
        except yaml.reader.ReaderError as error:
            # Its position counts bytes or characters, depending on the build, so search for the first such
            # character.
            place = _place(text, text.find(chr(error.character)))
            raise SeedError(f"{place}a character that YAML does not allow") from error
        return {} if root is None else self._value(root, 0)

    @staticmethod
    def _check_events(text: str, loader: type[yaml.BaseLoader]) -> None:
        """Check that there is one document, and that composing it does not overflow the stack."""
        depth = documents = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise SeedError(f"{_where(event.start_mark)}a second document begins; there may be one")
            elif isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEPTH_LIMIT:
                    raise SeedError(f"{_where(event.start_mark)}nested too deeply")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1

    def _value(self, node: yaml.Node, depth: int) -> object:
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            raise _at(node, f"more than {NODE_LIMIT} values")
        if depth > DEPTH_LIMIT:
            raise _at(node, "nested too deeply")
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.rpartition(":")[2] not in _PLAIN_TAGS:
            raise _at(node, f"the tag {node.tag} is not allowed")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, depth + 1) for item in node.value]
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        return _scalar(node.value) if plain else node.value

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _at(key, "a key must be text")
            if key.value in found:
                raise _at(key, f"the key {key.value!r} stands twice in one mapping")
            found[key.value] = self._value(item, depth + 1)
        return found


_PLAIN_TAGS = frozenset({"str", "seq", "map"})


class _Mark(Protocol):
    """A place in a text: libyaml's own, or that of PyYAML."""

    index: int
    line: int
    column: int


def _scalar(text: str) -> object:
    if text in _WORDS:
        return _WORDS[text]
    if len(text) < _LONGEST_INTEGER and _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _at(node: yaml.Node, message: str) -> SeedError:
    return SeedError(f"{_where(node.start_mark)}{message}")


def _where(mark: _Mark | None) -> str:
    return "" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}: "


def _place(text: str, index: int) -> str:
    line, column = text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
    return f"line {line}, column {column}: "


def _opens_many(text: str) -> bool:
    """Whether too many brackets are open; those in quoted texts count too, because this is fast."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEPTH_LIMIT:
            return True
    return False
