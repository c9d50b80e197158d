"""The result of the command for one stack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..terminal import DRIFTED, FAILED, INCOMPLETE


class Ended(StrEnum):
    """How the command of a stack ended. The worst is last."""

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
    """The result for one stack.

    Attributes:
        stack: Its name.
        ended: How its command ended.
        changes: Number of resources by change, in the words of Pulumi or ``drift``.
        seconds: Duration.
        messages: The reasons why it failed.
    """

    stack: str
    ended: Ended
    changes: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    messages: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The result as JSON data."""
        return {
            "stack": self.stack,
            "ended": str(self.ended),
            "changes": dict(self.changes),
            "seconds": round(self.seconds, 1),
            "messages": list(self.messages),
        }


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """The exit code for all: that of the worst."""
    codes = {EXIT_CODES[each.ended] for each in outcomes}
    return next((code for code in _WORST_FIRST if code in codes), 0)
