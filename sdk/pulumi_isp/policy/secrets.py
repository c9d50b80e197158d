"""Recognizes texts that look like a secret. Such a text is never shown."""

from __future__ import annotations

import re
from typing import Final

_KNOWN: Final = (
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    ("a signed token", re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+")),
    (
        "a cloud provider's or code host's key",
        re.compile(r"\b(AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|glpat-[\w-]{20,})"),
    ),
    ("a password in an address", re.compile(r"://[^/\s:@]+:[^/\s@]+@")),
    ("a bearer token", re.compile(r"(?i)\bbearer\s+[\w.~+/=-]{8,}")),
    (
        "a password or key",
        re.compile(
            r"(?i)(?<![a-z])(passwor[dt]|passwd|passphrase|pwd|pass|secret|token|psk|api[_ -]?key)"
            r"\s*[:=]\s*(?!(none|no|not|see|n/a)\b)\S{4,}"
        ),
    ),
)
_RANDOM: Final = re.compile(r"[A-Za-z0-9+/_-]{32,}")


def looks_secret(text: str) -> str | None:
    """The sort of secret that a text seems to hold, in words; None if it seems to hold none."""
    for what, pattern in _KNOWN:
        if pattern.search(text):
            return what
    for found in _RANDOM.findall(text):
        if all(re.search(kind, found) for kind in ("[a-z]", "[A-Z]", "[0-9]")):
            return "a long random text"
    return None
