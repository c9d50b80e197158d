"""Checks requests that callers write themselves: their path must stay below the API's prefix."""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..errors import ValidationError

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})

_UNSAFE = re.compile(r"[^\x21-\x7e]|[\\#]")
_DOTS = frozenset({".", ".."})
# The names in descriptions of this API, and the vendor's own.
_VENDORS_NAMES = {"dns": "dns-records", "user_groups": "user-groups"}


def method(name: str) -> str:
    """An HTTP verb in capitals; a longer text could contain a whole request.

    Raises:
        ValidationError: It is not one; nothing was sent.
    """
    verb = str(name).upper()
    if verb not in METHODS:
        raise ValidationError(
            f"The method must be one of {', '.join(sorted(METHODS))}", operation="execute_request"
        )
    return verb


def below_prefix(path: str) -> str:
    """A path that can be appended to the API's prefix.

    Libraries, proxies and servers resolve ``..`` in a path, in different spellings: encoded, encoded twice,
    with a parameter, with backslashes. So all of them are refused.

    Args:
        path: Such as ``/regions``; a query may follow.

    Raises:
        ValidationError: It could lead elsewhere, or is not a path; nothing was sent.
    """
    if not isinstance(path, str):
        raise ValidationError(
            f"The path must be text, not {type(path).__name__}", operation="execute_request"
        )
    steps, question, query = path.partition("?")
    plain = _decoded(steps)
    if _UNSAFE.search(plain) or _UNSAFE.search(query):
        reason = "it holds a blank, a backslash, a # or another character that has to be left out"
    elif "://" in plain or plain.startswith("//"):
        reason = "it is an address of its own"
    elif any(step.partition(";")[0] in _DOTS for step in plain.split("/")):
        reason = "it holds a step back"
    elif not plain.strip("/"):
        reason = "it is empty"
    else:
        first, slash, rest = steps.lstrip("/").partition("/")
        return f"/{_VENDORS_NAMES.get(first, first)}{slash}{rest}{question}{query}"
    raise ValidationError(
        f"This is not a path below the API's prefix: {reason}",
        hint="Give the path that stands behind /api/v1 in the vendor's documentation, such as /regions, with "
        "ids as the vendor gave them, and a query as params.",
        operation="execute_request",
    )


def _decoded(text: str) -> str:
    """A path without any percent-encoding, however often it was encoded."""
    while (plain := unquote(text)) != text:
        text = plain
    return text
