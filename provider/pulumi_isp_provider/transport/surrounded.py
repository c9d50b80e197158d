"""Good JSON with something else around it: a notice before it, a page's end behind it."""

from __future__ import annotations

import json
import re

_BRACKET = re.compile(r"[][{}]")


def find_json(text: str) -> tuple[int, int] | None:
    """Where in a text a whole object or list of JSON stands, if it is the only one.

    It is for telling a person what came, never for reading it: what stands around may say that it is wrong.
    """
    # What begins inside of an object may be a piece of it.
    head, brace, _ = text.partition("{")
    for begin in {head.find("["), len(head) if brace else -1} - {-1}:
        try:
            _, end = json.JSONDecoder().raw_decode(text, begin)
        except (ValueError, RecursionError):
            continue
        if not _BRACKET.search(text, end):
            return begin, end
    return None
