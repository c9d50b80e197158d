"""The traffic of an IP service or an application."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from marshmallow import ValidationError

from ...core.properties import Choice, Identifier, InputSchema, ListOf, Text, as_set
from ...core.records import Properties
from .collection import Nested

if TYPE_CHECKING:
    from ..client.models import NumberRange, ServiceConfig

_CUSTOM = "CUSTOM"
"""The vendor's word for own ports and types. Declarations do not contain it."""
_PROTOCOLS: Final[Mapping[str, tuple[str, str]]] = {
    "tcp_ports": ("TCP", "port"),
    "udp_ports": ("UDP", "port"),
    "icmp_types": ("ICMP", "icmp_type"),
}
"""For each property: the vendor's protocol, and the field with the numbers."""


class NumbersFromTo(Identifier):
    """A number, or a range such as ``80-90`` with both ends included.

    Args:
        highest: The highest allowed number.
    """

    takes = "str | int"

    def __init__(self, highest: int) -> None:
        self._highest = highest
        super().__init__()

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs)
        found = _FROM_TO.fullmatch(text)
        first, last = _ends(text) if found else (1, 0)
        if not first <= last <= self._highest:
            raise ValidationError(f"must be a number from 0 to {self._highest}, or a range such as 8000-8080")
        return text


_FROM_TO = re.compile(r"\d{1,5}(-\d{1,5})?")


def _ends(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _as_ranges(numbers: Sequence[Any]) -> frozenset[str]:
    """The numbers in one spelling: 80-81 is the same as 80 and 81."""
    texts = {str(each) for each in numbers if isinstance(each, (str, int))}
    joined: list[tuple[int, int]] = []
    for first, last in sorted(_ends(text) for text in texts if _FROM_TO.fullmatch(text)):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    # A value that is not valid stays unchanged.
    others = [each for each in numbers if not _FROM_TO.fullmatch(str(each))]
    return as_set([*joined, *others])


class TrafficInputs(InputSchema):
    """The properties of an IP service or application, apart from its network or host and its addresses."""

    name = Text("Its name, unique among those of the network or host.", required=True, for_people=True)
    description = Text("Free text.", longest=255, for_people=True)
    service_types = ListOf(
        "Well-known services; ``ANY`` means all traffic.",
        Choice(
            "",
            *("ANY", "BGP", "DHCP", "DNS", "FTP", "HTTP", "HTTPS", "IMAP", "IMAPS", "NTP", "POP3", "POP3S"),
            *("SMTP", "SMTPS", "SNMP", "SSH", "TELNET", "TFTP"),
        ),
        canonical=as_set,
    )
    tcp_ports = ListOf(
        "TCP ports, each a number or a range such as ``8000-8080``. Their order does not matter.",
        NumbersFromTo(65535),
        canonical=_as_ranges,
    )
    udp_ports = ListOf("UDP ports, in the same way.", NumbersFromTo(65535), canonical=_as_ranges)
    icmp_types = ListOf("ICMP types, in the same way.", NumbersFromTo(255), canonical=_as_ranges)


def _read(config: ServiceConfig | None) -> Properties:
    types, customs = (config.service_types, config.custom_service_types) if config else ((), ())
    found: Properties = {"service_types": [word for word in types if word != _CUSTOM]}
    for name, (protocol, numbers) in _PROTOCOLS.items():
        ranges = [
            each for custom in customs if custom.protocol == protocol for each in getattr(custom, numbers)
        ]
        found[name] = list(map(_shown, ranges))
    return found


def _shown(numbers: NumberRange) -> str:
    if numbers.value is not None:
        return str(numbers.value)
    if numbers.lower_value == numbers.upper_value:
        return str(numbers.lower_value)
    return f"{numbers.lower_value}-{numbers.upper_value}"


def _write(properties: Properties, _: ServiceConfig | None) -> Any:
    custom = [
        {"protocol": protocol, numbers: list(_sent(properties[name]))}
        for name, (protocol, numbers) in _PROTOCOLS.items()
        if properties[name]
    ]
    words = [*(properties["service_types"] or ()), *([_CUSTOM] if custom else [])]
    return {"service_types": words, "custom_service_types": custom} if words else None


def _sent(numbers: Iterable[str]) -> Iterable[Mapping[str, int]]:
    for first, last in map(_ends, numbers):
        yield {"value": first} if first == last else {"lower_value": first, "upper_value": last}


TRAFFIC: Final = Nested("config", ("service_types", *_PROTOCOLS), _read, _write)
