"""Changes that are made behind the client's back, and the state as a seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.vendor import SeedError
from .declare import Change
from .family import Family
from .registry import FAMILIES
from .seeding import BY_KIND, SETTINGS_BY_PATH, check_unique, guarded, read_fields, resolved, set_setting
from .shapes import Record
from .tenant import Tenant


def dump(tenant: Tenant) -> dict[str, Any]:
    """The whole state, in the seed format; kinds without objects are left out."""
    state: dict[str, Any] = {}
    for family in FAMILIES:
        rows = [_without_nulls(record) for record in tenant.tables[family.kind]]
        if rows:
            state[family.kind] = rows
    if tenant.settings:
        state["settings"] = dict(tenant.settings)
    if tenant.features:
        state["features"] = dict(tenant.features)
    if any(tenant.domain_lists.values()):
        state["cybershield"] = {name: dict(held) for name, held in tenant.domain_lists.items()}
    return state


def _without_nulls(record: Record) -> Record:
    return {name: value for name, value in record.items() if value is not None}


def _object(tenant: Tenant, kind: str, key: str) -> tuple[Family, Record]:
    """An object by id or name.

    Raises:
        KeyError: No such kind or object.
    """
    family = BY_KIND.get(kind)
    if family is None:
        raise KeyError(f"no kind {kind!r}; known are: {', '.join((*BY_KIND, 'settings'))}")
    table = tenant.tables[kind]
    found = table.get(key) or table.get(table.named(key) or "")
    if found is None:
        raise KeyError(f"no {kind} has the id or name {key!r}")
    return family, found


def change(tenant: Tenant, kind: str, key: str, fields: Mapping[str, Any]) -> Record:
    """Change one object; null resets a field to its initial value. A setting takes ``{"value": …}``.

    Raises:
        KeyError: No such kind or object.
        SeedError: A field is unknown or has a value that is not allowed.
    """
    if kind == "settings":
        if key not in SETTINGS_BY_PATH:
            raise KeyError(f"no setting {key!r}; known are: {', '.join(SETTINGS_BY_PATH)}")
        if set(fields) != {"value"}:
            raise SeedError(f"settings.{key}: give one field, value")
        return {"value": set_setting(tenant, key, fields["value"], f"settings.{key}")}
    family, old = _object(tenant, kind, key)
    place = f"{kind}.{key}"
    read = read_fields(family, fields, place)
    fixed = {"id", family.parent.field} if family.parent is not None else {"id"}
    for name in fixed & fields.keys():
        if fields[name] != old[name]:
            raise SeedError(f"{place}.{name}: cannot be changed")
    check_unique(tenant, family, read, old, place)
    nulls = {name for name, value in fields.items() if value is None}
    needed = {family.name_field} | {each.name for each in family.create.fields if each.required}
    for name in sorted(nulls & needed):
        raise SeedError(f"{place}.{name}: needed")
    new = family.defaults() | {name: value for name, value in old.items() if name not in nulls}
    change_in = Change(tenant, read, old, family.parent_of(tenant, old))
    new |= guarded(place, lambda: family.stored(change_in))
    new = resolved(tenant, family, new, place)
    guarded(place, lambda: family.assign(tenant, new))
    family.replace(tenant, old, new)
    return _without_nulls(new)


def remove(tenant: Tenant, kind: str, key: str) -> None:
    """Delete one object with its children, even if the API would refuse.

    Raises:
        KeyError: No such kind or object.
    """
    family, record = _object(tenant, kind, key)
    family.take_out(tenant, record)
