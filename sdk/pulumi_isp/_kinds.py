"""What a program, and a policy, know of each kind of resource without loading the provider.

Made by `make generate` from provider/pulumi_isp_provider/*/resources/: change that.
What stands here of a kind is in users' state, and never changes.
"""

from __future__ import annotations

from typing import Final

from ._kind import Kind

ONT: Final = Kind(
    "calix",
    "Ont",
    "gASVLwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMCENhbGl4T250lJOUKVKULg==",
    texts=("subscriber_id", "description"),
    replacing=("connection", "network_name", "ont_id"),
    told_by_id=("network_name", "ont_id"),
    proofs=("serial_number", "reg_id", "subscriber_id"),
)
ETHERNET_SERVICE: Final = Kind(
    "calix",
    "EthernetService",
    "gASVOwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMFENhbGl4RXRoZXJuZXRTZXJ2aWNllJOUKVKULg==",
    texts=("description",),
    replacing=("connection", "ont", "port_kind", "port", "service_id"),
    told_by_id=("ont", "port_kind", "port", "service_id"),
    proofs=("ont_serial_number", "ont_reg_id", "ont_subscriber_id"),
    proven_by="ont",
)
VLAN: Final = Kind(
    "calix",
    "Vlan",
    "gASVMAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMCUNhbGl4VmxhbpSTlClSlC4=",
    texts=("name",),
    replacing=("connection", "network_name", "vlan_id"),
    told_by_id=("network_name", "vlan_id"),
    proofs=("name",),
)
VLAN_MEMBER: Final = Kind(
    "calix",
    "VlanMember",
    "gASVNgAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMD0NhbGl4Vmxhbk1lbWJlcpSTlClSlC4=",
    replacing=("connection", "vlan", "interface", "member_id"),
    told_by_id=("vlan", "member_id"),
    proofs=("interface",),
)
ONT_ETHERNET_PORT: Final = Kind(
    "calix",
    "OntEthernetPort",
    "gASVOwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMFENhbGl4T250RXRoZXJuZXRQb3J0lJOUKVKULg==",
    texts=("subscriber_id", "description"),
    replacing=("connection", "ont", "port_kind", "port"),
    told_by_id=("ont", "port_kind", "port"),
    proofs=("ont_serial_number", "ont_reg_id", "ont_subscriber_id"),
    proven_by="ont",
)
NETWORK: Final = Kind(
    "cloudconnexa",
    "Network",
    "gASVOgAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SME0Nsb3VkQ29ubmV4YU5ldHdvcmuUk5QpUpQu",
    texts=("name", "description", "routes.description", "connectors.name", "connectors.description"),
    replacing=("connection",),
)
ROUTE: Final = Kind(
    "cloudconnexa",
    "Route",
    "gASVOAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMEUNsb3VkQ29ubmV4YVJvdXRllJOUKVKULg==",
    texts=("description",),
    replacing=("connection", "network_id", "subnet"),
)
USER: Final = Kind(
    "cloudconnexa",
    "User",
    "gASVNwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMEENsb3VkQ29ubmV4YVVzZXKUk5QpUpQu",
    texts=("username", "first_name", "last_name"),
    replacing=("connection", "username"),
)
USER_GROUP: Final = Kind(
    "cloudconnexa",
    "UserGroup",
    "gASVPAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMFUNsb3VkQ29ubmV4YVVzZXJHcm91cJSTlClSlC4=",
    texts=("name",),
    replacing=("connection",),
)
DNS_RECORD: Final = Kind(
    "cloudconnexa",
    "DnsRecord",
    "gASVPAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMFUNsb3VkQ29ubmV4YURuc1JlY29yZJSTlClSlC4=",
    texts=("domain", "description"),
    replacing=("connection", "domain"),
)
HOST: Final = Kind(
    "cloudconnexa",
    "Host",
    "gASVNwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMEENsb3VkQ29ubmV4YUhvc3SUk5QpUpQu",
    texts=("name", "description", "domain"),
    replacing=("connection",),
)
HOST_CONNECTOR: Final = Kind(
    "cloudconnexa",
    "HostConnector",
    "gASVQAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMGUNsb3VkQ29ubmV4YUhvc3RDb25uZWN0b3KUk5QpUpQu",
    texts=("name", "description"),
    replacing=("connection", "host_id"),
)
NETWORK_CONNECTOR: Final = Kind(
    "cloudconnexa",
    "NetworkConnector",
    "gASVQwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMHENsb3VkQ29ubmV4YU5ldHdvcmtDb25uZWN0b3KUk5QpUpQu",
    texts=("name", "description"),
    replacing=("connection", "network_id"),
)
LOCATION_CONTEXT: Final = Kind(
    "cloudconnexa",
    "LocationContext",
    "gASVQgAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMG0Nsb3VkQ29ubmV4YUxvY2F0aW9uQ29udGV4dJSTlClSlC4=",
    texts=("name", "description"),
    replacing=("connection",),
)
ACCESS_GROUP: Final = Kind(
    "cloudconnexa",
    "AccessGroup",
    "gASVPgAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMF0Nsb3VkQ29ubmV4YUFjY2Vzc0dyb3VwlJOUKVKULg==",
    texts=("name", "description"),
    replacing=("connection",),
)
IP_SERVICE: Final = Kind(
    "cloudconnexa",
    "IpService",
    "gASVPAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMFUNsb3VkQ29ubmV4YUlwU2VydmljZZSTlClSlC4=",
    texts=("name", "description"),
    replacing=("connection", "network_id"),
)
HOST_IP_SERVICE: Final = Kind(
    "cloudconnexa",
    "HostIpService",
    "gASVQAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMGUNsb3VkQ29ubmV4YUhvc3RJcFNlcnZpY2WUk5QpUpQu",
    texts=("name", "description"),
    replacing=("connection", "host_id"),
)
APPLICATION: Final = Kind(
    "cloudconnexa",
    "Application",
    "gASVPgAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMF0Nsb3VkQ29ubmV4YUFwcGxpY2F0aW9ulJOUKVKULg==",
    texts=("name", "description"),
    replacing=("connection", "network_id"),
)
HOST_APPLICATION: Final = Kind(
    "cloudconnexa",
    "HostApplication",
    "gASVQgAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMG0Nsb3VkQ29ubmV4YUhvc3RBcHBsaWNhdGlvbpSTlClSlC4=",
    texts=("name", "description"),
    replacing=("connection", "host_id"),
)
DEVICE: Final = Kind(
    "cloudconnexa",
    "Device",
    "gASVOQAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMEkNsb3VkQ29ubmV4YURldmljZZSTlClSlC4=",
    texts=("name", "description"),
    replacing=("connection", "user_id"),
)
TENANT_SETTINGS: Final = Kind(
    "cloudconnexa",
    "TenantSettings",
    "gASVQQAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMGkNsb3VkQ29ubmV4YVRlbmFudFNldHRpbmdzlJOUKVKULg==",
    replacing=("connection",),
)

KINDS: Final = (
    ONT,
    ETHERNET_SERVICE,
    VLAN,
    VLAN_MEMBER,
    ONT_ETHERNET_PORT,
    NETWORK,
    ROUTE,
    USER,
    USER_GROUP,
    DNS_RECORD,
    HOST,
    HOST_CONNECTOR,
    NETWORK_CONNECTOR,
    LOCATION_CONTEXT,
    ACCESS_GROUP,
    IP_SERVICE,
    HOST_IP_SERVICE,
    APPLICATION,
    HOST_APPLICATION,
    DEVICE,
    TENANT_SETTINGS,
)
"""All of them."""
