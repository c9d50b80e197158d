"""The lifecycle of a DNS record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, validates_schema

from ...core.properties import InputSchema, ListOf, Text
from .collection import Collection
from .fields import Address, canonical_addresses, lower_case

if TYPE_CHECKING:
    from ..client.models import DnsRecord


class DnsRecordInputs(InputSchema):
    """The properties of a DNS record."""

    domain = Text(
        "The domain name, by which it is found. Upper and lower case are equal.",
        required=True,
        # It is not known whether the vendor can change the domain of a record.
        replaces=True,
        canonical=lower_case,
        for_people=True,
    )
    description = Text("Free text.", for_people=True)
    ipv4_addresses = ListOf(
        "IPv4 addresses of the name, in the order of the answer.",
        Address(4),
        canonical=canonical_addresses,
    )
    ipv6_addresses = ListOf("IPv6 addresses, in the same way.", Address(6), canonical=canonical_addresses)

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _some_address(self, _: Any, given: Mapping[str, Any], **__: Any) -> None:
        if not given.get("ipv4_addresses") and not given.get("ipv6_addresses"):
            raise ValidationError("declare at least one IPv4 or IPv6 address", "ipv4_addresses")


class DnsRecordLifecycle(Collection["DnsRecord"]):
    """A DNS record. Natural key: its domain."""

    vendor = "cloudconnexa"
    kind = "DnsRecord"
    service = "dns_records"
    about = "A name in the DNS of the private network, with its addresses."
    schema = DnsRecordInputs
    computed = {}
    natural_key = ("domain",)
