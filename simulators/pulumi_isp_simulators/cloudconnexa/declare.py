"""The vocabulary for declaring a resource."""

from __future__ import annotations

from dataclasses import dataclass

from .shapes import Record
from .tenant import Tenant
from .wire import Act, Verb


@dataclass(frozen=True)
class Parent:
    """The parent of a kind.

    Attributes:
        kind: The parent's kind.
        field: Field of the record that holds the parent's id.
        query: Query parameter that names the parent.
        entity: The parent's name in error details.
        label: The parent's name in messages.
    """

    kind: str
    field: str
    query: str
    entity: str
    label: str


@dataclass(frozen=True)
class Ref:
    """A field that holds ids of other objects: one, or a list of them."""

    field: str
    kind: str
    entity: str
    label: str


@dataclass(frozen=True)
class Change:
    """A create or an update that has not been applied yet.

    Attributes:
        tenant: The state.
        fields: The fields of the request.
        old: The present object; None for a create.
        parent: Its parent, whose id is "" while both are being created.
    """

    tenant: Tenant
    fields: Record
    old: Record | None = None
    parent: Record | None = None

    @property
    def after(self) -> Record:
        """The new values of the fields that an update can clear."""
        kept = self.tenant.options.put_omitted == "keep" and self.old
        return (self.old or {}) | self.fields if kept else self.fields


@dataclass(frozen=True)
class Action:
    """An endpoint apart from the usual five: ``POST /networks/connectors/{id}/profile``."""

    name: str
    verb: Verb
    path: str
    act: Act
    since: str = "1.0"
