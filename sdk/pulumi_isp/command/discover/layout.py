"""Decides the name of each object in the program, its module, and its place in the module."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.properties import Property

from ..systems import PLACES
from . import names
from .read import Found, name_of

Key = tuple[str, str]
"""Kind and id."""
Remembered = Mapping[str, Mapping[str, str]]
"""By kind and id: the names of objects in the program of an earlier run."""

_TAKEN: Final = frozenset({"pulumi", *(each.vendor for each in RESOURCES)})
"""Names that modules import."""
_ORDER: Final = {str(each): place for place, each in enumerate(RESOURCES)}
_MODULES: Final = {str(each): each.module for each in RESOURCES}
_TOGETHER: Final = frozenset({"cloudconnexa.User"})
"""Kinds with many small objects. All objects of the kind are in one module, each with what belongs to it."""


@dataclass(frozen=True, order=True)
class Module:
    """A module of the program.

    Attributes:
        folder: Its folder; empty for the program's own.
        stem: The name of its file, without ".py".
    """

    folder: str
    stem: str

    @property
    def path(self) -> str:
        """The path of its file in the program's folder."""
        return f"{self.dotted.replace('.', '/')}.py"

    @property
    def dotted(self) -> str:
        """Its name in an import."""
        return f"{self.folder}.{self.stem}" if self.folder else self.stem


@dataclass
class Entry:
    """An object in the program.

    Attributes:
        found: The object.
        name: The name of its resource.
        variable: Its variable, if another object refers to it.
        targets: By property: the objects that it refers to by their variable, by id.
        module: Its module.
    """

    found: Found
    name: str
    variable: str | None = None
    targets: dict[str, dict[str, Entry]] = field(default_factory=dict)
    module: Module = Module("", "")


class Taken:
    """The names that are in use, in a program that is laid out part by part.

    Args:
        remembered: Names of an earlier run, of all parts.

    Attributes:
        names: By kind, the names of resources.
        stems: By folder, the names of modules.
    """

    def __init__(self, remembered: Remembered = MappingProxyType({})) -> None:
        self.names: dict[str, set[str]] = defaultdict(set)
        self.stems: dict[str, set[str]] = defaultdict(set)
        for kind, own in remembered.items():
            self.names[kind].update(own.values())


