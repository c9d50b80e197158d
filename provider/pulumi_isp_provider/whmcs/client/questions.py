"""Asks WHMCS for whole lists, single objects and streams; from the cache if possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from ...core.answers import Record
from ...core.listing import until_still
from ..errors import WhmcsDataError
from . import listing
from .actions import Action
from .api import Api
from .cache import AnswerCache

R = TypeVar("R", bound=Record)


class Questions:
    """Asks and caches the answers.

    Args:
        api: The endpoint.
        cache: The cached answers.
        page_size: Rows per request in lists.
        accept_incomplete: Accept a list with fewer rows than WHMCS counts.
    """

    def __init__(
        self,
        api: Api,
        cache: AnswerCache,
        *,
        page_size: int = listing.DEFAULT_PAGE_SIZE,
        accept_incomplete: bool = False,
    ) -> None:
        self._api = api
        self._cache = cache
        self._page_size = page_size
        self._accept_incomplete = accept_incomplete

    def rows(self, action: Action[R], arguments: Mapping[str, object], *, use_cache: bool = True) -> list[R]:
        """All rows, in the order of their keys.

        Args:
            action: The action.
            arguments: Arguments by our names; None means "not given".
            use_cache: Use a cached answer.
        """
        wire = action.write(arguments)
        if not use_cache:
            # A cached listing is older than the new answer and must not hide it.
            self._cache.forget(lambda asked: isinstance(asked, _Question) and asked.action == action.name)
        if use_cache and action.narrows_a_listing(wire):
            everything = self._cache.in_hand(_question(action, action.write({})))
            if everything is not None:
                return action.matching(wire, everything)
        answer = self._cache.get(
            _question(action, wire), lambda: self._read(action, wire), fresh=not use_cache
        )
        return list(answer)

    def single(self, action: Action[R], arguments: Mapping[str, object], *, use_cache: bool = True) -> R:
        """The object of an action that has its own "not found" reply.

        Raises:
            WhmcsNotFoundError: There is no such object.
            WhmcsDataError: The answer has no object, or another one.
        """
        found = self.rows(action, arguments, use_cache=use_cache)
        if len(found) != 1:
            raise WhmcsDataError(
                f"{action.name} gave {len(found)} objects instead of the requested one",
                operation=action.name,
            )
        return found[0]

    def stream(self, action: Action[R], arguments: Mapping[str, object]) -> Iterator[R]:
        """The rows one by one, in WHMCS's order; fetched while they are used and not cached."""
        wire = action.write(arguments)
        return (row for row in self._pages(action, wire) if action.matching(wire, (row,)))

    def has_rows(self, action: Action[R], *, use_cache: bool = True) -> bool:
        """Whether a paged listing without filters has a row. It asks for at most one row."""
        wire = action.write({})
        everything = self._cache.in_hand(_question(action, wire)) if use_cache else None
        if everything is not None:
            return bool(everything)
        return self._cache.get(
            _question(action, {**wire, "limitnum": "1"}),
            lambda: next(self._pages(action, wire, page_size=1), None) is not None,
            fresh=not use_cache,
        )

    def _read(self, action: Action[R], wire: Mapping[str, str]) -> tuple[R, ...]:
        rows = action.matching(wire, self._all(action, wire))
        return tuple(sorted(rows, key=lambda row: row[action.key]))

    def _all(self, action: Action[R], wire: Mapping[str, str]) -> list[R]:
        if action.paged:
            return until_still(lambda: list(self._pages(action, wire)))
        return until_still(lambda: self._once(action, wire))

    def _once(self, action: Action[R], wire: Mapping[str, str]) -> list[R]:
        reply = self._api.ask(action, wire)
        return listing.read_whole(action, reply, accept_incomplete=self._accept_incomplete)

    def _pages(
        self, action: Action[R], wire: Mapping[str, str], *, page_size: int | None = None
    ) -> Iterator[R]:
        return listing.stream(
            self._api.ask,
            action,
            wire,
            page_size=page_size or self._page_size,
            accept_incomplete=self._accept_incomplete,
        )


class _Question(NamedTuple):
    action: str
    wire: tuple[tuple[str, str], ...]


def _question(action: Action[R], wire: Mapping[str, str]) -> _Question:
    return _Question(action.name, tuple(sorted(wire.items())))
