"""Specimens as a program, and as inputs of a lifecycle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.specimens import SPECIMENS

from .lives import Hands, Life
from .specimen import Drift, Of, Specimen, There, properties, put_in, too_new

if TYPE_CHECKING:  # it loads all simulators, which the tool for the pages does not need
    from .isp import Isp


class References:
    """Makes the objects that specimens refer to.

    Args:
        isp: The simulated vendors.
        client: A client of the vendor that the specimens belong to.
    """

    def __init__(self, isp: Isp, client: Any) -> None:
        self._isp = isp
        self._client = client
        self._made: dict[Of, str] = {}

    def resolved(self, vendor: str, declared: Mapping[str, Any]) -> dict[str, Any]:
        """A declaration with ids in place of its references."""

        def found(reference: Of | There) -> str:
            return (
                there(self._isp, vendor, reference) if isinstance(reference, There) else self.made(reference)
            )

        values: dict[str, Any] = put_in(declared, found)
        return values

    def lived(self, vendor: str, life: Life) -> Life:
        """A life with ids in place of its references."""
        steps = tuple(replace(step, news=self.resolved(vendor, step.news)) for step in life.steps)
        return replace(life, born=self.resolved(vendor, life.born), steps=steps)

    def made(self, reference: Of) -> str:
        """The id of an object, which is made on first use."""
        if reference not in self._made:
            specimen = SPECIMENS[reference.kind]
            declared = specimen.least if reference.another else specimen.full
            hands = Hands(specimen.front.lifecycle, self._client, owner="referred to")
            inputs = hands.check(self.resolved(specimen.vendor, declared)).inputs
            self._made[reference] = hands.create(inputs).id
        return self._made[reference]


def there(isp: Isp, vendor: str, reference: There) -> str:
    """The id of an object that a simulator has from the start."""
    return str(isp.objects(vendor, reference.collection)[0]["id"])


def drift(isp: Isp, specimen: Specimen, id_: str, changes: Iterable[Drift]) -> None:
    """Change properties of an object at the vendor, behind the program's back."""
    wanted: dict[tuple[str, str], dict[str, object]] = {}
    for change in changes:
        place = (specimen.collection, specimen.key(id_))
        if change.collection and change.where:
            field, value = change.where
            (row,) = [row for row in isp.objects(specimen.vendor, change.collection) if row[field] == value]
            place = (change.collection, row["id"])
        field, *inside = change.field.split(".")
        fields = wanted.setdefault(place, {})
        if inside and field not in fields:
            (row,) = [row for row in isp.objects(specimen.vendor, place[0]) if row["id"] == place[1]]
            fields[field] = row[field]
        _put(fields, [field, *inside], change.value)
    for (collection, key), fields in wanted.items():
        isp.simulator(specimen.vendor).change(collection, key, fields)


def _put(content: Any, path: list[str], value: object) -> None:
    """Replace the value at a path of names and list indexes. The index after the last one appends."""
    *above, last = [int(step) if step.isdigit() else step for step in path]
    for step in above:
        content = content[step]
    if isinstance(content, list) and last == len(content):
        content.append(value)
    else:
        content[last] = value


@dataclass(frozen=True)
class Declared:
    """One resource of a program.

    Attributes:
        name: Its name in the program.
        specimen: Its specimen.
        properties: The declared properties.
        variable: Its name where others refer to it; by default ``name``.
    """

    name: str
    specimen: Specimen
    properties: Mapping[str, Any]
    variable: str = ""


def all_declared(changes: Mapping[str, Mapping[str, Any]] | None = None) -> list[Declared]:
    """One full declaration of each specimen, named after its kind; if needed, another one in short.

    Args:
        changes: Different values of properties, by kind.
    """
    found = []
    twice = {kind for specimen in SPECIMENS.values() for kind in specimen.refers_to_another}
    for kind, specimen in SPECIMENS.items():
        if kind in twice:
            found.append(Declared(_another(kind), specimen, specimen.least))
        found.append(Declared(kind, specimen, {**specimen.full, **(changes or {}).get(kind, {})}))
    return found


def many_declared(count: int) -> list[Declared]:
    """``count`` short declarations of each specimen; one if a system has only one such object."""
    return [
        Declared(f"{kind}-{number}", specimen, specimen.numbered(number), variable=kind)
        for number in range(1, count + 1)
        for kind, specimen in SPECIMENS.items()
        if not specimen.is_only_one
    ] + [
        Declared(kind, specimen, specimen.least)
        for kind, specimen in SPECIMENS.items()
        if specimen.is_only_one
    ]


def apart(declared: Iterable[Declared], ids: Mapping[str, str]) -> list[Declared]:
    """Replace references by ids, so that no resource waits for another one.

    Args:
        declared: The resources.
        ids: The id of each, by its name in the program.
    """

    def id_of(reference: Of | There) -> Any:
        if isinstance(reference, There):
            return reference
        return ids[_another(reference.kind) if reference.another else reference.kind]

    return [replace(each, properties=put_in(each.properties, id_of)) for each in declared]


def secretly(declared: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A declaration in which the program marks some properties as secret."""
    hidden = {name: Code(f"pulumi.Output.secret({declared[name]!r})") for name in names if name in declared}
    return {**declared, **hidden}


def program(
    declared: Iterable[Declared], isp: Isp, *, by_id: bool = False, imported: Mapping[str, str] | None = None
) -> str:
    """A program that declares some resources; each may refer to earlier ones.

    Properties that the selected release lacks are left out.

    Args:
        declared: The resources.
        isp: The simulated vendors.
        by_id: Refer to all resources by their ids, even to parents.
        imported: Ids of objects to import, by the resource's name.
    """
    vendors = sorted({specimen.vendor for specimen in SPECIMENS.values()})
    lines = [_call(each, isp, by_id, (imported or {}).get(each.name)) for each in declared]
    head = f"import pulumi\nfrom pulumi_isp import {', '.join(vendors)}\n\n"
    return f"{head}{''.join(lines)}"


def _call(declared: Declared, isp: Isp, by_id: bool, imported: str | None) -> str:
    kind, vendor = declared.specimen.kind, declared.specimen.vendor
    own, later = properties(kind), too_new(kind, isp.release)

    def written(name: str, reference: Of | There) -> Any:
        if isinstance(reference, There):
            return there(isp, vendor, reference)
        variable = _variable(_another(reference.kind) if reference.another else reference.kind)
        # A parent is given as a resource, as in most programs.
        return Code(variable if own[name].traits.goes_with and not by_id else f"{variable}.id")

    values = {
        name: put_in(value, partial(written, name))
        for name, value in declared.properties.items()
        if name not in later
    }
    options = "None" if imported is None else f"pulumi.ResourceOptions(import_={imported!r})"
    variable = _variable(declared.variable or declared.name)
    return f"{variable} = {kind}({declared.name!r}, {options}, **{values!r})\n"


class Code(str):
    """Source code for a program."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _another(kind: str) -> str:
    return f"{kind}-another"


def _variable(name: str) -> str:
    return name.replace(".", "_").replace("-", "_").lower()
