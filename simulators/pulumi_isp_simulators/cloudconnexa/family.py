"""The common code of all resources: list, get, create, update, delete, driven by declarations.

A resource is a subclass of :class:`Family`. It declares its paths, shapes, parent and references, and
overrides a hook if the vendor does something special.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import ClassVar

from .declare import Action, Change, Parent, Ref
from .errors import invalid, missing, refused
from .records import Table
from .shapes import Field, Issue, Record, Shape
from .tenant import Tenant
from .wire import Answer, Call, Endpoint, accepted, page_of


class Family:
    """One kind of object.

    Attributes:
        kind: Its name in operations, seeds and on the admin side.
        path: Its path below ``/api/v1``.
        entity: Its name in error details, such as ``application``.
        label: Its name in messages, such as ``Application``.
        reply: What a reply shows.
        create: What a create takes.
        update: What an update takes; a full replacement.
        internal: Fields that only the state has.
        parent: Its parent, if any.
        parent_always: Whether every request must name the parent, not only the create.
        name_field: The field with its name for people.
        refs: Fields that hold ids of other objects.
        children: Child kinds, deleted together with this one.
        embedded: Lists of children that a create takes along, by field.
        created_status: Status of a create.
        deleted_status: Status of a delete.
        get_since: First release with a GET by id.
    """

    kind: ClassVar[str]
    path: ClassVar[str]
    entity: ClassVar[str]
    label: ClassVar[str]
    reply: ClassVar[Shape]
    create: ClassVar[Shape]
    update: ClassVar[Shape]
    internal: ClassVar[tuple[Field, ...]] = ()
    parent: ClassVar[Parent | None] = None
    parent_always: ClassVar[bool] = False
    name_field: ClassVar[str | None] = "name"
    refs: ClassVar[tuple[Ref, ...]] = ()
    children: ClassVar[tuple[Family, ...]] = ()
    embedded: ClassVar[Mapping[str, Family]] = {}
    created_status: ClassVar[int] = 201
    deleted_status: ClassVar[int] = 204
    get_since: ClassVar[str] = "1.0"

    # Hooks

    def check(self, change: Change) -> None:
        """Refuse a create or an update that the vendor would refuse."""

    def stored(self, change: Change) -> Record:
        """The fields of a request or a seed, as stored."""
        return change.fields

    def assign(self, tenant: Tenant, record: Record) -> None:
        """Fill in missing fields that the vendor computes."""

    def moved(self, tenant: Tenant, old: Record | None, new: Record | None) -> None:
        """Update derived data after a record was added (no ``old``), replaced or removed (no ``new``)."""

    def check_removal(self, tenant: Tenant, record: Record) -> None:
        """Refuse a delete that the vendor would refuse."""

    def removed(self, tenant: Tenant, record: Record) -> None:
        """Remove references to a removed object."""

    def view(self, tenant: Tenant, record: Record) -> Record:
        """The record with the other fields of its reply: children, computed states."""
        return record

    def actions(self) -> tuple[Action, ...]:
        """Endpoints apart from the usual five."""
        return ()

    # The five operations

    def endpoints(self) -> Iterator[Endpoint]:
        """Every endpoint of this kind."""
        one = self.path + "/{id}"
        yield Endpoint(f"{self.kind}.list", "GET", self.path, self.list_page)
        yield Endpoint(f"{self.kind}.create", "POST", self.path, self.create_one)
        yield Endpoint(f"{self.kind}.get", "GET", one, self.get_one, self.get_since)
        yield Endpoint(f"{self.kind}.update", "PUT", one, self.update_one)
        yield Endpoint(f"{self.kind}.delete", "DELETE", one, self.delete_one)
        for each in self.actions():
            yield Endpoint(f"{self.kind}.{each.name}", each.verb, one + each.path, each.act, each.since)

    def list_page(self, tenant: Tenant, call: Call) -> Answer:
        """A page of the objects; of one parent if the query names it."""
        page, size = call.page()
        parent = (call.query.get(self.parent.query) or None) if self.parent else None
        newest_first = tenant.options.list_order == "newest-first"
        rows, total = self.table(tenant).page(parent, page * size, size, newest_first=newest_first)
        return Answer(200, page_of([self.shown(tenant, row) for row in rows], total, page, size))

    def get_one(self, tenant: Tenant, call: Call) -> Answer:
        """One object."""
        return Answer(200, self.shown(tenant, self.wanted(tenant, call)))

    def create_one(self, tenant: Tenant, call: Call) -> Answer:
        """Create an object, with the children in the request."""
        parent = None
        if self.parent is not None:
            key = call.needed(self.parent.query)
            parent = tenant.find(self.parent.kind, key, self.parent.entity, self.parent.label)
        fields = accepted(tenant, self.create, call)
        self.check_all(Change(tenant, fields, None, parent))
        return Answer(self.created_status, self.shown(tenant, self.add(tenant, fields, parent)))

    def update_one(self, tenant: Tenant, call: Call) -> Answer:
        """Replace the object."""
        old = self.wanted(tenant, call)
        fields = accepted(tenant, self.update, call)
        change = Change(tenant, fields, old, self.parent_of(tenant, old))
        self.check_all(change)
        dropped: set[str] = set()
        if tenant.options.put_omitted == "clear":
            known = [each for each in self.update.fields if each.known(tenant.release)]
            dropped = {each.name for each in known if each.default is None} - fields.keys()
        new = {name: value for name, value in old.items() if name not in dropped}
        new |= self.stored(change)
        self.assign(tenant, new)
        self.replace(tenant, old, new)
        return Answer(200, self.shown(tenant, new))

    def delete_one(self, tenant: Tenant, call: Call) -> Answer:
        """Delete the object and its children."""
        record = self.wanted(tenant, call)
        self.check_removal(tenant, record)
        self.take_out(tenant, record)
        return Answer(self.deleted_status)

    # Parts of these

    def new_table(self) -> Table:
        """An empty table for this kind."""
        return Table(self.parent.field if self.parent else None, self.name_field)

    def table(self, tenant: Tenant) -> Table:
        """The table of this kind."""
        return tenant.tables[self.kind]

    def wanted(self, tenant: Tenant, call: Call) -> Record:
        """The object that the path names, under the parent that the query names."""
        record = tenant.find(self.kind, call.key, self.entity, self.label)
        if self.parent is not None and self.parent_always:
            parent = call.needed(self.parent.query)
            if record[self.parent.field] != parent:
                raise missing(tenant.options, self.entity, self.label, call.key)
        return record

    def parent_of(self, tenant: Tenant, record: Record) -> Record | None:
        """The parent of the object."""
        return tenant.tables[self.parent.kind].get(record[self.parent.field]) if self.parent else None

    def check_all(self, change: Change) -> None:
        """Check the common rules, then those of the kind."""
        tenant, fields = change.tenant, change.fields
        for ref in self.refs:
            value = fields.get(ref.field)
            for key in value if isinstance(value, list) else [] if value is None else [value]:
                tenant.find(ref.kind, key, ref.entity, ref.label)
        taken = self.name_taken(tenant, fields, change.old)
        if taken is not None:
            raise refused([taken], status=tenant.options.conflict_status)
        self.check(change)
        for name, child in self.embedded.items():
            for entry in fields.get(name, ()):
                child.check_all(Change(tenant, entry, None, fields | {"id": ""}))

    def name_taken(self, tenant: Tenant, fields: Record, old: Record | None) -> Issue | None:
        """The error if another object has the name and names are unique."""
        if self.name_field is None or self.kind not in tenant.options.unique_keys:
            return None
        name = fields.get(self.name_field)
        holder = None if name is None else self.table(tenant).named(name)
        if holder is None or (old is not None and name == old.get(self.name_field)):
            return None
        return Issue(self.name_field, f"{self.label} with {self.name_field} {name} already exists")

    def defaults(self) -> Record:
        """The server's values for fields that a create leaves out."""
        return {each.name: each.default for each in self.create.fields if each.default is not None}

    def add(self, tenant: Tenant, fields: Record, parent: Record | None) -> Record:
        """Add a checked object and its children to the state."""
        children = {name: fields[name] for name in self.embedded if name in fields}
        own = {name: value for name, value in fields.items() if name not in children}
        record = {"id": str(uuid.uuid4())} | self.defaults() | self.stored(Change(tenant, own, None, parent))
        if self.parent is not None and parent is not None:
            record[self.parent.field] = parent["id"]
        self.assign(tenant, record)
        self.table(tenant).put(record)
        self.moved(tenant, None, record)
        for name, entries in children.items():
            for entry in entries:
                self.embedded[name].add(tenant, entry, record)
        return record

    def replace(self, tenant: Tenant, old: Record, new: Record) -> None:
        """Replace an object by the changed one."""
        self.table(tenant).put(new)
        self.moved(tenant, old, new)

    def take_out(self, tenant: Tenant, record: Record) -> None:
        """Remove an object and its children from the state."""
        for child in self.children:
            for each in child.table(tenant).under(record["id"]):
                child.take_out(tenant, each)
        self.table(tenant).remove(record["id"])
        self.moved(tenant, record, None)
        self.removed(tenant, record)

    def shown(self, tenant: Tenant, record: Record) -> Record:
        """The reply for one object."""
        out: Record = self.reply.writer(tenant.release)(self.view(tenant, record))
        return out

    def children_shown(self, tenant: Tenant, record: Record) -> Record:
        """The embedded lists of children, as :meth:`view` adds them."""
        return {
            name: [child.view(tenant, each) for each in child.table(tenant).under(record["id"])]
            for name, child in self.embedded.items()
        }


class Addressed(Family):
    """A kind whose objects have their own system subnets."""

    def assign(self, tenant: Tenant, record: Record) -> None:
        """The next pair of system subnets, unless a seed gave one."""
        if "systemSubnets" not in record:
            subnets = tenant.subnets[self.kind].take()
            if subnets is None:
                raise invalid("", "No system subnet is left")
            record["systemSubnets"] = subnets

    def moved(self, tenant: Tenant, old: Record | None, new: Record | None) -> None:
        """Free the system subnets of a removed object."""
        if old is not None:
            tenant.subnets[self.kind].free(old["systemSubnets"])
        if new is not None:
            tenant.subnets[self.kind].reserve(new["systemSubnets"])
