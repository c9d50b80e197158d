"""The DNS record resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/dns_record.py: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, Unpack

import pulumi

from .._kinds import DNS_RECORD
from .._resource import CommonArgs, IspResource


class DnsRecordArgs(CommonArgs, total=False):
    """Arguments of :class:`DnsRecord`.

    Attributes:
        domain: The domain name, by which it is found. Upper and lower case are equal. Changing it replaces
            the DNS record.
        description: Free text.
        ipv4_addresses: IPv4 addresses of the name, in the order of the answer.
        ipv6_addresses: IPv6 addresses, in the same way.
    """

    domain: Required[pulumi.Input[str]]
    description: pulumi.Input[str]
    ipv4_addresses: pulumi.Input[Sequence[pulumi.Input[str]]]
    ipv6_addresses: pulumi.Input[Sequence[pulumi.Input[str]]]


class DnsRecord(IspResource, kind=DNS_RECORD, args=DnsRecordArgs):
    """A name in the DNS of the private network, with its addresses."""

    domain: pulumi.Output[str]
    description: pulumi.Output[str | None]
    ipv4_addresses: pulumi.Output[Sequence[str] | None]
    ipv6_addresses: pulumi.Output[Sequence[str] | None]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[DnsRecordArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)
