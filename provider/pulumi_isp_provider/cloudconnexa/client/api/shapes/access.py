"""Access groups and location contexts on the wire (vendor's OpenAPI document of release 1.1.0)."""

from __future__ import annotations

from marshmallow import fields

from ... import models
from ..schema import Body, Reply, Several, choice, flag, part, parts, text, texts


class AccessItemReply(Reply):
    """One side of a rule."""

    model = models.AccessItem
    type = fields.String(required=True)
    all_covered = fields.Boolean()
    parent = fields.String()
    children = fields.List(fields.String())


class _AccessItemBody(Body):
    """What both sides of a rule have in common. The vendor wants ``all_covered`` to be said."""

    all_covered = flag()
    parent = text()
    children = texts()


class SourceBody(_AccessItemBody):
    """Who may reach."""

    type = choice("USER_GROUP", "NETWORK_SERVICE", "HOST", required=True)


class DestinationBody(_AccessItemBody):
    """What may be reached."""

    type = choice("USER_GROUP", "NETWORK_SERVICE", "HOST_SERVICE", "PUBLISHED_SERVICE", required=True)


class AccessGroupReply(Reply):
    """An access group."""

    model = models.AccessGroup
    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String()
    source = Several(AccessItemReply)
    destination = Several(AccessItemReply)
    default_group = fields.Boolean()


class AccessGroupBody(Body):
    """An access group; both sides must not be empty."""

    name = text(required=True)
    description = text()
    source = parts(SourceBody)
    destination = parts(DestinationBody)


class AddressRangeReply(Reply):
    """A range of addresses."""

    model = models.AddressRange
    ip = fields.String(required=True)
    description = fields.String()


class IpCheckReply(Reply):
    """Rule by address."""

    model = models.IpCheck
    allowed = fields.Boolean()
    ips = Several(AddressRangeReply)


class CountryCheckReply(Reply):
    """Rule by country."""

    model = models.CountryCheck
    allowed = fields.Boolean()
    countries = fields.List(fields.String())


class DefaultCheckReply(Reply):
    """Rule for everybody else."""

    model = models.DefaultCheck
    allowed = fields.Boolean()


class LocationContextReply(Reply):
    """A location context."""

    model = models.LocationContext
    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String()
    user_groups_ids = fields.List(fields.String())
    ip_check = fields.Nested(IpCheckReply)
    country_check = fields.Nested(CountryCheckReply)
    default_check = fields.Nested(DefaultCheckReply)


class AddressRangeBody(Body):
    """A range of addresses."""

    ip = text(required=True)
    description = text()


class IpCheckBody(Body):
    """Rule by address."""

    allowed = flag()
    ips = parts(AddressRangeBody)


class CountryCheckBody(Body):
    """Rule by country."""

    allowed = flag()
    countries = texts()


class DefaultCheckBody(Body):
    """Rule for everybody else."""

    allowed = flag()


class LocationContextBody(Body):
    """A location context: the default rule, and one by address or by country."""

    name = text(required=True)
    description = text()
    user_groups_ids = texts()
    ip_check = part(IpCheckBody)
    country_check = part(CountryCheckBody)
    default_check = part(DefaultCheckBody)
