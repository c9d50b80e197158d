"""The state of a stack, as `pulumi stack export` gives it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from .config import PulumiError, pulumi

STANDARD_INPUT: Final = Path("-")
_NO_STATE: Final = "is no state as `pulumi stack export` writes it"


class StateError(Exception):
    """There is no state to look at; the message says why."""


@dataclass(frozen=True)
class Export:
    """A state.

    Attributes:
        source: Where it is from, for messages.
        resources: All that the stack has, in the engine's order: what others refer to comes before them.
        pending: The operations of which nobody knows how they ended.
    """

    source: str
    resources: Sequence[Mapping[str, Any]] = field(repr=False)
    pending: Sequence[Mapping[str, Any]] = field(default=(), repr=False)

    def refused(self) -> StateError:
        """The error for one in which something is not as Pulumi writes it."""
        return StateError(f"{self.source}: {_NO_STATE}")


def from_file(file: Path) -> Export:
    """The state in a file, or in what comes on standard input (:data:`STANDARD_INPUT`).

    Raises:
        StateError: It cannot be read, or is something else.
    """
    source = "standard input" if file == STANDARD_INPUT else str(file)
    try:
        text = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
    except OSError as error:
        raise StateError(f"{source}: {error.strerror or error}") from None
    return parsed(text, source)


def from_stack(stack: str | None, folder: Path, *options: str) -> Export:
    """The state of a stack of the project in a folder.

    Args:
        stack: The stack; None for the one that is selected.
        folder: The folder.
        options: More of what `pulumi stack export` takes.

    Raises:
        StateError: Pulumi does not tell.
    """
    try:
        told = pulumi(["stack", "export", *options], stack, folder)
    except PulumiError as error:
        raise StateError(f"The stack's state cannot be read: {error}") from None
    return parsed(told, "the answer of `pulumi stack export`")


def parsed(text: bytes | str, source: str) -> Export:
    """The state in a document of `pulumi stack export`.

    Args:
        text: The document.
        source: Where it is from, for messages.

    Raises:
        StateError: It is something else.
    """
    empty = Export(source, ())
    try:
        # The state of a stack that was never deployed has none.
        deployment = json.loads(text)["deployment"] or {}
        found = Export(source, deployment.get("resources") or [], deployment.get("pending_operations") or [])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise empty.refused() from None
    listed = (found.resources, found.pending)
    if not all(isinstance(part, list) and all(isinstance(each, dict) for each in part) for part in listed):
        raise empty.refused()
    return found
