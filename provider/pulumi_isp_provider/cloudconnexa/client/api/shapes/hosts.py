"""Hosts and host connectors on the wire (vendor's OpenAPI document of release 1.1.0)."""

from __future__ import annotations

from marshmallow import fields

from ... import models
from ..schema import Body, Reply, Several, choice, parts, text, texts
from .networks import INTERNET_ACCESS


class HostConnectorReply(Reply):
    """A connector of a host."""

    model = models.HostConnector
    id = fields.String(required=True)
    host_id = fields.String(data_key="networkItemId")
    name = fields.String(required=True)
    description = fields.String()
    vpn_region_id = fields.String()
    ip_v4_address = fields.String()
    ip_v6_address = fields.String()
    connection_status = fields.String()
    licensed = fields.Boolean()


class HostConnectorBody(Body):
    """A connector of a host."""

    name = text(required=True)
    description = text()
    vpn_region_id = text()


class HostReply(Reply):
    """A host with its connectors."""

    model = models.Host
    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String()
    internet_access = fields.String()
    domain = fields.String()
    gateways_ids = fields.List(fields.String())
    connectors = Several(HostConnectorReply)
    system_subnets = fields.List(fields.String())


class HostUpdate(Body):
    """What can be changed in a host: its connectors have requests of their own."""

    name = text(required=True)
    description = text()
    internet_access = choice(*INTERNET_ACCESS)
    domain = text()
    gateways_ids = texts()


class HostCreate(HostUpdate):
    """A new host takes its connectors along."""

    connectors = parts(HostConnectorBody)
