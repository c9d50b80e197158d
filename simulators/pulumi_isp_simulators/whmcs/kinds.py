"""The kinds of objects in the state, with their keys and default objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..core.tables import read_table
from .fields import Row, Table
from .layouts import LAYOUTS


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object.

    Attributes:
        key: The field that identifies an object. If it is a number, a missing one is assigned.
        table: Its fields.
        default: The objects of an installation whose seed does not name this kind.
    """

    key: str
    table: Table
    default: tuple[Row, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the key is a number, which the simulator can assign."""
        return not self.table.stored[self.key].required


KINDS: Final[Mapping[str, Kind]] = {
    name: Kind(given["key"], LAYOUTS[given["layout"]], tuple(given.get("default", ())))
    for name, given in read_table("whmcs", "kinds.yaml").items()
}
"""Every kind by its name in seeds. A kind comes after the kinds that it refers to."""
