"""The parts of requests and replies, without XML: references, objects, replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """The address of an object inside a node: its type and its key elements.

    Attributes:
        type: Type name, such as ``Ont``.
        keys: Key elements in order, such as ``(("ont", "12345"),)``; empty for ``System``.
        name: The name that a reply shows next to the last key; not part of the address.
    """

    type: str
    keys: tuple[tuple[str, str], ...] = ()
    name: str | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """The last key: the object's own number."""
        return self.keys[-1][1] if self.keys else ""

    def __str__(self) -> str:
        return " ".join([self.type, "/".join(value for _, value in self.keys)]).strip()


SYSTEM = ObjectRef("System")
"""The E7 itself, parent of its ONTs, profiles and VLANs."""

WireValue: TypeAlias = "str | ObjectRef"
"""Text, or a reference to another object. The empty string stands for the empty element."""


@dataclass(frozen=True, slots=True)
class WireObject:
    """One object with the attributes that were sent or received.

    Attributes:
        ref: Its address.
        attributes: By wire name. Nested structures other than references are left out.
        children: Its children on this page.
        more: More pages of children follow.
    """

    ref: ObjectRef
    attributes: Mapping[str, WireValue] = field(default_factory=dict)
    children: tuple[WireObject, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a ``show-...`` action: provisioned half and live half, each if present."""

    config: WireObject | None = None
    state: WireObject | None = None

    @property
    def ref(self) -> ObjectRef | None:
        """The address of the object."""
        half = self.config or self.state
        return half.ref if half else None


@dataclass(frozen=True, slots=True)
class RpcError:
    """One ``rpc-error`` of a reply, in the words of the CMS or the E7."""

    type: str = ""
    tag: str = ""
    severity: str = ""
    message: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether it is a warning and not a refusal."""
        return self.severity.lower() == "warning"

    def __str__(self) -> str:
        return self.message or self.tag or self.type or "no reason given"


@dataclass(frozen=True, slots=True)
class RpcReply:
    """One answer to an ``rpc``.

    Attributes:
        ok: It said ``ok``.
        errors: Its ``rpc-error`` elements that are refusals.
        warnings: Its ``rpc-error`` elements that are warnings.
        objects: The objects under ``data/top``; None if there was no ``data``.
        matches: The matches in ``action-reply``; None if there was no ``action-reply``.
        more: More pages of matches follow.
        node: The node name in the reply; empty if it has none.
    """

    ok: bool = False
    errors: tuple[RpcError, ...] = ()
    warnings: tuple[RpcError, ...] = ()
    objects: tuple[WireObject, ...] | None = None
    matches: tuple[Match, ...] | None = None
    more: bool = False
    node: str = ""

    @property
    def is_success(self) -> bool:
        """Whether nothing was refused and the reply has a result."""
        return not self.errors and (self.ok or self.objects is not None or self.matches is not None)


@dataclass(frozen=True, slots=True)
class AuthReply:
    """One answer to a login or logout.

    Attributes:
        result_code: 0 is success; 6 a wrong user or password; 2 a wrong session on logout.
        message: The CMS's words, if it gave any.
        session_id: The new session.
    """

    result_code: int
    message: str = ""
    session_id: str | None = field(default=None, repr=False)
