"""The life of a DNS record."""

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
    """What a DNS record takes."""

    domain = Text(
        "The natural key; upper and lower case mean the same.",
        required=True,
        # Whether the vendor changes a record's domain in place, nobody has tried.
        replaces=True,
        canonical=lower_case,
        for_people=True,
    )
    description = Text("Free text.", for_people=True)
    ipv4_addresses = ListOf(
        "IPv4 addresses that the name stands for, in the order of the answer.",
        Address(4),
        canonical=canonical_addresses,
    )
    ipv6_addresses = ListOf("IPv6 addresses, in the same way.", Address(6), canonical=canonical_addresses)

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _some_address(self, _: Any, given: Mapping[str, Any], **__: Any) -> None:
        if not given.get("ipv4_addresses") and not given.get("ipv6_addresses"):
            raise ValidationError(
                "one address at least, of either family, must be declared", "ipv4_addresses"
            )


class DnsRecordLifecycle(Collection["DnsRecord"]):
    """A DNS record. Natural key: its domain."""

    vendor = "cloudconnexa"
    kind = "DnsRecord"
    service = "dns_records"
    about = "A name that the private network's DNS answers, with its addresses."
    schema = DnsRecordInputs
    computed = {}
    natural_key = ("domain",)
