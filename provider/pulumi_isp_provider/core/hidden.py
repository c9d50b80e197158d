"""Names of hidden properties. They are part of every user's state and must not be renamed."""

from __future__ import annotations

from typing import Final

PROVIDER: Final = "__provider"
"""Pulumi's own: the provider, as a constant."""
OWNER: Final = "__owner"
"""The declaration that owns the object; see :class:`.records.Mark`."""
SYSTEM: Final = "__system"
"""The address of the object's system."""
WITNESS: Final = "__witness"
"""The witness. Among inputs it is a secret, so that the engine encrypts it."""
IMPORTED: Final = "__imported"
"""Whether it was imported and not written since; see :class:`.records.Mark`."""
SECRETS: Final = "__secrets"
"""Names of the properties that the program marked secret."""
RUN: Final = "__run"
"""Facts about the run, from the program; never in state."""
PREVIEW: Final = "preview"
"""In :data:`RUN`: whether it is a preview."""
DECLARED: Final = "declared"
"""In :data:`RUN`: how many resources of the kind the program has begun to declare by the same connection."""
SAID: Final = "said"
"""In :data:`RUN`: the program's values of the properties that prove the object."""
REFERS: Final = "refers"
"""In :data:`RUN`: the declarations that properties refer to by another resource's id."""
