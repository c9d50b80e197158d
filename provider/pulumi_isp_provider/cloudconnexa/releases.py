"""Which releases of the API there are, for those who need no more than that."""

from __future__ import annotations

from typing import Final

PATH_PREFIX: Final = "/api/v1"
"""The same for every release: they are states of one rolling server, not addresses of their own."""
RELEASES: Final = ("1.0", "1.1.0", "1.2")
"""The releases that can be selected, the oldest first; :data:`.api.VERSIONS` has their files."""
DEFAULT: Final = "1.1.0"
"""The one that is relied on where none is selected. All it needs a later server has too."""
