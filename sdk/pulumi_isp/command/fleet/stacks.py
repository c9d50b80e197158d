"""Selects the stacks of a command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from ..config import PulumiError, pulumi

_SIGNS: Final = "*?["
"""Characters that make a name a pattern."""


class StacksError(Exception):
    """There is no stack to work on; the message says why."""


def chosen(folder: Path, patterns: Sequence[str]) -> list[str]:
    """The stacks of a project in the order of their names.

    Args:
        folder: The project's folder.
        patterns: Names or patterns; none for all.

    Raises:
        StacksError: Pulumi fails, there is no stack, or a pattern matches none.
    """
    if patterns and not any(sign in each for each in patterns for sign in _SIGNS):
        # They are names. Not every backend can list its stacks; `pulumi` reports a missing one.
        return sorted(set(patterns))
    try:
        listed = json.loads(pulumi(["stack", "ls", "--json"], None, folder))
        names = sorted(str(each["name"]) for each in listed)
    except PulumiError as error:
        raise StacksError(
            f"The project's stacks cannot be listed: {error}\n"
            "What to do: name each with --stack, without a pattern; names are not looked up."
        ) from None
    except (ValueError, LookupError, TypeError):
        raise StacksError("`pulumi stack ls --json` gave an answer that is not understood.") from None
    if not names:
        raise StacksError("The project has no stack. What to do: pulumi stack init NAME.")
    for pattern in patterns:
        # A pattern that matches nothing is a mistake: a shelf would be left out unnoticed.
        if not any(fnmatchcase(name, pattern) for name in names):
            raise StacksError(f"No stack is like {pattern!r}; there are {', '.join(names)}.")
    return [name for name in names if not patterns or any(fnmatchcase(name, each) for each in patterns)]