class Layout:
    """The modules of a program, or of a part of a program that no other part refers to.

    Args:
        found: The objects.
        remembered: Names of an earlier run, which the objects keep.
        taken: Names in use; the new names are added.
        called: Gives an object's name from outside its system, such as from WHMCS; None if it has none.

    Attributes:
        modules: The modules with their objects, in order. A module comes after those that it refers to.
    """

    def __init__(
        self,
        found: Iterable[Found],
        remembered: Remembered,
        taken: Taken | None = None,
        called: Callable[[Found], str | None] = lambda _: None,
    ) -> None:
        own = taken or Taken()
        ordered = sorted(found, key=lambda each: (_ORDER[name_of(each.kind)], names.by_number(each.id)))
        self._found = {_key(each): each for each in ordered}
        self._called = {
            (each.kind.vendor, word, each.id): key
            for key, each in self._found.items()
            for word in each.kind.known_as
        }
        self._names: dict[Key, str] = {}
        self._outside = called
        self._taken, self._stems = own.names, own.stems
        for kind, id_ in self._found:
            if kept := remembered.get(kind, {}).get(id_):
                self._names[kind, id_] = kept
                self._taken[kind].add(kept)
        entries = {key: Entry(each, self._name(key)) for key, each in self._found.items()}
        for key, module in self._modules().items():
            entries[key].module = module
        self.modules = self._in_order(entries)
        self._connect(entries)

    # What refers to what

    def _references(self, key: Key) -> Iterator[tuple[str, Property, Key]]:
        """The objects of the program that one object refers to."""
        found = self._found[key]
        for name, declared in found.kind.properties.items():
            kind = declared.traits.refers_to
            value = found.inputs.get(name)
            if kind is None or value is None:
                continue
            for id_ in value if isinstance(value, list) else [value]:
                target = self._called.get((found.kind.vendor, kind, id_))
                if target is not None and target != key:
                    yield name, declared, target

    # Names

    def _name(self, key: Key) -> str:
        if key not in self._names:
            found, kind = self._found[key], key[0]
            to = {name: target for name, _, target in self._references(key)}
            words = [
                self._name(to[name])
                if name in to
                else str(found.inputs.get(name, found.kind.properties[name].traits.left_out))
                for name in found.kind.natural_key
            ]
            name = self._outside(found) or names.resource_name("-".join(words))
            wanted = [name, f"{name}-{names.resource_name(found.id)}"]
            free = [each for each in wanted if each not in self._taken[kind]]
            chosen = free[0] if free else names.free(names.numbered(wanted[1], "-"), self._taken[kind])
            self._names[key] = chosen
            self._taken[kind].add(chosen)
        return self._names[key]

    # Modules

    def _modules(self) -> dict[Key, Module]:
        # From the whole catalogue: a network without routes has a module of its own too.
        vendors = {each.kind.vendor for each in self._found.values()}
        owners = {
            f"{each.vendor}.{declared.traits.refers_to}"
            for each in RESOURCES
            if each.vendor in vendors
            for declared in each.load().properties.values()
            if declared.traits.goes_with
        }
        stems = self._stems
        made: dict[tuple[str, str], Module] = {}

        def module(folder: str, whose: str, called: str, noun: str) -> Module:
            if (folder, whose) not in made:
                stem = names.free(names.numbered(names.variable(called, noun)), stems[folder])
                stems[folder].add(stem)
                made[folder, whose] = Module(folder, stem)
            return made[folder, whose]

        placed: dict[Key, Module] = {}
        for key, found in self._found.items():
            owner = next((to for _, declared, to in self._references(key) if declared.traits.goes_with), None)
            if found.place:
                folder = PLACES[found.kind.vendor]
                placed[key] = module(folder, found.place, found.place, "shelf")
            elif owner is not None and owner[0] in _TOGETHER:
                placed[key] = Module("", f"{_MODULES[owner[0]]}s")
            elif owner is not None or key[0] in owners - _TOGETHER:
                kind, id_ = owner or key
                noun = _MODULES[kind]
                placed[key] = module(f"{noun}s", id_, self._name((kind, id_)), noun)
            else:
                placed[key] = Module("", f"{_MODULES[key[0]]}s")
        return placed

    # Order

    def _in_order(self, entries: Mapping[Key, Entry]) -> dict[Module, list[Entry]]:
        """The modules with their objects. What others refer to comes first, except in a circle."""
        inside: dict[Module, list[Key]] = defaultdict(list)
        needs: dict[Module, set[Module]] = defaultdict(set)
        for key in self._nested():
            own = entries[key].module
            inside[own].append(key)
            needs[own].update(entries[target].module for _, _, target in self._references(key))
        ordered: dict[Module, list[Entry]] = {}
        begun: set[Module] = set()

        def visit(module: Module) -> None:
            if module not in begun:
                begun.add(module)
                for other in sorted(needs[module]):
                    visit(other)
                ordered[module] = [entries[key] for key in inside[module]]

        for module in sorted(inside):
            visit(module)
        return ordered

    def _nested(self) -> Iterator[Key]:
        """All objects by kind and name, each followed by the objects that belong to it."""
        children: dict[Key | None, list[Key]] = defaultdict(list)
        for key, found in self._found.items():
            first = found.kind.natural_key[0]
            children[next((to for name, _, to in self._references(key) if name == first), None)].append(key)

        def below(owner: Key | None) -> Iterator[Key]:
            for key in sorted(
                children[owner], key=lambda each: (_ORDER[each[0]], names.by_number(self._name(each)))
            ):
                yield key
                yield from below(key)

        return below(None)

    def _connect(self, entries: Mapping[Key, Entry]) -> None:
        """Let each object refer to objects before it by their variable. In a circle, an id stays an id."""
        places = {
            _key(entry.found): place
            for place, entry in enumerate(each for inside in self.modules.values() for each in inside)
        }
        taken = set(_TAKEN)
        referred: set[Key] = set()
        for key in places:
            for name, _, target in self._references(key):
                if places[target] < places[key]:
                    entries[key].targets.setdefault(name, {})[target[1]] = entries[target]
                    referred.add(target)
        for key in (each for each in places if each in referred):
            wanted = names.variable(entries[key].name, _MODULES[key[0]])
            chosen = names.free(names.numbered(wanted), taken)
            taken.add(chosen)
            entries[key].variable = chosen


def _key(found: Found) -> Key:
    return name_of(found.kind), found.id
