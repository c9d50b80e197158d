"""The names of operations for logs and fault scripts."""

from __future__ import annotations

from typing import Final

from .actions import ACTIONS
from .envelope import Call, Login, Logout, Rpc
from .hardware import DISCOVERED, QUARANTINED
from .ont import ONT
from .plant import PLANT_SPECS
from .ports import PORT_KINDS, RF_RETURN
from .profiles import MVR_VLAN, PROFILE_SPECS
from .rest import DEVICES
from .services import SERVICE
from .spec import TypeSpec
from .system import SYSTEM
from .vlans import MEMBER, VLAN
from .xmlio import Element

UNKNOWN: Final = "unknown"

SPECS: Final[dict[str, TypeSpec]] = {
    spec.name: spec
    for spec in (
        SYSTEM,
        *PLANT_SPECS,
        ONT,
        DISCOVERED,
        QUARANTINED,
        *(kind.spec for kind in PORT_KINDS),
        RF_RETURN,
        SERVICE,
        VLAN,
        MEMBER,
        *PROFILE_SPECS,
        MVR_VLAN,
    )
}
"""Every object type by its name."""

OPERATIONS: Final = (
    "login",
    "logout",
    *(
        f"{spec.name.lower()}.{operation}"
        for spec in SPECS.values()
        for operation in ("get", "get-config", "list", "children", *sorted(spec.writes))
    ),
    *ACTIONS,
    DEVICES,
    UNKNOWN,
)
"""``login``, ``logout``, ``<type>.get|get-config|create|merge|delete``, ``<type>.list`` for children of that
type, ``<type>.children`` for children of every type of such an object, the actions, and ``unknown``."""

_KNOWN: Final = frozenset(OPERATIONS)


def operation_of(call: Call) -> str:
    """The operation of a request."""
    if isinstance(call, Login):
        return "login"
    if isinstance(call, Logout):
        return "logout"
    if not isinstance(call, Rpc) or call.verb is None:
        return UNKNOWN
    name = _name(call.verb)
    return name if name in _KNOWN else UNKNOWN


def _name(verb: Element) -> str:
    if verb.name == "action":
        name = verb.text_of("action-type")
        return name if name in ACTIONS else UNKNOWN
    place = ("config", "top", "object") if verb.name == "edit-config" else ("filter", "top", "object")
    wanted = verb.path(*place)
    if wanted is None:
        return UNKNOWN
    type_name = wanted.text_of("type").lower()
    if verb.name == "edit-config":
        return f"{type_name}.{wanted.attributes.get('operation', 'merge').strip()}"
    children = wanted.child("children")
    if children is None:
        return f"{type_name}.{verb.name}"
    return f"{children.text_of('type').lower()}.list" if children.child("type") else f"{type_name}.children"
