"""Finds good JSON in a text with something else around it, such as a PHP notice or the end of a page."""

from __future__ import annotations

import json
import re

_BRACKET = re.compile(r"[][{}]")


def find_json(text: str) -> tuple[int, int] | None:
    """The begin and end of the only JSON object or list in a text; None if there is none, or more than one.

    Use it only to tell a person what came. Do not use the JSON itself: the text around it may say that it
    is wrong.
    """
    # A list that begins inside an object may be a part of the object.
    head, brace, _ = text.partition("{")
    for begin in {head.find("["), len(head) if brace else -1} - {-1}:
        try:
            _, end = json.JSONDecoder().raw_decode(text, begin)
        except (ValueError, RecursionError):
            continue
        if not _BRACKET.search(text, end):
            return begin, end
    return None
