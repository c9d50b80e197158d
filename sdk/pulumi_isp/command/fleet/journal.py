"""The stacks that a command has done, so that a later run can do the others."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from ..files import write


class JournalError(Exception):
    """The file is no journal, or one of another command. The message says which."""


@dataclass
class Journal:
    """A file with the stacks that are done.

    Attributes:
        file: The file; None remembers nothing.
        verb: The command.
        done: The stacks that are done.
    """

    file: Path | None
    verb: str
    done: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, file: Path | None, verb: str) -> Journal:
        """Read the file. It need not exist yet.

        Raises:
            JournalError: It is no journal, or one of another command.
        """
        if file is None or not file.exists():
            return cls(file, verb)
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            known, done = str(found["command"]), [str(each) for each in found["done"]]
        except (OSError, ValueError, LookupError, TypeError):
            raise JournalError(f"{file} is not a journal of `pulumi-isp fleet`.") from None
        if known != verb:
            raise JournalError(
                f"{file} is the journal of `fleet {known}`, not of `fleet {verb}`. Name another file, or "
                "delete it."
            )
        return cls(file, verb, done)

    def note(self, stack: str) -> None:
        """Write down that a stack is done."""
        self.done.append(stack)
        if self.file is not None:
            write({self.file: json.dumps({"command": self.verb, "done": self.done})})

    def close(self, *, all_done: bool) -> None:
        """Delete the file, if all stacks are done."""
        if all_done and self.file is not None:
            self.file.unlink(missing_ok=True)
