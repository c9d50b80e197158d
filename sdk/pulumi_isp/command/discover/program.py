"""Writes the files of a Pulumi program, as texts."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.properties import Identifier, ListOf, Property, Text

from ..._config import Front
from ..systems import PLACES
from . import names, python
from .layout import Entry, Layout, Module
from .python import Name
from .read import name_of

_SHARED: Final = "common"
_OFTEN: Final = 5
"""A value that comes at least so often in a program becomes a constant."""
_PROTECTED: Final = "PROTECTED"
_KINDS: Final = {str(each): each for each in RESOURCES}

Constant = tuple[str, Any]
"""Property and value."""


class Program:
    """A program that is written part by part.

    Args:
        split: Whether it is for several stacks, one for each part of a system that has a listing of its own.
        protect: Whether Pulumi refuses to delete or replace any of its objects.
        front: The front of its stacks. For the plugin, there are also files for `pulumi import --file`.
    """

    def __init__(self, *, split: bool, protect: bool, front: Front = Front.DYNAMIC) -> None:
        self._split = split
        self._protect = protect
        self._front = front
        self._standing: dict[Module, list[dict[str, str]]] = {}
        self._shared: dict[Constant, str] = {}
        self._modules: list[tuple[Module, str]] = []

    def part(self, layout: Layout) -> dict[str, str]:
        """The modules of a part, by path.

        Args:
            layout: Its objects. Only one part may have several modules, and so constants that they share.
        """
        constants = _Constants(layout)
        self._shared |= constants.shared
        made = {}
        for module, entries in layout.modules.items():
            self._modules.append((module, entries[0].found.kind.vendor))
            if module.folder:
                made[f"{module.folder}/__init__.py"] = f'"""One module for each of the {module.folder}."""\n'
            made[module.path] = _module(module, entries, constants, protect=self._protect)
            if self._front is Front.PLUGIN:
                self._standing[module] = [_standing(each) for each in entries]
        return made

    def rest(self, project: str, settings: Mapping[str, Any]) -> dict[str, str]:
        """The other files, by path. To be called after all parts.

        Args:
            project: The project's name.
            settings: Its config, without secrets.
        """
        made = {"Pulumi.yaml": _project(project, settings)}
        if self._protect or self._shared:
            made[f"{_SHARED}.py"] = _common(self._shared, protect=self._protect)
        stacks = _stacks(self._modules) if self._split else {}
        made["__main__.py"] = _main_of_stacks(stacks) if self._split else _main(self._modules)
        return made | self._imports(stacks)

    def _imports(self, stacks: Mapping[str, list[Module]]) -> dict[str, str]:
        if self._front is not Front.PLUGIN:
            return {}
        files = {f"import-{stack}.json": modules for stack, modules in stacks.items()}
        listed = {
            file: {"resources": [each for module in modules for each in self._standing[module]]}
            for file, modules in (files or {"import.json": [*self._standing]}).items()
        }
        return {file: json.dumps(each, indent=1, ensure_ascii=False) + "\n" for file, each in listed.items()}


class _Constants:
    """The values that become constants, in their module or in one for all modules.

    Args:
        layout: The objects.

    Attributes:
        shared: The constants of several modules.
    """

    def __init__(self, layout: Layout) -> None:
        used: dict[Constant, Counter[Module]] = defaultdict(Counter)
        for module, entries in layout.modules.items():
            for entry in entries:
                for name in entry.found.inputs:
                    if _may_repeat(entry, name):
                        used[name, _value(entry, name)][module] += 1
        often = [each for each in sorted(used, key=_sorting) if used[each].total() >= _OFTEN]
        taken = {_PROTECTED}
        self._names: dict[Constant, str] = {}
        for each in often:
            self._names[each] = names.free(names.numbered(names.constant(*each)), taken)
            taken.add(self._names[each])
        self.shared = {each: self._names[each] for each in often if len(used[each]) > 1}
        self._own: dict[Module, dict[Constant, str]] = defaultdict(dict)
        for each in often:
            if each not in self.shared:
                (module,) = used[each]
                self._own[module][each] = self._names[each]

    def of(self, module: Module) -> Mapping[Constant, str]:
        """The constants of one module only."""
        return self._own[module]

    def name(self, entry: Entry, name: str) -> str | None:
        """The constant for a property's value; None if there is none."""
        return self._names.get((name, _value(entry, name))) if _may_repeat(entry, name) else None


def _may_repeat(entry: Entry, name: str) -> bool:
    """Whether many objects have the same value on purpose: a profile, a VLAN, a region, an E7."""
    declared, kind = entry.found.kind.properties[name], entry.found.kind
    # Plain numbers and a vendor's words need no name. Free text belongs to one object.
    return (
        name not in entry.targets
        and isinstance(declared, (Identifier, Text))
        and not declared.traits.for_people
        and name != kind.natural_key[-1]
    )


def _standing(entry: Entry) -> dict[str, str]:
    """An object in a file for `pulumi import`."""
    token = _KINDS[name_of(entry.found.kind)].plugin_token
    return {"type": token, "name": entry.name, "id": entry.found.id}


def _sorting(constant: Constant) -> tuple[Any, ...]:
    return constant[0], names.by_number(str(constant[1]))


def _project(project: str, settings: Mapping[str, Any]) -> str:
    lines = [f"name: {json.dumps(project)}", "runtime: python"]
    lines.append("description: An internet provider's network, as `pulumi-isp discover` found it.")
    if settings:
        lines.append("config:")
    for key, value in settings.items():
        lines += [f"  {key}:", f"    value: {json.dumps(value)}"]
    return "\n".join(lines) + "\n"


