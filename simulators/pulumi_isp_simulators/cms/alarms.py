"""Standing alarms of a node. They come from the seed and are printed as recorded; none arises by itself."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..core.vendor import SeedError
from .xmlio import Element, leaf, tag

_FIELDS: Final[Mapping[str, type]] = {
    "type": str,
    "id": dict,
    "alarm-type": str,
    "severity": str,
    "sa": bool,
    "occur-time": int,
    "occur-time-nsec": int,
    "text": str,
    "suppr": bool,
}
_LATEST: Final = 2**32
_SEVERITIES: Final = ("crit", "maj", "min", "warn", "info")


@dataclass(frozen=True)
class Alarm:
    """One alarm.

    Attributes:
        type: The type of its object.
        key: Names and texts of that object's id elements.
        kind: The ``alarm-type``, such as ``ueq``.
        severity: ``crit``, ``maj``, ``min``, ``warn`` or ``info``.
        affects_service: The ``sa`` flag.
        seconds: When it arose, in seconds since the epoch.
        nanoseconds: The fraction of the second.
        text: Its text.
        suppressed: The ``suppr`` flag.
    """

    type: str
    key: tuple[tuple[str, str], ...]
    kind: str
    severity: str
    affects_service: bool
    seconds: int
    nanoseconds: int
    text: str
    suppressed: bool


def read_alarm(given: object, now: float) -> Alarm:
    """The alarm in a seed.

    Raises:
        SeedError: It is not one; the message begins with the field.
    """
    if not isinstance(given, Mapping):
        raise SeedError("alarm: must be an object")
    for name, value in given.items():
        if name not in _FIELDS:
            raise SeedError(f"{name}: is not known; allowed are {', '.join(_FIELDS)}")
        if type(value) is not _FIELDS[name]:
            raise SeedError(f"{name}: must be of type {_FIELDS[name].__name__}")
    for name in ("type", "id", "alarm-type"):
        if name not in given:
            raise SeedError(f"{name}: is required")
    for name in given["id"]:
        if re.fullmatch(r"[a-z][a-z0-9-]*", str(name)) is None:
            raise SeedError(f"id: {name!r} is no element of an id")
    if not 0 <= given.get("occur-time", 0) <= _LATEST or not 0 <= given.get("occur-time-nsec", 0) < 10**9:
        raise SeedError("occur-time: must be seconds since the epoch, and less than a second of nanoseconds")
    severity = given.get("severity", "min")
    if severity not in _SEVERITIES:
        raise SeedError(f"severity: must be one of {', '.join(_SEVERITIES)}")
    return Alarm(
        type=given["type"],
        key=tuple((str(name), str(value)) for name, value in given["id"].items()),
        kind=given["alarm-type"],
        severity=severity,
        affects_service=given.get("sa", False),
        seconds=given.get("occur-time", int(now)),
        nanoseconds=given.get("occur-time-nsec", 0),
        text=given.get("text", ""),
        suppressed=given.get("suppr", False),
    )


def dump_alarm(alarm: Alarm) -> dict[str, Any]:
    """The alarm in the seed format."""
    return {
        "type": alarm.type,
        "id": dict(alarm.key),
        "alarm-type": alarm.kind,
        "severity": alarm.severity,
        "sa": alarm.affects_service,
        "occur-time": alarm.seconds,
        "occur-time-nsec": alarm.nanoseconds,
        "text": alarm.text,
        "suppr": alarm.suppressed,
    }


def listed(alarms: Sequence[Alarm], arguments: Element) -> Iterator[str]:
    """The alarms after ``start-instance`` and ``after-alarm``; none if that one is gone (ASSUMED)."""
    start = arguments.child("start-instance")
    first = 0
    if start is not None:
        id_element = start.child("id") or Element("id", {})
        key = tuple((part.name, part.value) for part in id_element.children)
        wanted = (start.text_of("type"), key, arguments.text_of("after-alarm"))
        found = [(alarm.type, alarm.key, alarm.kind) for alarm in alarms]
        first = found.index(wanted) + 1 if wanted in found else len(alarms)
    return (_render(alarm) for alarm in alarms[first:])


def _render(alarm: Alarm) -> str:
    at = time.gmtime(alarm.seconds)
    hundredths = alarm.nanoseconds // 10_000_000
    return tag(
        "alarm",
        tag(
            "object",
            leaf("type", alarm.type) + tag("id", "".join(leaf(name, text) for name, text in alarm.key)),
        )
        + leaf("alarm-type", alarm.kind)
        + leaf("severity", alarm.severity)
        + leaf("sa", _flag(alarm.affects_service))
        + leaf("occur-time", str(alarm.seconds))
        + leaf("occur-time-nsec", str(alarm.nanoseconds))
        + leaf("occur-time-string", f"{time.strftime('%Y/%m/%d %H:%M:%S', at)}.{hundredths:02d}")
        + leaf("text", alarm.text)
        + leaf("suppr", _flag(alarm.suppressed))
        + tag("sec-object"),
    )


def _flag(value: bool) -> str:
    return "true" if value else "false"
