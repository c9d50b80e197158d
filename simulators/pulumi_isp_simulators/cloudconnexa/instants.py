"""Points in time as the API writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(text: str) -> float | None:
    """An ISO 8601 date-time as seconds since the epoch; None if it is not one."""
    try:
        when = datetime.fromisoformat(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
