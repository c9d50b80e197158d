"""The IP service resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/ip_service.py: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Required, Unpack

import pulumi

from .._kinds import IP_SERVICE
from .._resource import CommonArgs, IspResource
from .network import Network


class IpServiceArgs(CommonArgs, total=False):
    """Arguments of :class:`IpService`.

    Attributes:
        network_id: The network. If the program gives the network resource, destroying it needs no request for
            this. Changing it replaces the IP service.
        name: Its name, unique among those of the network or host.
        description: Free text. 1 to 255 characters.
        service_types: Well-known services; ``ANY`` means all traffic.
        tcp_ports: TCP ports, each a number or a range such as ``8000-8080``. Their order does not matter.
        udp_ports: UDP ports, in the same way.
        icmp_types: ICMP types, in the same way.
        type: Whether the subnets are the source or the destination of the traffic.
        routes: Its subnets; each must be inside a route of the network. If the program gives the ``subnet``
            of a ``Route``, the route is made first. The order does not matter.
    """

    network_id: Required[Network | pulumi.Input[str | int]]
    name: Required[pulumi.Input[str]]
    description: pulumi.Input[str]
    service_types: pulumi.Input[
        Sequence[
            pulumi.Input[
                Literal[
                    "ANY",
                    "BGP",
                    "DHCP",
                    "DNS",
                    "FTP",
                    "HTTP",
                    "HTTPS",
                    "IMAP",
                    "IMAPS",
                    "NTP",
                    "POP3",
                    "POP3S",
                    "SMTP",
                    "SMTPS",
                    "SNMP",
                    "SSH",
                    "TELNET",
                    "TFTP",
                ]
            ]
        ]
    ]
    tcp_ports: pulumi.Input[Sequence[pulumi.Input[str | int]]]
    udp_ports: pulumi.Input[Sequence[pulumi.Input[str | int]]]
    icmp_types: pulumi.Input[Sequence[pulumi.Input[str | int]]]
    type: Required[pulumi.Input[Literal["IP_SOURCE", "SERVICE_DESTINATION"]]]
    routes: pulumi.Input[Sequence[pulumi.Input[str]]]


class IpService(IspResource, kind=IP_SERVICE, args=IpServiceArgs, references={"network_id": True}):
    """A service at addresses of a network, or traffic from them.

    Access groups can give access to it.
    """

    network_id: pulumi.Output[str]
    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    service_types: pulumi.Output[Sequence[str] | None]
    tcp_ports: pulumi.Output[Sequence[str] | None]
    udp_ports: pulumi.Output[Sequence[str] | None]
    icmp_types: pulumi.Output[Sequence[str] | None]
    type: pulumi.Output[str]
    routes: pulumi.Output[Sequence[str] | None]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[IpServiceArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)
