"""Seeds: a tenant's first state.

A seed has objects as the API shows them, by kind, with three additions: an ``id`` may be left out, an object
may be referred to by its name instead of its id, and children may be inside their parent with the name of
the API (``routes`` and ``connectors`` in a network, ``devices`` in a user).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from ..core.clock import Clock
from ..core.vendor import SeedError
from .access_groups import ACCESS_GROUPS, DEFAULT_ACCESS_GROUP, full_mesh
from .errors import Refusal
from .family import Family
from .features import FEATURES, LISTS
from .options import Options
from .registry import FAMILIES
from .settings import SETTINGS
from .shapes import Field, Issue, Reading, Record, Shape, Text
from .tenant import Tenant
from .user_groups import DEFAULT_GROUP, USER_GROUPS
from .users import USERS

T = TypeVar("T")

BY_KIND = {family.kind: family for family in FAMILIES}
SETTINGS_BY_PATH = {setting.path: setting for setting in SETTINGS}
_OTHERS = ("settings", "features", "cybershield")


@cache
def state_shape(family: Family) -> Shape:
    """Every field that an object of that kind can have in a state, of all releases."""
    parent = (Field(family.parent.field, Text(1)),) if family.parent else ()
    fields = (*family.reply.fields, *family.create.fields, *family.update.fields, *parent)
    shape = Shape(Field("id", Text(1)), *family.internal).joined(fields)
    return Shape(*(each for each in shape.optional().fields if each.name not in family.embedded))


def fresh_tenant(options: Options, clock: Clock, seed: Mapping[str, Any]) -> Tenant:
    """A tenant with the built-in objects and those of a seed.

    Raises:
        SeedError: Something in the seed is not allowed.
    """
    tenant = Tenant(options, clock, {family.kind: family.new_table() for family in FAMILIES})
    for kind in seed:
        if kind not in BY_KIND and kind not in _OTHERS:
            raise SeedError(f"{kind}: unknown; known are: {', '.join((*BY_KIND, *_OTHERS))}")
    _reserve(tenant, seed)
    _built_in(tenant, seed)
    places: list[tuple[Family, Record, str]] = []
    for family in FAMILIES:
        for at, entry in enumerate(_entries(seed, family.kind)):
            _add(tenant, family, entry, f"{family.kind}[{at}]", None, places)
    for family, record, place in places:
        changed = resolved(tenant, family, record, place)
        if changed != record:
            family.replace(tenant, record, changed)
    _owner(tenant)
    for path, value in _mapping(seed, "settings").items():
        set_setting(tenant, path, value, f"settings.{path}")
    _features(tenant, seed)
    return tenant


def _mapping(seed: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = seed.get(name, {})
    if not isinstance(value, Mapping):
        raise SeedError(f"{name}: not an object")
    return value


def _entries(seed: Mapping[str, Any], kind: str) -> list[object]:
    entries = seed.get(kind, [])
    if not isinstance(entries, list):
        raise SeedError(f"{kind}: not a list")
    return entries


def _reserve(tenant: Tenant, seed: Mapping[str, Any]) -> None:
    """Reserve the addresses in a seed, so that other objects do not get them."""
    for kind, pool in tenant.subnets.items():
        for entry in _entries(seed, kind):
            if isinstance(entry, Mapping):
                subnets, address = entry.get("systemSubnets"), entry.get("ipV4Address")
                given = subnets if isinstance(subnets, list) else [address]
                pool.reserve([each for each in given if isinstance(each, str)])


def _built_in(tenant: Tenant, seed: Mapping[str, Any]) -> None:
    """The built-in objects, unless the seed has them."""

    def named(kind: str, name: str) -> bool:
        entries = _entries(seed, kind)
        return any(isinstance(each, Mapping) and each.get("name") == name for each in entries)

    if not named("user-groups", DEFAULT_GROUP):
        USER_GROUPS.add(tenant, {"name": DEFAULT_GROUP, "allRegionsIncluded": True}, None)
    if not named("access-groups", DEFAULT_ACCESS_GROUP):
        ACCESS_GROUPS.add(tenant, full_mesh(), None)


def _owner(tenant: Tenant) -> None:
    """The account's owner, if the options want one and the seed has none."""
    name = tenant.options.owner
    if name and USERS.table(tenant).named(name) is None:
        group = USER_GROUPS.table(tenant).named(DEFAULT_GROUP)
        owner = {"username": name, "email": name, "groupId": group, "role": "OWNER", "status": "ACTIVE"}
        USERS.add(tenant, owner, None)


