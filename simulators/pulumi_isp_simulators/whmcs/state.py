"""The state: objects by kind and key, read from seeds and changed behind the client's back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from ..core.plain import plain_copy
from ..core.vendor import SeedError
from .answers import carry_over, resolve_answers
from .fields import Field, Row
from .forms import shown
from .kinds import KINDS, Kind

Objects = dict[Any, Row]
"""Objects of one kind by key (a number or a text)."""


class State:
    """All data of the installation. The vendor locks it."""

    def __init__(self, defaults: Mapping[str, Sequence[Row]]) -> None:
        """Start with an empty installation.

        Args:
            defaults: Objects of kinds that a seed does not name. They replace the kind's own default objects.
        """
        self._defaults = defaults
        self._objects: dict[str, Objects] = self._read({})

    def all(self, kind: str) -> Objects:
        """The objects of a kind by key, in the order of the seed. Do not change them."""
        return self._objects[kind]

    def find(self, kind: str, key: object) -> Row | None:
        """One object, or None."""
        return self._objects[kind].get(key)

    def dump(self) -> dict[str, list[Row]]:
        """The whole state in the seed format."""
        return {kind: plain_copy(list(objects.values())) for kind, objects in self._objects.items()}

    def load(self, seed: Mapping[str, Any]) -> None:
        """Replace the whole state.

        Raises:
            SeedError: Something in the seed is not allowed; the old state is kept.
        """
        self._objects = self._read(seed)

    def change(self, kind: str, key: str, fields: Mapping[str, Any]) -> Row:
        """Change fields of one object and return it.

        Raises:
            KeyError: No such kind or object.
            SeedError: A field is unknown or its value not allowed.
        """
        stored_key = self._locate(kind, key)
        table, key_field = KINDS[kind].table, KINDS[kind].key
        place = f"{kind}.{key}"
        before = self._objects[kind][stored_key]
        checked = table.check_fields(fields, place)
        row = before | checked
        if row[key_field] != stored_key:
            raise SeedError(f"{place}.{key_field}: cannot be changed")
        _check_references(self._objects, kind, row, place)
        products, services = self._objects["products"], self._objects["services"]
        if kind == "services":
            product = products[row["pid"]]
            row = resolve_answers(
                carry_over(before, products[before["pid"]], product) | checked, product, place
            )
        elif kind == "products":
            owned = [(k, service) for k, service in services.items() if service["pid"] == stored_key]
            services.update((k, carry_over(service, before, row)) for k, service in owned)
        self._objects[kind][stored_key] = row
        return dict(plain_copy(row))

    def remove(self, kind: str, key: str) -> None:
        """Remove one object, the objects that it owns, and all references to it.

        Raises:
            KeyError: No such kind or object.
        """
        self._remove(kind, self._locate(kind, key))

    def _locate(self, kind: str, key: str) -> object:
        if kind not in KINDS:
            raise KeyError(f"there is no kind {kind!r}; there are {', '.join(KINDS)}")
        stored_key: object = key
        if KINDS[kind].numbered:
            stored_key = int(key) if key.isascii() and key.isdigit() and len(key) <= 18 else None
        if stored_key not in self._objects[kind]:
            raise KeyError(f"there is no {key!r} in {kind}")
        return stored_key

    def _remove(self, kind: str, key: object) -> None:
        self._objects[kind].pop(key, None)
        for other, name, field in _references_to(kind):
            holders = [(k, row) for k, row in self._objects[other].items() if row[name] == key]
            for holder_key, row in holders:
                if field.owned:
                    self._remove(other, holder_key)
                else:
                    self._objects[other][holder_key] = row | {name: field.initial()}

    def _read(self, seed: Mapping[str, Any]) -> dict[str, Objects]:
        for name in seed:
            if name not in KINDS:
                raise SeedError(f"{name}: there is no such kind; there are {', '.join(KINDS)}")
        objects: dict[str, Objects] = {}
        for name, kind in KINDS.items():
            default = self._defaults.get(name, kind.default)
            objects[name] = _read_kind(name, kind, seed.get(name, default))
        for name in KINDS:
            for index, row in enumerate(objects[name].values()):
                _check_references(objects, name, row, f"{name}[{index}]")
        for index, (key, row) in enumerate(objects["services"].items()):
            product = objects["products"][row["pid"]]
            objects["services"][key] = resolve_answers(row, product, f"services[{index}]")
        return objects


def _read_kind(name: str, kind: Kind, raw: object) -> Objects:
    if not isinstance(raw, list | tuple):
        raise SeedError(f"{name}: must be a list of objects, not {shown(raw)}")
    rows = [kind.table.check(item, f"{name}[{index}]") for index, item in enumerate(raw)]
    if kind.numbered:
        _number(rows, kind.key, name)
    objects: Objects = {}
    for index, row in enumerate(rows):
        if row[kind.key] in objects:
            raise SeedError(f"{name}[{index}].{kind.key}: {row[kind.key]!r} is there twice")
        objects[row[kind.key]] = row
    return objects


def _number(rows: list[Row], key: str, place: str) -> None:
    """Give objects without a number the free numbers, lowest first."""
    taken = {row[key] for row in rows}
    free = (number for number in count(1) if number not in taken)
    for index, row in enumerate(rows):
        if row[key] < 0:
            raise SeedError(f"{place}[{index}].{key}: must be above 0, not {row[key]}")
        if row[key] == 0:
            row[key] = next(free)


def _check_references(objects: Mapping[str, Objects], kind: str, row: Row, place: str) -> None:
    for name, field in _REFERENCES[kind]:
        value = row[name]
        if value not in objects[field.refers] and (field.required or value != field.initial()):
            raise SeedError(f"{place}.{name}: there is no {value!r} in {field.refers}")


_REFERENCES: Mapping[str, Sequence[tuple[str, Field]]] = {
    kind: [(name, field) for name, field in spec.table.stored.items() if field.refers]
    for kind, spec in KINDS.items()
}


def _references_to(kind: str) -> list[tuple[str, str, Field]]:
    return [
        (other, name, field)
        for other, fields in _REFERENCES.items()
        for name, field in fields
        if field.refers == kind
    ]
