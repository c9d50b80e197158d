"""What several resources' inputs are made of."""

from __future__ import annotations

import ipaddress
from typing import Any

import marshmallow

from ...core.properties import Text
from ..client.subnets import canonical_subnet


class Subnet(Text):
    """An IPv4 or IPv6 subnet in CIDR form, without host bits."""

    def __init__(self, about: str = "", **options: Any) -> None:
        super().__init__(about, canonical=canonical_subnet, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        try:
            return str(ipaddress.ip_network(text.strip(), strict="/" in text))
        except ValueError:
            pass
        try:
            nearest = ipaddress.ip_network(text.strip(), strict=False)
        except ValueError:
            raise marshmallow.ValidationError(
                "must be an IPv4 or IPv6 subnet such as 10.0.0.0/24 or 2001:db8::/48"
            ) from None
        # What the vendor does with host bits is not known; the plan must not depend on it.
        raise marshmallow.ValidationError(
            f"has bits set outside its /{nearest.prefixlen} mask; write the subnet's first address"
        )
