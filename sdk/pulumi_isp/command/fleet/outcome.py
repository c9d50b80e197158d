"""How the command of one stack has ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..terminal import DRIFTED, FAILED, INCOMPLETE


class Ended(StrEnum):
    """How it ended; the worst stands last."""

    DONE = "done"
    DONE_BEFORE = "done before"
    DRIFTED = "drifted"
    NOT_BEGUN = "not begun"
    INCOMPLETE = "incomplete"
    FAILED = "failed"


EXIT_CODES: Mapping[Ended, int] = {
    Ended.DONE: 0,
    Ended.DONE_BEFORE: 0,
    Ended.DRIFTED: DRIFTED,
    Ended.INCOMPLETE: INCOMPLETE,
    Ended.NOT_BEGUN: FAILED,
    Ended.FAILED: FAILED,
}
_WORST_FIRST = (FAILED, INCOMPLETE, DRIFTED, 0)


@dataclass(frozen=True)
class Outcome:
    """What became of one stack.

    Attributes:
        stack: Its name.
        ended: How its command ended.
        changes: How many resources met which fate, in Pulumi's words or those of ``drift``.
        seconds: How long it took.
        messages: What it said of why it failed.
    """

    stack: str
    ended: Ended
    changes: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    messages: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "stack": self.stack,
            "ended": str(self.ended),
            "changes": dict(self.changes),
            "seconds": round(self.seconds, 1),
            "messages": list(self.messages),
        }


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """The exit code of the whole: that of the worst."""
    codes = {EXIT_CODES[each.ended] for each in outcomes}
    return next((code for code in _WORST_FIRST if code in codes), 0)
