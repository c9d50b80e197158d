"""Sessions: ``/sessions``, the connections of users. They come from the seed; the listing has a cursor."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from .described import SHAPES
from .errors import invalid
from .family import Family
from .instants import instant
from .shapes import Record, Shape
from .tenant import Tenant
from .wire import Answer, Call, Endpoint

_DAY = 86400
_MOST_DAYS = 30


class Sessions(Family):
    """A connection of a user, host or connector, now or in the last thirty days."""

    kind = "sessions"
    path = "/sessions"
    entity = "session"
    label = "Session"
    name_field = None
    reply = SHAPES["SessionResponse"]
    create = update = Shape()

    def endpoints(self) -> Iterator[Endpoint]:
        """Sessions can only be listed."""
        yield Endpoint("sessions.list", "GET", self.path, self.list_page)

    def list_page(self, tenant: Tenant, call: Call) -> Answer:
        """Sessions from the cursor on; the last page has no ``nextCursor``."""
        size = call.number("size", None, 1, 100)
        now = tenant.clock.now()
        since = self._when(call, "startDate", now - _DAY)
        until = self._when(call, "endDate", float("inf"))
        if since < now - _MOST_DAYS * _DAY:
            raise invalid("startDate", f"startDate is more than {_MOST_DAYS} days ago")
        status = call.choice("status", "ACTIVE", "COMPLETED", "FAILED") if call.query.get("status") else None
        rows = [
            each
            for each in self.table(tenant)
            if since <= (instant(each.get("sessionStartTime", "")) or now) <= until
            and status in (None, each.get("status"))
        ]
        start = self._start(call.query.get("cursor", ""))
        content = [self.shown(tenant, each) for each in rows[start : start + size]]
        body: Record = {"sessions": content}
        if start + size < len(rows):
            body["nextCursor"] = base64.urlsafe_b64encode(str(start + size).encode()).decode()
        return Answer(200, body)

    @staticmethod
    def _when(call: Call, name: str, default: float) -> float:
        text = call.query.get(name)
        if not text:
            return default
        # A plus sign that was not encoded arrives as a space.
        when = instant(text.replace(" ", "+"))
        if when is None:
            raise invalid(name, "The value is not a date-time")
        return when

    @staticmethod
    def _start(cursor: str) -> int:
        if not cursor:
            return 0
        try:
            text = base64.urlsafe_b64decode(cursor.encode()).decode("ascii")
        except (binascii.Error, ValueError):
            text = ""
        if not text.isdigit() or len(text) > 9:
            raise invalid("cursor", "The cursor is not valid")
        return int(text)


SESSIONS = Sessions()
