"""What a check answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pulumi_isp_provider.errors import IspError


class Outcome(StrEnum):
    """What a finding means to the next `up`."""

    OK = "ok"
    """As it should be."""
    NOTE = "note"
    """Not looked at, because a look would change something; the first `up` tells."""
    WARNING = "warning"
    """`up` works, or may work; somebody should look."""
    ERROR = "error"
    """`up` would fail."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        about: What was looked at, such as ``calix, connection default: login``.
        outcome: What it means to the next `up`.
        found: What was found.
        remedy: What to do; empty where nothing is to be done.
    """

    about: str
    outcome: Outcome
    found: str
    remedy: str = ""

    @classmethod
    def of(cls, about: str, error: IspError) -> Finding:
        """What stops `up`, in the words that `up` would have."""
        return cls(about, Outcome.ERROR, error.message, error.hint or "")
