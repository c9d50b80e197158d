"""What a preview of the engine deletes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pulumi_isp_provider.core.names import few
from pulumi_isp_provider.fronts.urns import name_of, resource_of

from ..._previews import FAILED, has_failed
from ..entries import Entry, Standing
from ..exported import STANDARD_INPUT

_DELETES: Final = frozenset({"delete", "delete-replaced", "replace"})
"""The engine's operations after which the old object is gone."""
_NAMED: Final = 8
"""So many resources a message names."""


class PlanError(Exception):
    """There is no plan to look at; the message says why."""


def urns(file: Path) -> set[str]:
    """The URNs of all that a plan deletes or replaces, as the state has them.

    Args:
        file: What `pulumi preview --json` has printed; :data:`STANDARD_INPUT` for standard input.

    Raises:
        PlanError: It cannot be read, is something else, or is that of a preview that failed.
    """
    source = "standard input" if file == STANDARD_INPUT else str(file)
    try:
        text = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
        document = json.loads(text)
        steps = document.get("steps") or []
        # With an alias, a replacement bears the new name, and the state the old one.
        going = {str((each.get("oldState") or each)["urn"]) for each in steps if each["op"] in _DELETES}
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
    """The resources of a state whose objects go.

    What is retained stays at the vendor, and so does what is always there, such as a tenant's settings.

    Args:
        stack: All that are ours.
        planned: URNs; None: all go, as in `pulumi destroy`.

    Raises:
        PlanError: The plan is not one of this state.
    """
    known = list(stack)
    strangers = sorted((planned or set()) - {each.urn for each in known})
    if strange := [name_of(each) for each in strangers if _is_ours(each)]:
        raise PlanError(
            f"The plan deletes what this state does not have: {few(strange, _NAMED)}.\n"
            "What to do: name the plan's stack with --stack; if that was changed since, preview it again."
        )
    gone = (Standing.ONLY_READ, Standing.TO_BE_MADE)
    return [
        each
        for each in known
        if each.standing not in gone
        and not each.is_retained
        and not each.lifecycle.always_there
        and (planned is None or each.urn in planned)
    ]


def _is_ours(urn: str) -> bool:
    try:
        resource_of(urn)
    except (KeyError, IndexError):
        return False
    return True
