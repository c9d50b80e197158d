"""WHMCS itself: its servers and its version."""

from __future__ import annotations

from functools import cached_property

from ...core.answers import Field, Record
from . import record


class ServerLoad(Record):
    """The load of a server.

    Attributes:
        active_services: Number of services on it.
        allowed_services: Maximum number of services; 0 means no limit.
        percent_used: ``active_services`` in percent of ``allowed_services``.
    """

    active_services = record.optional_number("activeServices")
    allowed_services = record.optional_number("maxAllowedServices")
    percent_used = record.optional_number("percentUsed")


class Server(Record):
    """A server on which WHMCS provisions. Its credentials and its access hash never leave the client.

    Attributes:
        id: Server id.
        name: Its name.
        hostname: Its host name.
        ip_address: Its address.
        active: WHMCS uses it.
        module: System name of its provisioning module.
        load: Its load; None unless requested.
    """

    id = record.number("id")
    name = record.display("name")
    hostname = record.text("hostname")
    ip_address = record.text("ipaddress")
    active = record.flag("active")
    module = record.text("module")
    load: Field[ServerLoad | None] = Field(ServerLoad.parse)

    @cached_property
    def steady(self) -> Server:
        """The same without its load."""
        return self.replace(load=None)


class Version(Record):
    """The version of a WHMCS (8.0 and later).

    Attributes:
        version: Such as ``8.13.3``.
        canonical_version: Such as ``8.13.3-release.1``.
    """

    version = record.text("version")
    canonical_version = record.text("canonicalversion")
