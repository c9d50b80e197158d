"""A release of the API: a table of collections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from ..models import (
    AccessGroup,
    Application,
    Device,
    DnsRecord,
    Host,
    HostApplication,
    HostConnector,
    HostIpService,
    IpService,
    LocationContext,
    Model,
    Network,
    NetworkConnector,
    Route,
    Session,
    User,
    UserGroup,
    VpnRegion,
)
from .schema import Body, Json, Reply
from .settings import SETTINGS, Setting

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Parent:
    """The parent of the objects of a collection.

    Attributes:
        field: Its name in a model, such as ``network_id``.
        param: Its query parameter.
        always: Every request about a single object needs it, not only creates.
        in_reply: The vendor's answer about a child contains its parent.
        embedded_as: The name of the children in the parent's own answer; then a listing of the parents
            contains the children too. None if it does not contain them.
    """

    field: str
    param: str
    always: bool = False
    in_reply: bool = True
    embedded_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Collection(Generic[M]):
    """One kind of object on the wire.

    Attributes:
        name: Name of the service and of its operations, such as ``networks``.
        noun: The noun for one object in messages.
        path: Path below the prefix.
        reply: The schema of replies.
        create: The schema of a create's body; None if there is no create.
        update: The schema of an update's body, always the whole object; None if there is no update.
        key: Names in the create body that, together with the parent, identify an object.
        parent: Their parent, or None.
        single: There is a request for a single object. Otherwise the client lists to read one.
        paged: The listing comes in pages.
        create_defaults: Defaults that are sent with every create, by wire names.
        id_names: Names under which callers may filter by id.
        switched: They can be suspended, and activated again.
    """

    name: str
    noun: str
    path: str
    reply: Reply
    create: Body | None = None
    update: Body | None = None
    key: tuple[str, ...] = ("name",)
    parent: Parent | None = None
    single: bool = True
    paged: bool = True
    create_defaults: Mapping[str, Any] = field(default_factory=dict)
    id_names: frozenset[str] = frozenset({"id"})
    switched: bool = False

    def parse(self, payload: Any) -> M:
        """Make a model from a reply.

        Raises:
            marshmallow.ValidationError: It is not such an object.
        """
        return cast("M", self.reply.load(payload))

    def write(self, model: M) -> Json:
        """The model in the form of a reply."""
        return self.reply.write(model)


@dataclass(frozen=True, kw_only=True)
class Api:
    """One release of the API.

    Attributes:
        version: Its number.
        features: Its features that earlier releases lack, see :data:`FEATURES`.
        settings: The tenant's settings by name.
    """

    version: str
    features: frozenset[str] = frozenset()
    networks: Collection[Network]
    routes: Collection[Route]
    connectors: Collection[NetworkConnector]
    hosts: Collection[Host]
    host_connectors: Collection[HostConnector]
    users: Collection[User]
    devices: Collection[Device]
    user_groups: Collection[UserGroup]
    dns_records: Collection[DnsRecord]
    ip_services: Collection[IpService]
    host_ip_services: Collection[HostIpService]
    applications: Collection[Application]
    host_applications: Collection[HostApplication]
    access_groups: Collection[AccessGroup]
    location_contexts: Collection[LocationContext]
    vpn_regions: Collection[VpnRegion]
    sessions: Collection[Session]
    settings: Mapping[str, Setting] = field(default_factory=lambda: SETTINGS)


FEATURES: Mapping[str, str] = {
    "dns_records.get": "a request for a single DNS record",
    "user_groups.get": "a request for a single user group",
    "host_ip_services.without_routing": "IP services of hosts without type and routes",
    "users.switch": "requests that suspend a user, and activate one again",
    "connectors.switch": "requests that suspend a connector of a network or host, and activate one again",
    "settings.ip_allocation_mode": "a setting for a tenant without IPv6",
}
"""The differences between releases, from the vendor's release notes."""
