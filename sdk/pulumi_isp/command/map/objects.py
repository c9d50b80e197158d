"""The objects of a map, from a state or from a vendor, without secrets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_NAMES: Final = ("name", "username", "subnet", "domain")
"""Properties with an object's name. The first one that the object has is used."""


@dataclass(frozen=True)
class Object:
    """One object.

    Attributes:
        kind: Its kind, such as ``calix.Ont``.
        id: Its id at the vendor.
        properties: Its properties, by their names in a program. No secrets.
        port: The GPON port of an ONT, ``shelf/card/port``; None if it is not known.
        reported: The live half of an ONT, if it was read: ``op_state``, ``derived_states``,
            ``receive_level`` and others of :class:`pulumi_isp_provider.calix.client.models.Ont`.
    """

    kind: str
    id: str
    properties: Mapping[str, Any]
    port: str | None = None
    reported: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name, or its id if it has none."""
        return next((str(self.properties[key]) for key in _NAMES if self.properties.get(key)), self.id)

    def details(self) -> Iterator[tuple[str, str]]:
        """What is known of it, for people: names and values."""
        yield "id", self.id
        if self.port is not None:
            yield "GPON port", self.port
        for name, value in (*self.properties.items(), *self.reported.items()):
            if value not in (None, "", [], (), {}):
                yield name.replace("_", " "), _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    if isinstance(value, Mapping):
        return " ".join(_text(each) for each in value.values() if each not in (None, ""))
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
