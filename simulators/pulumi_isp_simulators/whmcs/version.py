"""WHMCS versions, and the first ones with differences on the wire."""

from __future__ import annotations

import re
from typing import NamedTuple

_PATTERN = re.compile(r"(\d{1,2})\.(\d{1,3})(?:\.(\d{1,3}))?")


class Version(NamedTuple):
    """A WHMCS version; compares as numbers, so 8.12 is newer than 8.3."""

    major: int
    minor: int
    patch: int = 0

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


API_CREDENTIALS = Version(7, 2)
"""First version with identifier and secret in addition to an administrator's login."""

API_ROLES = Version(7, 4)
"""First version whose API roles limit the actions."""

INVALID_API_ACTION = Version(9, 0)
"""First version with ``Invalid API Action`` instead of ``Command Not Found``, as assumed.

The old text is known from 7.2, the new one from 9.x. The release of the change is not known.
"""

LAMINAS = Version(8, 0)
"""First version whose JSON goes through Laminas (``\\u0022`` for a quotation mark, bare slashes)."""

OLDEST = Version(7, 0)
NEWEST_MAJOR = 9


def parse_version(text: str) -> Version:
    """Read ``8.13`` or ``8.13.3``.

    Raises:
        ValueError: It is not a version, or not one from 7.0 to 9.x.
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"whmcs_version is {text!r}; write it as 8.13 or 8.13.3")
    version = Version(*(int(part or 0) for part in match.groups()))
    if version < OLDEST or version.major > NEWEST_MAJOR:
        raise ValueError(f"whmcs_version {version} is not simulated; from {OLDEST} to {NEWEST_MAJOR}.x are")
    return version
