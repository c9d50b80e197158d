"""The kinds of objects that the state holds, with their keys and what is there if a seed says nothing."""

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
        key: Field that tells the objects apart; a number is chosen if a seed gives none.
        table: Its fields.
        default: The objects of an installation whose seed does not name this kind.
    """

    key: str
    table: Table
    default: tuple[Row, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the key is a number, which the simulator can choose."""
        return not self.table.stored[self.key].required


KINDS: Final[Mapping[str, Kind]] = {
    name: Kind(given["key"], LAYOUTS[given["layout"]], tuple(given.get("default", ())))
    for name, given in read_table("whmcs", "kinds.yaml").items()
}
"""Every kind by its name in seeds; a kind stands after those that its objects refer to."""
