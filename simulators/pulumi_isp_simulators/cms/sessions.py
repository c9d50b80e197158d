"""Sessions."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from ..core.clock import Clock


@dataclass
class Session:
    """One login.

    Attributes:
        user: Who logged in.
        last_used: When the session was last used, on the simulator's clock.
    """

    user: str
    last_used: float


class TooManySessions(Exception):
    """The CMS, or this user, has as many sessions as allowed."""


class SessionTable:
    """Sessions with an idle timeout and limits. Not locked: the vendor's lock guards it.

    Args:
        clock: The time.
        timeout: Seconds without a request after which a session is gone.
        limit: Sessions at one time, all users together.
        user_limit: Sessions of one user at one time; None for no such limit. first_id: Id of the first
            session. Real ids are small decimal numbers.
    """

    def __init__(
        self, clock: Clock, *, timeout: float, limit: int, user_limit: int | None, first_id: int
    ) -> None:
        self._clock = clock
        self._timeout = timeout
        self._limit = limit
        self._user_limit = user_limit
        self._next_id = first_id
        self._sessions: dict[int, Session] = {}

    def open(self, user: str) -> int:
        """Log a user in and return the session id.

        Raises:
            TooManySessions: A limit is reached.
        """
        self._forget_idle()
        if len(self._sessions) >= self._limit:
            raise TooManySessions
        if self._user_limit is not None and self._held_by(user) >= self._user_limit:
            raise TooManySessions
        session_id = self._next_id
        self._next_id += 1
        self._sessions[session_id] = Session(user, self._clock.now())
        return session_id

    def use(self, session_id: str, user: str) -> bool:
        """Whether a session is one of a user; a use restarts the idle time."""
        self._forget_idle()
        session = self._find(session_id, user)
        if session is None:
            return False
        session.last_used = self._clock.now()
        return True

    def close(self, session_id: str, user: str) -> bool:
        """Log out; False if the user has no such session."""
        self._forget_idle()
        if self._find(session_id, user) is None:
            return False
        del self._sessions[int(session_id)]
        return True

    def close_all(self) -> int:
        """End every session and return how many there were."""
        self._forget_idle()
        count = len(self._sessions)
        self._sessions.clear()
        return count

    def __len__(self) -> int:
        self._forget_idle()
        return len(self._sessions)

    def _held_by(self, user: str) -> int:
        return sum(1 for session in self._sessions.values() if session.user == user)

    def _find(self, session_id: str, user: str) -> Session | None:
        # isdecimal alone accepts digits of other scripts, and int() refuses very long numbers.
        if not (session_id.isascii() and session_id.isdecimal() and len(session_id) <= 18):
            return None
        session = self._sessions.get(int(session_id))
        if session is None or not hmac.compare_digest(session.user.encode(), user.encode()):
            return None
        return session

    def _forget_idle(self) -> None:
        oldest = self._clock.now() - self._timeout
        idle = [key for key, session in self._sessions.items() if session.last_used <= oldest]
        for key in idle:
            del self._sessions[key]
