"""Users, their devices and their groups."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Model, Part


@dataclass(frozen=True, kw_only=True)
class Platform(Part):
    """What a device runs.

    Attributes:
        os: Operating system.
        version: Its version.
        client_version: Version of the VPN client; servers from release 1.2.0 on.
    """

    os: str | None = None
    version: str | None = None
    client_version: str | None = None


@dataclass(frozen=True, kw_only=True)
class Device(Model):
    """A device of a user.

    Attributes:
        user_id: The user it belongs to; it cannot move.
        name: Name.
        description: Free text, or None.
        client_uuid: Identity of the VPN client on it.
        ip_v4_address: Given by the vendor.
        ip_v6_address: Given by the vendor.
        platform: What it runs; None until it has connected.
        connection_status: ``ONLINE``, ``OFFLINE`` or ``ONLINE_WITH_ISSUES``; None until the first connection.
    """

    user_id: str | None = None
    name: str | None = None
    description: str | None = None
    client_uuid: str | None = None
    ip_v4_address: str | None = None
    ip_v6_address: str | None = None
    platform: Platform | None = None
    connection_status: str | None = None


@dataclass(frozen=True, kw_only=True)
class User(Model):
    """A person who may connect.

    Attributes:
        username: Login name; it cannot be changed.
        first_name: Given name, or None.
        last_name: Family name, or None.
        email: Address for the invitation, or None.
        group_id: The user group.
        secondary_group_ids: Further groups; servers from release 1.1.3 on.
        role: ``OWNER``, ``ADMIN`` or ``MEMBER``.
        status: ``INVITED``, ``ACTIVE``, ``SUSPENDED`` or ``SUSPENDED_IDP``.
        auth_type: ``INTERNAL``, ``SAML``, ``LDAP``, ``GOOGLE``, ``MICROSOFT``, ...; read-only.
        devices: The devices.
        connection_status: ``ONLINE``, ``OFFLINE`` or ``ONLINE_WITH_ISSUES``; None until the first connection.
        licensed: Only on servers from release 1.1.1 on; None elsewhere.
    """

    username: str
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    group_id: str | None = None
    secondary_group_ids: tuple[str, ...] = ()
    role: str | None = None
    status: str | None = None
    auth_type: str | None = None
    devices: tuple[Device, ...] = ()
    connection_status: str | None = None
    licensed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class TunnelBypass(Part):
    """Traffic that stays outside the tunnel; servers from release 1.2.3 on.

    Attributes:
        ipv4_subnets: CIDRs.
    """

    ipv4_subnets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UserGroup(Model):
    """Rules that many users share.

    Attributes:
        name: Name.
        vpn_region_ids: Regions its users may dial into; empty when all are included.
        all_regions_included: All regions, those to come included.
        internet_access: ``SPLIT_TUNNEL_ON``, ``SPLIT_TUNNEL_OFF`` (with gateways), ``RESTRICTED_INTERNET``.
        max_device: Devices each user may have.
        connect_auth: ``NO_AUTH``, ``ON_PRIOR_AUTH`` or ``EVERY_TIME``.
        gateways_ids: Egress networks that the users' internet traffic leaves through.
        system_subnets: Given by the vendor.
        tunnel_bypass: Only on servers from release 1.2.3 on; None elsewhere.
    """

    name: str
    vpn_region_ids: tuple[str, ...] = ()
    all_regions_included: bool | None = None
    internet_access: str | None = None
    max_device: int | None = None
    connect_auth: str | None = None
    gateways_ids: tuple[str, ...] = ()
    system_subnets: tuple[str, ...] = ()
    tunnel_bypass: TunnelBypass | None = None
