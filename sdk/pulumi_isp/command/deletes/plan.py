"""Reads what a preview deletes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..entries import Entry, Standing
from ..exported import STANDARD_INPUT

_DELETES: Final = frozenset({"delete", "delete-replaced", "replace"})
"""The engine's operations that delete the old object."""


class PlanError(Exception):
    """The plan cannot be read. The message says why."""


def urns(file: Path) -> set[str]:
    """The URNs of the resources that a plan deletes or replaces.

    Args:
        file: The output of `pulumi preview --json`; :data:`STANDARD_INPUT` for standard input.

    Raises:
        PlanError: The file cannot be read, or is no plan.
    """
    source = "standard input" if file == STANDARD_INPUT else str(file)
    try:
        text = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
        steps = json.loads(text).get("steps") or []
        return {str(each["urn"]) for each in steps if each["op"] in _DELETES}
    except OSError as error:
        raise PlanError(f"{source}: {error.strerror or error}") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise PlanError(
            f"{source} is no plan as `pulumi preview --json` prints it, or `pulumi destroy --preview-only "
            "--json`. A preview that failed prints none: run it without --json to see why."
        ) from None


def going(stack: Iterable[Entry], planned: set[str] | None) -> list[Entry]:
    """The resources of a state whose objects are deleted.

    Args:
        stack: All our resources in the state.
        planned: The URNs that the plan deletes; None: all are deleted, as in `pulumi destroy`.
    """
    gone = (Standing.ONLY_READ, Standing.TO_BE_MADE)
    return [each for each in stack if each.standing not in gone and (planned is None or each.urn in planned)]
