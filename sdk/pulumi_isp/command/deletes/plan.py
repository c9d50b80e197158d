"""What a preview of the engine deletes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..._previews import FAILED, has_failed
from ..entries import Entry, Standing
from ..exported import STANDARD_INPUT

_DELETES: Final = frozenset({"delete", "delete-replaced", "replace"})
"""The engine's operations after which the old object is gone."""


class PlanError(Exception):
    """There is no plan to look at; the message says why."""


def urns(file: Path) -> set[str]:
    """The URNs of all that a plan deletes or replaces.

    Args:
        file: What `pulumi preview --json` has printed; :data:`STANDARD_INPUT` for standard input.

    Raises:
        PlanError: It cannot be read, is something else, or is that of a preview that failed.
    """
    source = "standard input" if file == STANDARD_INPUT else str(file)
    try:
        text = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
        document = json.loads(text)
        going = {str(each["urn"]) for each in document.get("steps") or [] if each["op"] in _DELETES}
    except OSError as error:
        raise PlanError(f"{source}: {error.strerror or error}") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise PlanError(
            f"{source} is no plan as `pulumi preview --json` prints it, or `pulumi destroy --preview-only "
            "--json`. A preview that could not begin prints none: run it without --json to see why."
        ) from None
    if has_failed(document):
        raise PlanError(f"{source}: {FAILED}.")
    return going


def going(stack: Iterable[Entry], planned: set[str] | None) -> list[Entry]:
    """The resources of a state whose objects go. What is always there, as a tenant's settings, stays.

    Args:
        stack: All that are ours.
        planned: URNs; None: all go, as in `pulumi destroy`.
    """
    gone = (Standing.ONLY_READ, Standing.TO_BE_MADE)
    return [
        each
        for each in stack
        if each.standing not in gone
        and not each.lifecycle.always_there
        and (planned is None or each.urn in planned)
    ]
