"""What a release of the API is to the rest of the client: a table of collections."""

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
    """The object that others hang on.

    Attributes:
        field: How a model calls it, such as ``network_id``.
        param: The query parameter that says it.
        always: It is asked for by every request about a single object, not by creates alone.
        in_reply: The vendor's answer about a child says which parent it has.
        embedded_as: The name under which the parent's own answer carries its children along; then a listing
            of the parents answers for the children, too. None where it does not.
    """

    field: str
    param: str
    always: bool = False
    in_reply: bool = True
    embedded_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Collection(Generic[M]):
    """How one kind of object is spoken of on the wire.

    Attributes:
        name: Name of the service and of its operations, such as ``networks``.
        noun: What one of them is called in a message.
        path: Path below the prefix.
        reply: What the vendor sends.
        create: What a create sends; None where there is none.
        update: What an update sends, always the whole object; None where there is none.
        key: Names in the create body that, with the parent, tell one object from the others.
        parent: What they hang on, or None.
        single: There is a request for a single object. Without one, reading means listing.
        paged: The listing comes in pages.
        create_defaults: Sent along with every create, in wire names.
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
        """Make a model of what the vendor sent.

        Raises:
            marshmallow.ValidationError: It is not such an object.
        """
        return cast("M", self.reply.load(payload))

    def write(self, model: M) -> Json:
        """The model as the vendor would send it."""
        return self.reply.write(model)


@dataclass(frozen=True, kw_only=True)
class Api:
    """One release of the API.

    Attributes:
        version: Its number.
        features: What it can do that an earlier one could not, as :data:`FEATURES` names it.
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
"""What the releases differ in, as the vendor's notes on each list it."""
