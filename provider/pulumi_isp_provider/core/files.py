"""Configuration from files."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any


def read_file(path: Path, *, toml: bool) -> dict[str, Any] | None:
    """The content of a configuration file; None if it is not JSON or TOML, or not names with values.

    Args:
        path: The file.
        toml: It is TOML, else JSON.

    Raises:
        OSError: It cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text) if toml else json.loads(text)
    except (ValueError, RecursionError):
        # The parser's exception is dropped: it may show the line with the password.
        return None
    return found if isinstance(found, dict) else None
