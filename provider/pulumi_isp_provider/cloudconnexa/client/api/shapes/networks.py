"""Networks, routes, network connectors and IPsec on the wire (vendor's OpenAPI document of release 1.1.0)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from marshmallow import fields, post_load

from ... import models
from ..schema import Body, Json, Reply, Several, choice, choices, flag, number, part, parts, text, texts

INTERNET_ACCESS = ("SPLIT_TUNNEL_ON", "SPLIT_TUNNEL_OFF", "RESTRICTED_INTERNET")
TUNNELING_PROTOCOL = ("OPENVPN", "IPSEC")
ENCRYPTION = ("AES128", "AES256", "AES128_GCM_16", "AES256_GCM_16")
INTEGRITY = ("SHA1", "SHA2_256", "SHA2_384", "SHA2_512")
DIFFIE_HELLMAN = ("G_1", "G_2", "G_5", "G_14", "G_15", "G_16", "G_19", "G_20", "G_24")


class RouteReply(Reply):
    """A route. The vendor leaves out which network it belongs to."""

    model = models.Route
    id = fields.String(required=True)
    type = fields.String()
    subnet = fields.String(required=True)
    description = fields.String()


class RouteBody(Body):
    """A route, written as ``value`` and shown as ``subnet``."""

    value = text(required=True, shown="subnet")
    description = text()


class IkePhaseReply(Reply):
    """One phase of IKE."""

    model = models.IkePhase
    encryption_algorithms = fields.List(fields.String())
    integrity_algorithms = fields.List(fields.String())
    diffie_hellman_groups = fields.List(fields.String())
    lifetime_sec = fields.Integer()


class IkeRekeyReply(Reply):
    """Renewal of keys."""

    model = models.IkeRekey
    margin_time_sec = fields.Integer()
    fuzz_percent = fields.Integer()
    replay_window_size = fields.Integer()


class IkeDeadPeerDetectionReply(Reply):
    """Detection of a dead peer."""

    model = models.IkeDeadPeerDetection
    timeout_sec = fields.Integer()
    dead_peer_handling = fields.String()


class IkeProtocolReply(Reply):
    """IKE settings."""

    model = models.IkeProtocol
    protocol_version = fields.String()
    phase1 = fields.Nested(IkePhaseReply)
    phase2 = fields.Nested(IkePhaseReply)
    rekey = fields.Nested(IkeRekeyReply)
    dead_peer_detection = fields.Nested(IkeDeadPeerDetectionReply)
    startup_action = fields.String()
    auto_initiate = fields.Boolean()


class IpSecConfigReply(Reply):
    """IPsec settings."""

    model = models.IpSecConfig
    platform = fields.String()
    authentication_type = fields.String()
    remote_site_public_ip = fields.String()
    pre_shared_key = fields.String()
    ca_certificate = fields.String()
    peer_certificate = fields.String()
    remote_gateway_certificate = fields.String()
    peer_certificate_private_key = fields.String()
    peer_certificate_key_passphrase = fields.String()
    hostname = fields.String()
    domain = fields.String()
    ike_protocol = fields.Nested(IkeProtocolReply)
    connector_state = fields.String()
    ca_certificate_file_name = fields.String()
    paired_aws_connector_id = fields.String()
    server_id = fields.String()


class IkePhaseBody(Body):
    """One phase of IKE."""

    encryption_algorithms = choices(*ENCRYPTION)
    integrity_algorithms = choices(*INTEGRITY)
    diffie_hellman_groups = choices(*DIFFIE_HELLMAN)
    lifetime_sec = number()


class IkeRekeyBody(Body):
    """Renewal of keys."""

    margin_time_sec = number()
    fuzz_percent = number()
    replay_window_size = number()


class IkeDeadPeerDetectionBody(Body):
    """Detection of a dead peer. The vendor refuses an empty one."""

    timeout_sec = number()
    dead_peer_handling = choice("RESTART", "NONE")


class IkeProtocolBody(Body):
    """IKE settings."""

    protocol_version = choice("IKE_V1", "IKE_V2")
    phase1 = part(IkePhaseBody)
    phase2 = part(IkePhaseBody)
    rekey = part(IkeRekeyBody)
    dead_peer_detection = part(IkeDeadPeerDetectionBody)
    startup_action = choice("START", "ATTACH")
    auto_initiate = flag()


class IpSecConfigBody(Body):
    """IPsec settings."""

    platform = choice("AWS", "CISCO", "AZURE", "GCP", "OTHER")
    authentication_type = choice("SHARED_SECRET", "CERTIFICATE")
    remote_site_public_ip = text()
    pre_shared_key = text(secret=True)
    ca_certificate = text()
    peer_certificate = text()
    remote_gateway_certificate = text()
    peer_certificate_private_key = text(secret=True)
    peer_certificate_key_passphrase = text(secret=True)
    hostname = text()
    domain = text()
    ike_protocol = part(IkeProtocolBody)


class NetworkConnectorReply(Reply):
    """A connector of a network."""

    model = models.NetworkConnector
    id = fields.String(required=True)
    network_id = fields.String(data_key="networkItemId")
    name = fields.String(required=True)
    description = fields.String()
    vpn_region_id = fields.String()
    ip_v4_address = fields.String()
    ip_v6_address = fields.String()
    tunneling_protocol = fields.String()
    ipsec_config = fields.Nested(IpSecConfigReply, data_key="ipSecConfig")
    connection_status = fields.String()
    licensed = fields.Boolean()


class NetworkConnectorBody(Body):
    """A connector of a network; an OpenVPN one needs a region, an IPsec one its settings."""

    name = text(required=True)
    description = text()
    vpn_region_id = text()
    ipsec_config = part(IpSecConfigBody, wire="ipSecConfig")


class NetworkReply(Reply):
    """A network with its routes and connectors."""

    model = models.Network
    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String()
    internet_access = fields.String()
    egress = fields.Boolean()
    tunneling_protocol = fields.String()
    gateways_ids = fields.List(fields.String())
    routes = Several(RouteReply)
    connectors = Several(NetworkConnectorReply)
    system_subnets = fields.List(fields.String())

    @post_load
    def make(self, data: Json, **_: Any) -> models.Network:
        """Make the model; its routes and connectors learn where they belong."""
        network = cast("models.Network", super().make(data))
        return replace(
            network,
            routes=tuple(replace(route, network_id=network.id) for route in network.routes),
            connectors=tuple(replace(connector, network_id=network.id) for connector in network.connectors),
        )


class NetworkUpdate(Body):
    """What can be changed in a network: its routes and connectors have requests of their own."""

    name = text(required=True)
    description = text()
    internet_access = choice(*INTERNET_ACCESS)
    egress = flag()
    tunneling_protocol = choice(*TUNNELING_PROTOCOL)
    gateways_ids = texts()


class NetworkCreate(NetworkUpdate):
    """A new network takes its routes and connectors along."""

    routes = parts(RouteBody)
    connectors = parts(NetworkConnectorBody)
