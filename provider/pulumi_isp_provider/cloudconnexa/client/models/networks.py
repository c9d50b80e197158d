"""Networks, their routes and their connectors, with IPsec."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import Model, Part


@dataclass(frozen=True, kw_only=True)
class Route(Model):
    """A subnet that is reached through a network.

    Attributes:
        network_id: The network it belongs to. The vendor never repeats it in a route's own answer.
        type: ``IP_V4`` or ``IP_V6``, derived by the vendor from the subnet.
        subnet: CIDR.
        description: Free text, or None.
    """

    network_id: str | None = None
    type: str | None = None
    subnet: str
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class IkePhase(Part):
    """What is allowed in one phase of IKE.

    Attributes:
        encryption_algorithms: Of ``AES128 AES256 AES128_GCM_16 AES256_GCM_16``.
        integrity_algorithms: Of ``SHA1 SHA2_256 SHA2_384 SHA2_512``.
        diffie_hellman_groups: Of ``G_1 G_2 G_5 G_14 G_15 G_16 G_19 G_20 G_24``.
        lifetime_sec: Seconds until the keys are renewed.
    """

    encryption_algorithms: tuple[str, ...] = ()
    integrity_algorithms: tuple[str, ...] = ()
    diffie_hellman_groups: tuple[str, ...] = ()
    lifetime_sec: int | None = None


@dataclass(frozen=True, kw_only=True)
class IkeRekey(Part):
    """When the keys are renewed.

    Attributes:
        margin_time_sec: Seconds before the end of the lifetime.
        fuzz_percent: By how much that margin may vary.
        replay_window_size: Packets.
    """

    margin_time_sec: int | None = None
    fuzz_percent: int | None = None
    replay_window_size: int | None = None


@dataclass(frozen=True, kw_only=True)
class IkeDeadPeerDetection(Part):
    """What happens when the other side falls silent.

    Attributes:
        timeout_sec: Seconds of silence.
        dead_peer_handling: ``RESTART`` or ``NONE``.
    """

    timeout_sec: int | None = None
    dead_peer_handling: str | None = None


@dataclass(frozen=True, kw_only=True)
class IkeProtocol(Part):
    """The IKE settings of an IPsec connector.

    Attributes:
        protocol_version: ``IKE_V1`` or ``IKE_V2``.
        phase1: Key exchange.
        phase2: Traffic.
        rekey: When keys are renewed.
        dead_peer_detection: What happens when the other side falls silent.
        startup_action: ``START`` or ``ATTACH``.
        auto_initiate: Only on servers from release 1.2.3 on; None elsewhere.
    """

    protocol_version: str | None = None
    phase1: IkePhase | None = None
    phase2: IkePhase | None = None
    rekey: IkeRekey | None = None
    dead_peer_detection: IkeDeadPeerDetection | None = None
    startup_action: str | None = None
    auto_initiate: bool | None = None


@dataclass(frozen=True, kw_only=True)
class IpSecConfig(Part):
    """The IPsec side of a network connector.

    Attributes:
        platform: ``AWS``, ``CISCO``, ``AZURE``, ``GCP`` or ``OTHER``.
        authentication_type: ``SHARED_SECRET`` or ``CERTIFICATE``.
        remote_site_public_ip: Address of the other side.
        pre_shared_key: Secret. Whether the vendor ever sends it back is not known.
        ca_certificate: PEM.
        peer_certificate: PEM.
        remote_gateway_certificate: PEM.
        peer_certificate_private_key: PEM, secret.
        peer_certificate_key_passphrase: Secret.
        hostname: Name of the other side.
        domain: Domain of the other side.
        ike_protocol: IKE settings.
        connector_state: ``ACTIVE`` or ``SUSPENDED``; read-only.
        ca_certificate_file_name: Read-only.
        paired_aws_connector_id: Read-only.
        server_id: Read-only.
    """

    platform: str | None = None
    authentication_type: str | None = None
    remote_site_public_ip: str | None = None
    pre_shared_key: str | None = field(default=None, repr=False)
    ca_certificate: str | None = None
    peer_certificate: str | None = None
    remote_gateway_certificate: str | None = None
    peer_certificate_private_key: str | None = field(default=None, repr=False)
    peer_certificate_key_passphrase: str | None = field(default=None, repr=False)
    hostname: str | None = None
    domain: str | None = None
    ike_protocol: IkeProtocol | None = None
    connector_state: str | None = None
    ca_certificate_file_name: str | None = None
    paired_aws_connector_id: str | None = None
    server_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class NetworkConnector(Model):
    """The machine that joins a network to the tenant.

    Attributes:
        network_id: The network it belongs to; it cannot move.
        name: Name.
        description: Free text, or None.
        vpn_region_id: Region it dials into.
        ip_v4_address: Given by the vendor.
        ip_v6_address: Given by the vendor.
        tunneling_protocol: ``OPENVPN`` or ``IPSEC``; follows the network.
        ipsec_config: Only on connectors of IPsec networks.
        connection_status: ``ONLINE``, ``OFFLINE`` or ``ONLINE_WITH_ISSUES``; None until the first connection.
        licensed: Only on servers from release 1.1.1 on; None elsewhere.
    """

    network_id: str | None = None
    name: str
    description: str | None = None
    vpn_region_id: str | None = None
    ip_v4_address: str | None = None
    ip_v6_address: str | None = None
    tunneling_protocol: str | None = None
    ipsec_config: IpSecConfig | None = None
    connection_status: str | None = None
    licensed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Network(Model):
    """A site.

    Attributes:
        name: Name.
        description: Free text, or None.
        internet_access: ``SPLIT_TUNNEL_ON``, ``SPLIT_TUNNEL_OFF`` (with gateways), ``RESTRICTED_INTERNET``.
        egress: Others may reach the internet through it.
        tunneling_protocol: ``OPENVPN`` or ``IPSEC``.
        gateways_ids: Egress networks that its own internet traffic leaves through.
        routes: Its routes.
        connectors: Its connectors.
        system_subnets: Given by the vendor: one IPv4 /28 and one IPv6 /64.
    """

    name: str
    description: str | None = None
    internet_access: str | None = None
    egress: bool | None = None
    tunneling_protocol: str | None = None
    gateways_ids: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    connectors: tuple[NetworkConnector, ...] = ()
    system_subnets: tuple[str, ...] = ()
