"""What a map is made of: objects as a state or a vendor has them, without what must not be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_NAMES: Final = ("name", "username", "subnet", "domain")
"""What objects are called by, each by the first that it has."""


@dataclass(frozen=True)
class Object:
    """One object.

    Attributes:
        kind: Its kind, such as ``calix.Ont``.
        id: Its id at the vendor.
        properties: What is known of it, by the names that a program uses. No secrets.
        port: GPON port that an ONT hangs on, ``shelf/card/port``; None where that is not known.
        reported: What an ONT has reported, if it was asked: ``op_state``, ``derived_states``,
            ``receive_level`` and others of :class:`pulumi_isp_provider.calix.client.models.Ont`.
    """

    kind: str
    id: str
    properties: Mapping[str, Any]
    port: str | None = None
    reported: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What people call it."""
        return next((str(self.properties[key]) for key in _NAMES if self.properties.get(key)), self.id)

    def details(self) -> Iterator[tuple[str, str]]:
        """What is known of it, for people: what it is called, and the value."""
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
