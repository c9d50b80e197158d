"""Names that somebody wrote and nobody knows: what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def instead(name: object, known: Iterable[str]) -> str:
    """What to write in place of a name that is not known: the nearest one, or else which ones there are.

    Capitals and underscores count for nothing: people write ``ontProfile`` for ``ont_profile``.

    Args:
        name: What was written.
        known: The names that are known.

    Returns:
        Part of a sentence, such as ``did you mean ont_profile?``.
    """
    names = {_plain(each): each for each in known}
    nearest = get_close_matches(_plain(str(name)), names, n=1)
    return f"did you mean {names[nearest[0]]}?" if nearest else f"there are {', '.join(names.values())}"


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()
