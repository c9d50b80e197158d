"""Users, devices and user groups on the wire (vendor's OpenAPI document of release 1.1.0).

Members of later releases are included if an update would otherwise lose them: an update replaces the whole
object, and the server may be newer than the selected release.
"""

from __future__ import annotations

from marshmallow import fields

from ... import models
from ..schema import Body, Reply, Several, choice, flag, number, part, parts, text, texts
from .networks import INTERNET_ACCESS


class PlatformReply(Reply):
    """What a device runs."""

    model = models.Platform
    os = fields.String()
    version = fields.String()
    client_version = fields.String()


class DeviceReply(Reply):
    """A device."""

    model = models.Device
    id = fields.String(required=True)
    user_id = fields.String()
    name = fields.String()
    description = fields.String()
    client_uuid = fields.String(data_key="clientUUID")
    ip_v4_address = fields.String()
    ip_v6_address = fields.String()
    platform = fields.Nested(PlatformReply)
    connection_status = fields.String()


class DeviceBody(Body):
    """A device."""

    name = text(required=True)
    description = text()
    client_uuid = text(wire="clientUUID")


class UserReply(Reply):
    """A user with the devices."""

    model = models.User
    id = fields.String(required=True)
    username = fields.String(required=True)
    first_name = fields.String()
    last_name = fields.String()
    email = fields.String()
    group_id = fields.String()
    secondary_group_ids = fields.List(fields.String())
    role = fields.String()
    status = fields.String()
    auth_type = fields.String()
    devices = Several(DeviceReply)
    connection_status = fields.String()
    licensed = fields.Boolean()


class _UserBody(Body):
    """What creating and updating a user have in common."""

    first_name = text()
    last_name = text()
    email = text()
    group_id = text(required=True)
    secondary_group_ids = texts()
    role = choice("OWNER", "MEMBER", "ADMIN")


class UserCreate(_UserBody):
    """A new user; the vendor sends the invitation."""

    username = text(required=True)
    devices = parts(DeviceBody)


class UserUpdate(_UserBody):
    """The changeable fields of a user. An empty status is refused, so the present one is sent."""

    status = choice("INVITED", "ACTIVE", "SUSPENDED", "SUSPENDED_IDP")


class TunnelBypassReply(Reply):
    """Traffic outside the tunnel."""

    model = models.TunnelBypass
    ipv4_subnets = fields.List(fields.String())


class TunnelBypassBody(Body):
    """Traffic outside the tunnel."""

    ipv4_subnets = texts()


class UserGroupReply(Reply):
    """A user group."""

    model = models.UserGroup
    id = fields.String(required=True)
    name = fields.String(required=True)
    vpn_region_ids = fields.List(fields.String())
    all_regions_included = fields.Boolean()
    internet_access = fields.String()
    max_device = fields.Integer()
    connect_auth = fields.String()
    gateways_ids = fields.List(fields.String())
    system_subnets = fields.List(fields.String())
    tunnel_bypass = fields.Nested(TunnelBypassReply)


class UserGroupBody(Body):
    """A user group: regions are listed, or all are included."""

    name = text(required=True)
    vpn_region_ids = texts()
    all_regions_included = flag()
    internet_access = choice(*INTERNET_ACCESS)
    max_device = number()
    connect_auth = choice("NO_AUTH", "ON_PRIOR_AUTH", "EVERY_TIME")
    gateways_ids = texts()
    tunnel_bypass = part(TunnelBypassBody)
