"""The result of a check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pulumi_isp_provider.errors import IspError


class Outcome(StrEnum):
    """What a finding means for the next `up`."""

    OK = "ok"
    """Nothing is wrong."""
    NOTE = "note"
    """Not checked, because the check would change something. The first `up` shows it."""
    WARNING = "warning"
    """`up` works, or may work, but somebody should look at it."""
    ERROR = "error"
    """`up` would fail."""


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    Attributes:
        about: What was checked, such as ``calix, connection default: login``.
        outcome: What it means for the next `up`.
        found: What was found.
        remedy: What to do; empty if nothing has to be done.
    """

    about: str
    outcome: Outcome
    found: str
    remedy: str = ""

    @classmethod
    def of(cls, about: str, error: IspError) -> Finding:
        """A finding for an error that stops `up`, with the text that `up` would show."""
        return cls(about, Outcome.ERROR, error.message, error.hint or "")
