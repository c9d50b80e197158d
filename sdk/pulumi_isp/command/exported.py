"""The state of a stack, from `pulumi stack export`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from .config import PulumiError, pulumi

STANDARD_INPUT: Final = Path("-")
_NO_STATE: Final = "is not a state as `pulumi stack export` writes it"


class StateError(Exception):
    """There is no state; the message says why."""


@dataclass(frozen=True)
class Export:
    """A state.

    Attributes:
        source: Its source, for messages.
        resources: All resources, in the engine's order: a resource comes after those that it refers to.
        pending: Unfinished operations, whose result is not known.
    """

    source: str
    resources: Sequence[Mapping[str, Any]] = field(repr=False)
    pending: Sequence[Mapping[str, Any]] = field(default=(), repr=False)

    def refused(self) -> StateError:
        """The error for a state that Pulumi does not write."""
        return StateError(f"{self.source}: {_NO_STATE}")


def from_file(file: Path) -> Export:
    """The state in a file, or from standard input (:data:`STANDARD_INPUT`).

    Raises:
        StateError: It cannot be read, or is not a state.
    """
    source = "standard input" if file == STANDARD_INPUT else str(file)
    try:
        text = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
    except OSError as error:
        raise StateError(f"{source}: {error.strerror or error}") from None
    return parsed(text, source)


def from_stack(stack: str | None, folder: Path, *options: str) -> Export:
    """The state of a stack; see :func:`text_of`.

    Raises:
        StateError: Pulumi fails, or its answer is not a state.
    """
    return parsed(text_of(stack, folder, *options), "the answer of `pulumi stack export`")


def text_of(stack: str | None, folder: Path, *options: str) -> str:
    """What `pulumi stack export` prints for a stack of the project in a folder.

    Args:
        stack: The stack; None for the selected one.
        folder: The folder.
        options: Additional options of `pulumi stack export`.

    Raises:
        StateError: Pulumi fails.
    """
    try:
        return pulumi(["stack", "export", *options], stack, folder)
    except PulumiError as error:
        named = f"stack {stack}" if stack else "the selected stack"
        raise StateError(f"The state of {named} cannot be read: {error}") from None


def parsed(text: bytes | str, source: str) -> Export:
    """The state in a document of `pulumi stack export`.

    Raises:
        StateError: It is not a state.
    """
    empty = Export(source, ())
    try:
        # A stack that was never deployed has no deployment.
        deployment = json.loads(text)["deployment"] or {}
        found = Export(source, deployment.get("resources") or [], deployment.get("pending_operations") or [])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise empty.refused() from None
    listed = (found.resources, found.pending)
    if not all(isinstance(part, list) and all(isinstance(each, dict) for each in part) for part in listed):
        raise empty.refused()
    return found
