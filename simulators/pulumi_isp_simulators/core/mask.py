"""Keeps secrets out of the request log."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

MASK = "***"

_NAME = r"[\w.:-]{0,40}(?:pass_?wo?r?d|secret|token|access_?key|session_?id)[\w.-]{0,40}"
_FIELDS = re.compile(
    rf"""
      ("{_NAME}"\s*:\s*") (?:[^"\\]|\\.)*          # JSON
    | ((?:^|[&?;\s]){_NAME}=) (?!["'])[^&\s]*      # form, query
    | (\s{_NAME}=") [^"]*                          # XML attribute
    | (\s{_NAME}=') [^']*
    | (<{_NAME}(?:\s[^<>]{{0,200}})?>) [^<]*       # XML element
    | (;\s?name="?{_NAME}"?[^\r\n]{{0,200}}\r?\n(?:[^\r\n]{{1,200}}\r?\n){{0,5}}\r?\n) [^\r\n]*  # multipart
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"})
_SHORT = 8
"""Shorter secrets, such as a session id of three digits, are only masked if they are separate words."""


class Masker:
    """Replaces known secrets, and values with the name of a secret.

    Args:
        secrets: Values to hide, in all spellings of a request.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        self._long: set[str] = set()
        short: set[str] = set()
        for secret in filter(None, secrets):
            (short if len(secret) < _SHORT else self._long).update(_spellings(secret))
        self._short = (
            re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(map(re.escape, sorted(short)))})(?![0-9A-Za-z])")
            if short
            else None
        )

    def text(self, text: str) -> str:
        """A path, a query or a body, masked."""
        text = _FIELDS.sub(lambda found: f"{''.join(filter(None, found.groups()))}{MASK}", text)
        # The longest first: a secret may be the beginning of another one.
        for secret in sorted((s for s in self._long if s in text), key=len, reverse=True):
            text = text.replace(secret, MASK)
        return self._short.sub(MASK, text) if self._short else text

    def header(self, name: str, value: str) -> str:
        """A header's value, masked; the scheme of credentials stays."""
        if name.lower() not in _HEADERS:
            return self.text(value)
        scheme, space, _ = value.partition(" ")
        return f"{scheme} {MASK}" if space and name.lower().endswith("authorization") else MASK


@functools.lru_cache(maxsize=16)
def masker(secrets: frozenset[str]) -> Masker:
    """A masker for these secrets, which seldom change."""
    return Masker(secrets)


def _spellings(secret: str) -> set[str]:
    return {
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        escape(secret),
        escape(secret, {'"': "&quot;", "'": "&apos;"}),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
    }
