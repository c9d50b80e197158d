"""Names of the properties that users do not see. They stand in every user's state, and are never renamed."""

from __future__ import annotations

from typing import Final

PROVIDER: Final = "__provider"
"""Pulumi's own: the provider, as a constant."""
OWNER: Final = "__owner"
"""Which declaration an object belongs to; see :class:`.records.Mark`."""
SYSTEM: Final = "__system"
"""The address of the system where it stands."""
WITNESS: Final = "__witness"
"""What proves that it is still the same object. Among inputs, a secret that has the engine encrypt it."""
IMPORTED: Final = "__imported"
"""That it was read by its id alone, and no run has written it since; see :class:`.records.Mark`."""
SECRETS: Final = "__secrets"
"""Names of the properties that the program marked secret."""
RUN: Final = "__run"
"""What the program tells of the run; it never reaches state."""
PREVIEW: Final = "preview"
"""In :data:`RUN`: whether it is a preview."""
DECLARED: Final = "declared"
"""In :data:`RUN`: how many resources of the kind the program has begun to declare by the same connection."""
SAID: Final = "said"
"""In :data:`RUN`: what the program says of the properties that prove which object is meant."""
REFERS: Final = "refers"
"""In :data:`RUN`: which declarations the properties refer to that are made of another resource's id."""
