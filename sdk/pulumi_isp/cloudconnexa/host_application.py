"""The host application resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/host_application.py: change
that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Required, Unpack

import pulumi

from .._kinds import HOST_APPLICATION
from .._resource import CommonArgs, IspResource
from .host import Host


class HostApplicationArgs(CommonArgs, total=False):
    """Arguments of :class:`HostApplication`.

    Attributes:
        host_id: The host. If the program gives the host resource, destroying the host needs no request for
            this. Changing it replaces the host application.
        name: Its name, unique in the network or host. 1 to 40 characters.
        description: Free text. 1 to 255 characters.
        service_types: Well-known services; ``ANY`` means all traffic.
        tcp_ports: TCP ports, each a number or a range such as ``8000-8080``. Their order does not matter.
        udp_ports: UDP ports, in the same way.
        icmp_types: ICMP types, in the same way.
        domains: Its domain names, at least one. Order and case do not matter.
        embedded_ip_domains: The names in ``domains`` where a name that contains an IP address resolves to it.
    """

    host_id: Required[Host | pulumi.Input[str | int]]
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
    domains: Required[pulumi.Input[Sequence[pulumi.Input[str]]]]
    embedded_ip_domains: pulumi.Input[Sequence[pulumi.Input[str]]]


class HostApplication(
    IspResource, kind=HOST_APPLICATION, args=HostApplicationArgs, references={"host_id": True}
):
    """A service of a host with domain names, to which access groups can give access."""

    host_id: pulumi.Output[str]
    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    service_types: pulumi.Output[Sequence[str] | None]
    tcp_ports: pulumi.Output[Sequence[str] | None]
    udp_ports: pulumi.Output[Sequence[str] | None]
    icmp_types: pulumi.Output[Sequence[str] | None]
    domains: pulumi.Output[Sequence[str]]
    embedded_ip_domains: pulumi.Output[Sequence[str] | None]

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[HostApplicationArgs],
    ) -> None:
        super().__init__(resource_name, opts, **args)
