"""Limits the objects that a run may delete, so that a mistake does not delete a whole plant."""

from __future__ import annotations

import re
import threading
from typing import Final, NamedTuple

from ..errors import TooManyDeletionsError
from .ownership import Key

ALWAYS_ALLOWED: Final = 10
"""Default limit: so many deletions of one kind in a run."""

USUAL_SHARE: Final = 10
"""Default limit: so many percent of the run's objects of one kind."""

_FORM: Final = re.compile(r"([0-9]{1,9})(%?)", re.ASCII)


class DeletionLimit(NamedTuple):
    """How many objects of one kind a run may delete.

    Attributes:
        number: A fixed number.
        percent: A share of the run's objects of that kind. Without either: the larger of ten and 10 %.
    """

    number: int | None = None
    percent: int | None = None

    @classmethod
    def read(cls, text: str | None) -> DeletionLimit:
        """``25`` or ``10%``; None for the default limit.

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
        """The number of deletions allowed if the run has so many objects."""
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
    """Counts the deletions and replacements of a run. Safe under threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: dict[tuple[str, str], dict[Key, None]] = {}
        self._removed: dict[tuple[str, str], int] = {}
        self._active: dict[str, int] = {}

    def count(
        self, key: Key, limit: DeletionLimit, declared: int, *, replaced: bool, knows_all: bool, lift: str
    ) -> None:
        """Count an object that is about to be deleted. The same object counts once.

        Args:
            key: The object.
            limit: The limit.
            declared: How many of its kind the program declares in its system.
            replaced: It is replaced, so it is one of the declared ones.
            knows_all: The run knows all objects of the stack, so the message can give their number.
            lift: How to allow more, for the message.

        Raises:
            TooManyDeletionsError: The limit is exceeded. The object is not counted.
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
