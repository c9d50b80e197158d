"""How many objects a run may delete: a mistake must not empty a plant."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import Final

from ..errors import TooManyDeletionsError
from .ownership import Key

ALWAYS_ALLOWED: Final = 10
"""Deletions of one kind that a run may make unless something else is set."""

USUAL_SHARE: Final = 10
"""Percent of what a run holds of one kind that it may delete unless something else is set."""

_FORM: Final = re.compile(r"([0-9]{1,9})(%?)", re.ASCII)


@dataclass(frozen=True)
class DeletionLimit:
    """How many objects of one kind a run may delete.

    Attributes:
        number: A fixed number.
        percent: A share of what the run holds of that kind. Without either: the larger of ten and 10 %.
    """

    number: int | None = None
    percent: int | None = None

    @classmethod
    def read(cls, text: str | None) -> DeletionLimit:
        """``25`` or ``10%``; None for the usual limit.

        Raises:
            ValueError: It is neither.
        """
        if text is None:
            return cls()
        found = _FORM.fullmatch(text.strip())
        if found is None or (found[2] and int(found[1]) > 100):
            raise ValueError("must be a whole number such as 25, or a share such as 10%")
        number = int(found[1])
        return cls(percent=number) if found[2] else cls(number=number)

    def allowed(self, held: int) -> int:
        """The number, where the run holds so many."""
        if self.number is not None:
            return self.number
        if self.percent is not None:
            return held * self.percent // 100
        return max(ALWAYS_ALLOWED, held * USUAL_SHARE // 100)

    def __str__(self) -> str:
        if self.number is not None:
            return str(self.number)
        if self.percent is not None:
            return f"{self.percent} %"
        return f"the larger of {ALWAYS_ALLOWED} and {USUAL_SHARE} %"


class Deletions:
    """Counts what a run deletes and replaces. Safe under threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: dict[tuple[str, str], dict[Key, None]] = {}
        self._removed: dict[tuple[str, str], int] = {}
        self._active: dict[str, int] = {}

    def count(
        self, key: Key, limit: DeletionLimit, declared: int, *, replaced: bool, knows_all: bool, lift: str
    ) -> None:
        """Count an object that is to be deleted. The same object counts once.

        Args:
            key: The object.
            limit: How many may go.
            declared: How many of its kind the program declares in its system.
            replaced: It is one of those, and is made anew.
            knows_all: The run knows all objects of the stack, so the message may say how many there are.
            lift: How to allow more, for the message.

        Raises:
            TooManyDeletionsError: It is one too many. It is not counted then.
        """
        with self._lock:
            counted = self._counted.setdefault((key.kind, key.system), {})
            if key in counted:
                return
            removed = self._removed.get((key.kind, key.system), 0) + (not replaced)
            allowed = limit.allowed(declared + removed)
            if len(counted) >= allowed:
                before = ", ".join(each.name for each in counted)
                of_all = f" of {declared + removed}" if knows_all else ""
                raise TooManyDeletionsError(
                    f"{key.kind} {key.name} is not {'replaced' if replaced else 'deleted'}: this run may "
                    f"delete {allowed}{of_all} ({limit}; replacements count)",
                    hint=(f"Counted before it: {before}. " if before else "")
                    + "Look at `pulumi preview`: shall all of these really go? A list of customers that came "
                    f"empty or too short looks like this. If they shall: {lift}.",
                )
            counted[key] = None
            self._removed[key.kind, key.system] = removed

    def active(self, kind: str) -> int:
        """Count a deleted object that had an active line.

        Returns:
            How many of its kind the run has deleted so far.
        """
        with self._lock:
            self._active[kind] = self._active.get(kind, 0) + 1
            return self._active[kind]
