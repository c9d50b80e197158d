"""Names in messages: suggestions for unknown names, and short lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_ABBREVIATIONS: Final = {
    "dns": "DNS",
    "ethernet": "Ethernet",
    "ip": "IP",
    "ont": "ONT",
    "onts": "ONTs",
    "vlan": "VLAN",
    "vlans": "VLANs",
    "vpn": "VPN",
}


def instead(name: object, known: Iterable[str]) -> str:
    """A suggestion for an unknown name: the nearest known one, or else all known ones.

    Capitals and underscores are ignored: people write ``ontProfile`` for ``ont_profile``.

    Returns:
        Part of a sentence, such as ``did you mean ont_profile?``.
    """
    from difflib import get_close_matches  # few runs have anything to say of this sort

    names = {_plain(each): each for each in known}
    nearest = get_close_matches(_plain(str(name)), names, n=1)
    return f"did you mean {names[nearest[0]]}?" if nearest else f"there are {', '.join(names.values())}"


def few(names: Sequence[str], most: int) -> str:
    """Names with commas between; of many, the first ones and the number of the others."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def noun_of(kind: str) -> str:
    """The noun for a kind: ``user group`` for ``UserGroup``. An abbreviation keeps its capitals."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", kind).lower().split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()
