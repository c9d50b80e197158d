"""What state holds of one resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Properties = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """What state knows of an object beside its properties.

    A front keeps it where users do not see it. State that an older build wrote has none.

    Attributes:
        owner: The declaration by which it was last written: the resource's type and name in its program.
        system: The address of the system where it stands.
        witness: What proves that what stands under its id is still the same object, by property.
        imported: It was read by its id alone, and no run has written it since: nothing but the id says that
            it is what the program declares.
    """

    owner: str | None = None
    system: str | None = None
    witness: Mapping[str, str] = field(default_factory=dict)
    imported: bool = False


@dataclass(frozen=True)
class Record:
    """A resource as state holds it.

    Attributes:
        id: The vendor's own identifier, or one from which it can be told.
        properties: Its outputs.
        mark: What else is known of it.
        secrets: Names of what the program marked secret when it was last written. It is not shown.
    """

    id: str
    properties: Mapping[str, Any] = field(repr=False)
    mark: Mark = field(default_factory=Mark)
    secrets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Stored:
    """What goes into state.

    Attributes:
        id: The vendor's own identifier, or one from which it can be told.
        inputs: The declared properties, as they stand at the vendor.
        outputs: The same, and what the vendor assigned.
        mark: What else is to be known of it.
    """

    id: str
    inputs: Properties
    outputs: Properties = field(repr=False)
    mark: Mark = field(default_factory=Mark)

    @property
    def record(self) -> Record:
        """What later calls are handed of it."""
        return Record(self.id, self.outputs, self.mark)
