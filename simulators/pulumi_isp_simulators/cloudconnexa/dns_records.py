"""DNS records: ``/dns-records``. Mind the lower-case ``v`` in ``ipv4Addresses``."""

from __future__ import annotations

from .declare import Change
from .described import SHAPES
from .errors import invalid
from .family import Family


class DnsRecords(Family):
    """A domain with its addresses, which keep their order and their spelling."""

    kind = "dns-records"
    path = "/dns-records"
    entity = "dnsRecord"
    label = "DNS record"
    name_field = "domain"
    get_since = "1.1.0"
    reply = SHAPES["DnsRecordResponse"]
    create = update = SHAPES["DnsRecordRequest"]

    def check(self, change: Change) -> None:
        """At least one address of either version."""
        if not change.after.get("ipv4Addresses") and not change.after.get("ipv6Addresses"):
            raise invalid("ipv4Addresses", "At least one IPv4 or IPv6 address is needed")


DNS_RECORDS = DnsRecords()