def _common(shared: Mapping[Constant, str], *, protect: bool) -> str:
    text = '"""What several modules need."""\n\n'
    if shared:
        text += "from typing import Final\n"
    if protect:
        text += f"\n{_imports(['pulumi'])}" if shared else _imports(["pulumi"])
        text += "\n# Pulumi refuses to delete or replace what has this option.\n"
        text += f"{_PROTECTED} = pulumi.ResourceOptions(protect=True)\n"
    return text + "".join(_constants(shared))


def _imports(modules: list[str]) -> str:
    return "".join(f"import {each}\n" for each in modules)


def _constants(constants: Mapping[Constant, str]) -> Iterator[str]:
    if constants:
        yield "\n"
    for (_, value), name in constants.items():
        yield f"{name}: Final = {python.expression(value)}\n"


def _module(module: Module, entries: list[Entry], constants: _Constants, *, protect: bool) -> str:
    own = constants.of(module)
    needed: dict[str, set[str]] = defaultdict(set)
    body: list[str] = []
    for entry in entries:
        kind = _KINDS[name_of(entry.found.kind)]
        needed["pulumi_isp"].add(kind.vendor)
        places = [python.text(entry.name)]
        if protect:
            places.append(_PROTECTED)
            needed[_SHARED].add(_PROTECTED)
        values: dict[str, Any] = {}
        for name in entry.found.kind.properties:
            if name not in entry.found.inputs:
                continue
            named = constants.name(entry, name)
            values[name] = _value(entry, name) if named is None else Name(named)
            if named is not None and named not in own.values():
                needed[_SHARED].add(named)
            for target in entry.targets.get(name, {}).values():
                if target.module != module and target.variable:
                    needed[target.module.dotted].add(target.variable)
        before = f"{entry.variable} = " if entry.variable else ""
        body.append(python.call(before, f"{kind.vendor}.{kind.kind}", places, values))
    title = f"{module.folder}: {module.stem}" if module.folder else module.stem
    text = f'"""{title.replace("_", " ").capitalize()}."""\n\n'
    if own:
        text += "from typing import Final\n\n"
    text += f"from pulumi_isp import {', '.join(sorted(needed.pop('pulumi_isp')))}\n"
    if needed:
        text += "\n" + "".join(
            _from(each, sorted(needed[each], key=names.by_number))
            for each in sorted(needed, key=names.by_number)
        )
    return text + "".join(_constants(own)) + "\n" + "".join(body)


def _from(module: str, found: list[str]) -> str:
    line = f"from {module} import {', '.join(found)}\n"
    if len(line) <= python.WIDTH + 1:
        return line
    return f"from {module} import (\n" + "".join(f"    {each},\n" for each in found) + ")\n"


def _value(entry: Entry, name: str) -> Any:
    """The value of a property, with variables of other resources instead of their ids."""
    declared, value = entry.found.kind.properties[name], entry.found.inputs[name]
    targets = entry.targets.get(name, {})
    if isinstance(value, list):
        inner = declared.inner if isinstance(declared, ListOf) else None
        return [
            _named(declared, targets[each]) if each in targets else _plain(declared, inner, each)
            for each in value
        ]
    return _named(declared, targets[value]) if value in targets else _plain(declared, declared, value)


def _named(declared: Property, target: Entry) -> Name:
    # A property that takes ids of several kinds takes no resources, so it gets "variable.id".
    own = declared.traits.refers_to == target.found.kind.kind
    return Name(str(target.variable) if own else f"{target.variable}.id")


def _plain(declared: Property, inner: Any, value: Any) -> Any:
    """A value. An identifier that is a number is written as a number."""
    if isinstance(inner, Identifier) and not declared.traits.refers_to and str(value).isdecimal():
        number = int(value)
        return number if str(number) == value else value
    return value


def _main(made: Iterable[tuple[Module, str]]) -> str:
    modules = sorted((each.dotted for each, _ in made), key=names.by_number)
    text = '"""The whole network: each module declares what its name says."""\n'
    if not modules:
        return text
    exported = sorted({each.partition(".")[0] for each in modules})
    listed = python.expression(exported, before=len("__all__ = "))
    return f"{text}\n{_imports(modules)}\n__all__ = {listed}\n"


def _stacks(made: Sequence[tuple[Module, str]]) -> dict[str, list[Module]]:
    """The modules of each stack."""
    stacks: dict[str, list[Module]] = defaultdict(list)
    taken = {each.stem for each, _ in made if each.folder in PLACES.values()}
    for module, vendor in made:
        # The tenant is one stack, with a name that no E7 has.
        own = module.stem if module.folder in PLACES.values() else names.free(names.numbered(vendor), taken)
        stacks[own].append(module)
    return {
        stack: sorted(stacks[stack], key=lambda each: names.by_number(each.dotted))
        for stack in sorted(stacks, key=names.by_number)
    }


def _main_of_stacks(stacks: Mapping[str, list[Module]]) -> str:
    ordered = {stack: [each.dotted for each in modules] for stack, modules in stacks.items()}
    declared = "STACKS: Final[dict[str, list[str]]] = "
    return f'''"""The network, a stack for each part: `pulumi stack init` it by its name."""

from importlib import import_module
from typing import Final

import pulumi

{declared}{python.expression(ordered, before=len(declared))}
"""The modules of each stack."""

stack = pulumi.get_stack()
if stack not in STACKS:
    known = ", ".join(STACKS)
    raise pulumi.RunError(f"No stack is called {{stack}} here; there are {{known}}.")
for module in STACKS[stack]:
    import_module(module)
'''
