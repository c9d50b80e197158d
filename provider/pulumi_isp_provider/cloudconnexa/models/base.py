"""What every object of the vendor has in common."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of an object, without an id of its own."""

    def to_dict(self) -> dict[str, Any]:
        """The whole content as plain values, secrets included."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Model(Part):
    """An object that the vendor keeps under an id.

    Attributes:
        id: Given by the vendor: a lower-case UUID, for VPN regions a short code.
    """

    id: str
