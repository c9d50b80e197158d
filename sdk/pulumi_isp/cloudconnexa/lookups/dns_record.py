"""Data sources: get_dns_record, get_dns_records.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetDnsRecordResult(Record):
    """A name in the DNS of the private network, with its addresses.

    Attributes:
        id: The id, as the resource has it.
        domain: The domain name, by which it is found. Upper and lower case are equal.
        description: Free text.
        ipv4_addresses: IPv4 addresses of the name, in the order of the answer.
        ipv6_addresses: IPv6 addresses, in the same way.
    """

    id: Field[str] = given()
    domain: Field[str] = given()
    description: Field[str] = given()
    ipv4_addresses: Field[Sequence[str]] = given()
    ipv6_addresses: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetDnsRecordsResult:
    """The answer of :func:`get_dns_records`.

    Attributes:
        dns_records: The DNS records, in the system's order.
    """

    dns_records: Sequence[GetDnsRecordResult]


def get_dns_record(
    *, id: str | None = None, domain: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetDnsRecordResult:
    """One DNS record, by its id or by its domain.

    Args:
        id: Its id. Nothing else is given then.
        domain: The domain name, by which it is found. Upper and lower case are equal.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetDnsRecordResult(answer("get_dns_record", **locals()))


def get_dns_record_output(
    *,
    id: pulumi.Input[str] | None = None,
    domain: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetDnsRecordResult]:
    """:func:`get_dns_record` for arguments that may be Outputs."""
    return later(get_dns_record, **locals())


def get_dns_records(*, connection: str = DEFAULT_CONNECTION) -> GetDnsRecordsResult:
    """The DNS records of the tenant.

    Args:
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_dns_records", **locals())
    return GetDnsRecordsResult([GetDnsRecordResult(row) for row in rows])


def get_dns_records_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetDnsRecordsResult]:
    """:func:`get_dns_records` for arguments that may be Outputs."""
    return later(get_dns_records, **locals())
