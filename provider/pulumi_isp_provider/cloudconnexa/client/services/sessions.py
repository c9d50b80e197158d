"""Sessions: present and past connections. Their pages have a cursor instead of numbers."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Literal

from marshmallow import ValidationError as ShapeError

from ....transport.base import Response
from ...errors import ValidationError
from ..api.base import Collection
from ..gateway import Gateway, malformed, read_json
from ..models import Session

PAGE_SIZE = 100
"""The vendor's maximum page size for sessions."""

_MEMBERS = frozenset({"sessions", "nextCursor"})

Status = Literal["ACTIVE", "COMPLETED", "FAILED"]


class SessionService:
    """Lists sessions of the last 30 days."""

    def __init__(self, gateway: Gateway, collection: Collection[Session]) -> None:
        self._gateway = gateway
        self._collection = collection

    def list(
        self,
        *,
        start_date: datetime | str | None = None,
        end_date: datetime | str | None = None,
        status: Status | None = None,
        return_only_new: bool = False,
    ) -> builtins.list[Session]:
        """All sessions that match.

        Args:
            start_date: Earliest instant, at most 30 days ago; default: the last day. A datetime with a time
                zone, or ISO 8601 text.
            end_date: Latest instant.
            status: Only sessions in this state.
            return_only_new: Only sessions that began in the period.

        Raises:
            ValidationError: A date has no time zone, or the vendor refused one.
        """
        found = self.iter(
            start_date=start_date, end_date=end_date, status=status, return_only_new=return_only_new
        )
        return list(found)

    def iter(
        self,
        *,
        start_date: datetime | str | None = None,
        end_date: datetime | str | None = None,
        status: Status | None = None,
        return_only_new: bool = False,
    ) -> Iterator[Session]:
        """As :meth:`list`, page by page; the next page is requested when needed.

        The vendor gives no total, so a missing session would not be noticed.
        """
        with self._gateway.reporting():
            params = {"size": str(PAGE_SIZE)}
            if start_date is not None:
                params["startDate"] = _instant("start_date", start_date)
            if end_date is not None:
                params["endDate"] = _instant("end_date", end_date)
            if status is not None:
                params["status"] = status
            if return_only_new:
                params["returnOnlyNew"] = "true"
            yield from self._walk(params)

    def _walk(self, params: dict[str, str]) -> Iterator[Session]:
        seen: set[str] = set()
        given: set[str] = set()
        while True:
            response = self._gateway.send(
                "sessions.list", "GET", self._collection.path, params=params, stale_ok=True
            )
            payload = read_json(response)
            # For this vendor null and missing mean the same, but an answer with other members is not an empty
            # page.
            if not isinstance(payload, dict) or (payload and not payload.keys() & _MEMBERS):
                raise malformed(response, "The answer is not a page of sessions")
            sessions, cursor = payload.get("sessions") or [], payload.get("nextCursor")
            if not isinstance(sessions, list):
                raise malformed(response, "The answer is not a page of sessions")
            for session in [self._session(response, item) for item in sessions]:
                if session.id not in given:
                    given.add(session.id)
                    yield session
            if cursor is None or cursor == "":
                return
            if not isinstance(cursor, str):
                raise malformed(response, "The page does not say where the next one begins")
            if cursor in seen:
                raise malformed(response, "The vendor's cursor goes in circles")
            seen.add(cursor)
            params = {**params, "cursor": cursor}

    def _session(self, response: Response, item: Any) -> Session:
        try:
            return self._collection.parse(item)
        except ShapeError:
            raise malformed(response, "The answer holds something that is not a session") from None


def _instant(name: str, value: datetime | str) -> str:
    if isinstance(value, str):
        return value
    if value.tzinfo is None:
        raise ValidationError(f"{name} needs a time zone, such as datetime.UTC")
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
