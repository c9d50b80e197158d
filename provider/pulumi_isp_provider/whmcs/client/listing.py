"""Reads lists from pages, row by row, so that a list of any length fits into memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from ...core.answers import Record
from ..errors import WhmcsDataError, WhmcsListChangedError
from . import php
from .actions import Action
from .logs import log
from .reply import Reply

R = TypeVar("R", bound=Record)

DEFAULT_PAGE_SIZE = 250
"""Rows per request. WHMCS documents no maximum; 250 is the largest value of a public client."""

Ask = Callable[[Action[R], Mapping[str, str]], Reply]


def read_rows(action: Action[R], reply: Reply) -> list[R]:
    """The rows of one reply as records.

    Raises:
        WhmcsDataError: The rows are not those of this action, or there are neither rows nor a count of 0.
    """
    container: object = reply
    singular = None
    if action.path:
        plural, *inner = action.path
        if plural not in reply and "totalresults" not in reply:
            raise WhmcsDataError(
                f"{action.name} answered without {plural} and without a count", operation=action.name
            )
        container, singular = reply.get(plural), inner[0] if inner else None
    rows: list[R] = []
    raw: Mapping[str, object] = {}
    try:
        for raw in php.rows(container, singular):
            rows.append(action.record.parse(raw))
    except ValueError as error:
        problem = str(error)
    else:
        return rows
    named = next((f"with {key} {raw[key]}" for key in ("id", "pid") if str(raw.get(key)).isdecimal()), "")
    where = f"{len(rows) + 1} {named}".strip()
    raise WhmcsDataError(f"{action.name}: row {where} is not valid: {problem}", operation=action.name)


def read_whole(action: Action[R], reply: Reply, *, accept_incomplete: bool = False) -> list[R]:
    """The rows of an action without pages.

    Raises:
        WhmcsListChangedError: Fewer rows came than WHMCS counts.
    """
    rows = read_rows(action, reply)
    total = _count(reply, "totalresults", action)
    if total is not None and len(rows) < total:
        _short(action, total, len(rows), accept_incomplete=accept_incomplete)
    return rows


def stream(
    ask: Ask[R],
    action: Action[R],
    parameters: Mapping[str, str],
    *,
    page_size: int = DEFAULT_PAGE_SIZE,
    accept_incomplete: bool = False,
) -> Iterator[R]:
    """The rows of a paged list, each once, page by page.

    Rows may be added and removed while the list is read. A row that moved to another page is not returned
    twice. If rows were removed, reading goes back by as many, so that none is missed.

    Args:
        ask: Sends one request.
        action: A paged action.
        parameters: Its wire parameters.
        page_size: Rows per request; WHMCS may return fewer.
        accept_incomplete: Accept a list with fewer rows than WHMCS counts.

    Raises:
        WhmcsListChangedError: Fewer rows came than WHMCS counts.
    """
    seen: set[object] = set()
    start = repeated = 0
    total: int | None = None
    least: int | None = None
    gone = 0
    # If rows were removed, continue from the earlier place, even if the list now ends before it.
    while total is None or start < total or gone:
        page = ask(action, {**parameters, "limitstart": str(start), "limitnum": str(page_size)})
        rows = read_rows(action, page)
        before, total = total, _count(page, "totalresults", action)
        least = total if least is None or total is None else min(least, total)
        gone = 0 if before is None or total is None else max(0, before - total)
        returned = max(_count(page, "numreturned", action) or 0, len(rows))
        for row in rows:
            if row[action.key] in seen:
                repeated += 1
            else:
                seen.add(row[action.key])
                yield row
        if not returned and not gone:
            break
        if repeated > 2 * len(seen) + page_size:
            raise WhmcsListChangedError(
                f"{action.name} gives the same rows again and again", operation=action.name
            )
        start = max(0, start - gone) if gone else start + returned
    # Rows added while we read may be missing; all earlier rows must be there. At the end of the list WHMCS
    # must not count further rows.
    if total is not None and start < total:
        least = total
    if least is not None and len(seen) < least:
        _short(action, least, len(seen), accept_incomplete=accept_incomplete)


def _short(action: Action[R], counted: int, given: int, *, accept_incomplete: bool) -> None:
    if not accept_incomplete:
        raise WhmcsListChangedError(
            f"{action.name} counts {counted} rows but gave {given}", operation=action.name
        )
    log.warning("%s counts %d rows but gave %d", action.name, counted, given)


def _count(page: Reply, key: str, action: Action[R]) -> int | None:
    try:
        count = php.integer(page.get(key))
    except ValueError:
        count = -1
    if count is not None and count < 0:
        raise WhmcsDataError(f"{action.name}: {key} is not a count", operation=action.name)
    return count
