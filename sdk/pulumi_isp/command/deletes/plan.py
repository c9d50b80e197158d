"""Reads what a preview deletes."""

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
"""The engine's operations that delete the old object."""
_NAMED: Final = 8
"""Most resources that a message names."""


class PlanError(Exception):
    """The plan cannot be read. The message says why."""


def urns(file: Path) -> set[str]:
    """The URNs of the resources that a plan deletes or replaces, as the state has them.

    Args:
        file: The output of `pulumi preview --json`; :data:`STANDARD_INPUT` for standard input.

    Raises:
        PlanError: The file cannot be read, is no plan, or is the plan of a preview that failed.
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
    """The resources of a state whose objects are deleted.

    A retained object stays at the vendor, and so does one that always exists, such as a tenant's settings.

    Args:
        stack: All our resources in the state.
        planned: The URNs that the plan deletes; None: all are deleted, as in `pulumi destroy`.

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
