"""The application resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/application.py: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Required, Unpack

import pulumi

from .._kinds import APPLICATION
from .._resource import CommonArgs, IspResource
from .network import Network


class ApplicationArgs(CommonArgs, total=False):
    """Arguments of :class:`Application`.

    Attributes:
        network_id: The network. Given the network itself, destroying it takes this along without another
            request. Changing it replaces the application.
        name: Tells it from the others of its kind there. 1 to 40 characters.
        description: Free text. 1 to 255 characters.
        service_types: Well-known services that belong to it; ``ANY`` stands for all traffic.
        tcp_ports: TCP ports, each a number or a range such as ``8000-8080``; their order means nothing.
        udp_ports: UDP ports, in the same way.
        icmp_types: ICMP types, in the same way.
        domains: Domain names that it is reached by, one at least; order and case mean nothing.
        embedded_ip_domains: Those of ``domains`` in which a name may have an address in it, which it stands
            for.
        exact_match_domains: Those of ``domains`` that mean this name alone, not those below it. From release
            1.2 of the vendor's API on.
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
    domains: Required[pulumi.Input[Sequence[pulumi.Input[str]]]]
    embedded_ip_domains: pulumi.Input[Sequence[pulumi.Input[str]]]
    exact_match_domains: pulumi.Input[Sequence[pulumi.Input[str]]]


class Application(IspResource, kind=APPLICATION, args=ApplicationArgs, references={"network_id": True}):
    """What a network offers under domain names: something to grant access to."""

    network_id: pulumi.Output[str]
    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    service_types: pulumi.Output[Sequence[str] | None]
    tcp_ports: pulumi.Output[Sequence[str] | None]
    udp_ports: pulumi.Output[Sequence[str] | None]
    icmp_types: pulumi.Output[Sequence[str] | None]
    domains: pulumi.Output[Sequence[str]]
    embedded_ip_domains: pulumi.Output[Sequence[str] | None]
    exact_match_domains: pulumi.Output[Sequence[str] | None]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[ApplicationArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)
