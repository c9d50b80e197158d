"""Finds the endpoint for a method and a path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .wire import Endpoint


@dataclass
class _Node:
    literal: dict[str, _Node] = field(default_factory=dict)
    variable: tuple[str, _Node] | None = None
    endpoints: dict[str, Endpoint] = field(default_factory=dict)


class Router:
    """A tree of path parts. A literal part wins over a variable one, as in ``/networks/routes``."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self._root = _Node()
        for each in endpoints:
            node = self._root
            for part in each.path.strip("/").split("/"):
                node = self._step(node, part)
            node.endpoints[each.verb] = each

    @staticmethod
    def _step(node: _Node, part: str) -> _Node:
        if not part.startswith("{"):
            return node.literal.setdefault(part, _Node())
        if node.variable is None:
            node.variable = (part.strip("{}"), _Node())
        return node.variable[1]

    def find(self, path: str) -> tuple[dict[str, Endpoint], dict[str, str]]:
        """The endpoints of a path by method, and the variable parts; both empty if the path is unknown."""
        node = self._root
        keys: dict[str, str] = {}
        for part in path.removeprefix("/").split("/"):
            if part in node.literal:
                node = node.literal[part]
            elif part and node.variable is not None:
                keys[node.variable[0]] = part
                node = node.variable[1]
            else:
                return {}, {}
        return node.endpoints, keys
