"""What state knows of one resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Properties = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """What state knows of an object apart from its properties.

    A front stores it where users do not see it. The state of an older build has none.

    Attributes:
        owner: The declaration that last wrote it: the resource's type and name in its program.
        system: The address of its system.
        witness: The properties that prove that the object with the id is still the same one.
        imported: It was read by its id alone, and no run has written it since. Only the id says that it is
            the declared object.
    """

    owner: str | None = None
    system: str | None = None
    witness: Mapping[str, str] = field(default_factory=dict)
    imported: bool = False


@dataclass(frozen=True)
class Record:
    """A resource in state.

    Attributes:
        id: The vendor's identifier, or one that contains it.
        properties: Its outputs.
        mark: What else is known of it.
        secrets: Names of the properties that the program marked secret at the last write. They are not shown.
    """

    id: str
    properties: Mapping[str, Any] = field(repr=False)
    mark: Mark = field(default_factory=Mark)
    secrets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Stored:
    """What is written into state.

    Attributes:
        id: The vendor's identifier, or one that contains it.
        inputs: The declared properties, as the vendor has them.
        outputs: The same, and the values that the vendor assigned.
        mark: What else must be known of it.
    """

    id: str
    inputs: Properties
    outputs: Properties = field(repr=False)
    mark: Mark = field(default_factory=Mark)

    @property
    def record(self) -> Record:
        """The record that later calls get."""
        return Record(self.id, self.outputs, self.mark)