def _add(
    tenant: Tenant,
    family: Family,
    entry: object,
    place: str,
    parent: Record | None,
    places: list[tuple[Family, Record, str]],
) -> None:
    """Add one object of a seed and the children inside it."""
    if not isinstance(entry, Mapping):
        raise SeedError(f"{place}: not an object")
    children = {name: entry[name] for name in family.embedded if entry.get(name) is not None}
    own = {name: value for name, value in entry.items() if name not in family.embedded}
    fields = read_fields(family, own, place)
    if family.parent is not None and parent is None:
        where = f"{place}.{family.parent.field}"
        if family.parent.field not in fields:
            raise SeedError(f"{where}: needed")
        parent_key = _key(tenant, family.parent.kind, fields[family.parent.field], where)
        parent = tenant.tables[family.parent.kind].get(parent_key)
    if "id" in fields and fields["id"] in tenant.tables[family.kind]:
        raise SeedError(f"{place}.id: {fields['id']} is there twice")
    # A route may have a value, as in requests, or a subnet, as in replies.
    if family.name_field is not None and not {family.name_field, "value"} & fields.keys():
        raise SeedError(f"{place}.{family.name_field}: needed")
    check_unique(tenant, family, fields, None, place)
    record = guarded(place, lambda: family.add(tenant, fields, parent))
    places.append((family, record, place))
    for name, items in children.items():
        if not isinstance(items, list):
            raise SeedError(f"{place}.{name}: not a list")
        for at, item in enumerate(items):
            _add(tenant, family.embedded[name], item, f"{place}.{name}[{at}]", record, places)


def read_fields(family: Family, fields: Mapping[str, Any], place: str) -> Record:
    """The fields of an object in a seed.

    Raises:
        SeedError: One is unknown or has a value that is not allowed.
    """
    reading = Reading(strict=True, blanks=True)
    found: Record = state_shape(family).read(dict(fields), "", reading)
    _complain(reading.issues, place)
    return found


def _complain(issues: Iterable[Issue], place: str) -> None:
    for issue in issues:
        where = ".".join(part for part in (place, issue.place) if part)
        message = issue.message
        for name, value in (issue.params or {}).items():
            message = message.replace("{" + name + "}", str(value))
        raise SeedError(f"{where}: {message}")


def guarded(place: str, act: Callable[[], T]) -> T:
    """Turn a refusal of the API into a SeedError with the place."""
    try:
        return act()
    except Refusal as refusal:
        body = refusal.body or {}
        raise SeedError(f"{place}: {body.get('errorMessage') or body.get('errorDetails')}") from None


def _key(tenant: Tenant, kind: str, name: str, place: str) -> str:
    """The id of an object that a seed refers to by id or name."""
    table = tenant.tables[kind]
    key = name if name in table else table.named(name)
    if key is None:
        raise SeedError(f"{place}: no {kind} has the id or name {name!r}")
    return key


def check_unique(tenant: Tenant, family: Family, fields: Record, old: Record | None, place: str) -> None:
    """Refuse a name that another object has, if names are unique."""
    taken = family.name_taken(tenant, fields, old)
    if taken is not None:
        raise SeedError(f"{place}.{taken.place}: {taken.message}")


def resolved(tenant: Tenant, family: Family, record: Record, place: str) -> Record:
    """The record with ids instead of the names in a seed.

    Raises:
        SeedError: A name or id does not exist.
    """
    changed = dict(record)
    for ref in family.refs:
        value = record.get(ref.field)
        where = f"{place}.{ref.field}"
        if isinstance(value, list):
            changed[ref.field] = [_key(tenant, ref.kind, each, where) for each in value]
        elif value is not None:
            changed[ref.field] = _key(tenant, ref.kind, value, where)
    if family is USERS and "groupId" not in changed:
        changed["groupId"] = tenant.tables["user-groups"].named(DEFAULT_GROUP)
    return changed


def set_setting(tenant: Tenant, path: str, value: object, place: str) -> Any:
    """Set the value of a setting.

    Raises:
        SeedError: No such setting, or not such a value.
    """
    setting = SETTINGS_BY_PATH.get(path)
    if setting is None:
        raise SeedError(f"{place}: unknown; known are: {', '.join(SETTINGS_BY_PATH)}")
    reading = Reading(strict=True)
    kept = setting.type.read(value, "", reading)
    _complain(reading.issues, place)
    tenant.settings[path] = kept
    return kept


def _features(tenant: Tenant, seed: Mapping[str, Any]) -> None:
    for name, on in _mapping(seed, "features").items():
        if name not in FEATURES or not isinstance(on, bool):
            raise SeedError(f"features.{name}: must be one of {', '.join(FEATURES)}, and true or false")
        tenant.features[name] = on
    for which, domains in _mapping(seed, "cybershield").items():
        good = isinstance(domains, Mapping) and all(isinstance(text, str) for text in domains.values())
        if which not in LISTS or not good:
            raise SeedError(
                f"cybershield.{which}: must be one of {', '.join(LISTS)}, with a comment by domain"
            )
        tenant.domain_lists[which] = dict(domains)
