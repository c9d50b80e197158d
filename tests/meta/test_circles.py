"""No module needs itself, by whatever way round: what both need lies in a room below."""

from __future__ import annotations

import grimp
import pytest

PACKAGES = ("pulumi_isp", "pulumi_isp_provider", "pulumi_isp_simulators")


def circles(*packages: str, types_too: bool) -> list[str]:
    """The ways round, each once: the shortest through its first module."""
    first, *others = packages
    graph = grimp.build_graph(first, *others, cache_dir=None, exclude_type_checking_imports=not types_too)
    found: dict[frozenset[str], str] = {}
    for module in sorted(graph.modules):
        for needed in sorted(graph.find_modules_directly_imported_by(module)):
            way = graph.find_shortest_chain(importer=needed, imported=module)
            if way is not None:
                found.setdefault(frozenset(way), " -> ".join((module, *way)))
    return list(found.values())


@pytest.mark.parametrize(
    ("packages", "types_too"),
    [
        pytest.param(PACKAGES, False, id="when they are imported"),
        pytest.param(PACKAGES[-1:], True, id="simulators, what only a type checker reads included"),
    ],
)
def test_no_modules_import_each_other(packages: tuple[str, ...], types_too: bool) -> None:
    """Neither directly nor by way of others; an import inside a function counts."""
    assert circles(*packages, types_too=types_too) == []
