"""The session at the CMS: one login and one logout, shared by all threads.

A CMS has 200 sessions in all and a limit for each user. So a session is only requested if needed: not for
each thread, not right after a refusal, and not repeatedly while logins get no answer. Each unanswered login
may have opened a session that nobody can log out.
"""

from __future__ import annotations

import atexit
import copy
import re
import secrets
import threading
from email.message import Message
from typing import Any

from ....errors import AuthenticationError as AnyAuthenticationError
from ....transport.auth import CellAuthenticator, CredentialCell, Lease, in_body
from ....transport.base import Request, Response, Transport
from ....transport.clock import Clock
from ....transport.meeting import Meeting
from ....transport.redact import Redactor, redacted
from ....transport.turns import Turns
from ...errors import (
    AuthenticationError,
    CalixError,
    MalformedReplyError,
    SessionExpiredError,
    SessionTableFullError,
    client_closed,
    in_calix_words,
)
from ..config import Config
from ..logs import Logger
from . import replies, rpc
from .wire import AuthReply

XML_PATH = "/cmsexc/ex/netconf"
"""The path for requests to E7s, and for logins."""

XML_HEADERS = {"Content-Type": "text/xml;charset=UTF-8", "Accept": "text/xml"}

REFUSAL_SECONDS = 60.0
"""Seconds for which a refused login is remembered: repeated wrong passwords lock the account."""

MAX_UNANSWERED_LOGINS = 5
"""After so many logins without an answer within :data:`SESSION_SECONDS` no more are tried."""

SESSION_SECONDS = 1800.0
"""The longest idle time that a CMS allows before it ends a session."""

TURN_SECONDS = 5.0
"""How long a session is kept before another run that waits for one gets its turn."""

_LOGOUT_TIMEOUT = (5.0, 15.0)
_RESULT_REFUSED = 6
# "Full" is also the first word of the privilege that an account may lack.
_LIMIT = r"(limit|max|exceed|exhaust|full(?! cms)|many|\bno (free|more|available))"
_TABLE_FULL = re.compile(rf"session.*{_LIMIT}|{_LIMIT}.*session", re.IGNORECASE | re.DOTALL)


class Session:
    """Logs in with the first request, and again if the CMS no longer knows the session.

    Args:
        config: Address and credentials.
        transport: Sends logins and logouts; it retries only what certainly had no effect.
        redactor: Learns each session id.
        log: For logins and logouts.
        clock: The time.
    """

    def __init__(
        self, config: Config, transport: Transport, redactor: Redactor, log: Logger, clock: Clock
    ) -> None:
        self._config = config
        self._transport = transport
        self._redactor = redactor
        self._log = log
        self._clock = clock
        self._lock = threading.Lock()
        self._closed = False
        self._refusal: tuple[float, CalixError] | None = None
        self._unanswered: list[float] = []
        self._cell: CredentialCell[str] = CredentialCell(self._login, clock=clock)
        self.placeholder = f"session-id-goes-here-{secrets.token_hex(8)}"
        """Placeholder of the session id in a request, so that a dump of the request does not show the id."""
        self.place = Turns(
            Meeting("cms", config.connection.url.rstrip("/").lower(), config.credentials.username),
            "A login",
            seconds=TURN_SECONDS,
            places=config.performance.max_sessions,
            leave=self._end,
            check=self.check_open,
        )
        """What to be in while the session is used; it is one of those that all runs of this user may have."""
        self.authenticator = _SessionAuthenticator(self, self._cell)

    def open(self) -> None:
        """Log in if there is no session.

        Raises:
            AuthenticationError: The CMS refused.
            ConnectionError: It gave no answer.
        """
        with self._lock:
            self._closed = False
            self._refusal = None
        with self.place:
            self._cell.get()
            self.abandon_if_closed()

    @property
    def is_open(self) -> bool:
        """Whether there is a session, as far as known."""
        return self._cell.peek() is not None

    def check_open(self) -> None:
        """Raise OperationError after :meth:`close`."""
        with self._lock:
            if self._closed:
                raise client_closed()

    def abandon_if_closed(self) -> None:
        """Log out and raise OperationError if :meth:`close` was called before the session was known."""
        with self._lock:
            closed = self._closed
        if closed:
            self.close()
            self.check_open()

    def close(self) -> None:
        """Log out if there is a session. A failure is only logged."""
        with self._lock:
            self._closed = True
        self._end()
        self.place.give_up()

    def _end(self) -> None:
        with self._lock:
            session = self._cell.peek()
            self._cell.invalidate(session)
        if session is not None:
            self._logout(session)

    def _logout(self, session: str) -> None:
        atexit.unregister(self.close)
        body = rpc.logout(self._config.credentials.username, session)
        try:
            reply = self._ask("session.logout", body, _LOGOUT_TIMEOUT)
        except CalixError as error:
            self._log.warning("logout failed; the session ends by itself when idle", reason=error.message)
            return
        self._log.debug("logged out", result_code=reply.result_code)

    def _login(self) -> Lease[str]:
        self._check_attempts()
        credentials = self._config.credentials
        try:
            reply = self._ask("session.login", rpc.login(credentials.username, credentials.password), None)
        except CalixError as error:
            if error.effect_unknown:
                self._unanswered.append(self._clock.now())
            raise
        if reply.result_code == 0 and reply.session_id:
            return self._begun(reply.session_id)
        if reply.result_code == 0:
            self._unanswered.append(self._clock.now())
            raise MalformedReplyError(
                "the CMS accepted the login but gave no session id", operation="session.login"
            )
        refusal = self._refused(reply.result_code, self._redactor.mask(reply.message))
        with self._lock:
            self._refusal = (self._clock.now(), refusal)
        raise refusal

    def _begun(self, session: str) -> Lease[str]:
        self._redactor.register(session)
        self._log.debug("logged in")
        atexit.register(self.close)
        return Lease(session)

    def _check_attempts(self) -> None:
        now = self._clock.now()
        with self._lock:
            remembered = self._refusal
            self._unanswered = [at for at in self._unanswered if now - at < SESSION_SECONDS]
            unanswered = len(self._unanswered)
        if remembered is not None and now - remembered[0] < REFUSAL_SECONDS:
            raise copy.copy(remembered[1])
        if unanswered >= MAX_UNANSWERED_LOGINS:
            raise SessionTableFullError(
                f"{unanswered} logins had no answer; another one might only fill the CMS's session table",
                operation="session.login",
            )

    def _refused(self, code: int, words: str) -> CalixError:
        said = f": {words}" if words else ""
        context: dict[str, Any] = {"operation": "session.login", "result_code": code}
        context["cms_message"] = words or None
        if _TABLE_FULL.search(words):
            return SessionTableFullError(
                f"the CMS gives out no more sessions (ResultCode {code}{said})", **context
            )
        if code == _RESULT_REFUSED:
            return AuthenticationError(
                f"the CMS refused the user name or password (ResultCode {code}{said})",
                hint="Check user name and password; the account may also be locked.",
                **context,
            )
        return AuthenticationError(
            f"the CMS refused the login (ResultCode {code}{said})",
            hint="Known reasons are a wrong user or password, an account without the privilege "
            '"Full CMS Administration", and no free session for this user or in the whole CMS.',
            **context,
        )

    def _ask(self, operation: str, body: bytes, timeout: tuple[float, float] | None) -> AuthReply:
        request = Request(
            method="POST",
            url=self._config.connection.url.rstrip("/") + XML_PATH,
            operation=operation,
            headers=XML_HEADERS,
            body=body,
            repeatable=False,
            timeout=timeout,
        )
        response = self._transport.send(request)
        try:
            with redacted(self._redactor):  # the error may quote the body, secrets included
                return replies.read_auth_reply(response.body, charset(response))
        except MalformedReplyError as error:
            raise in_calix_words(error, operation=operation) from None


class _SessionAuthenticator(CellAuthenticator[str]):
    def __init__(self, session: Session, cell: CredentialCell[str]) -> None:
        super().__init__(cell, in_body(session.placeholder.encode()))
        self._session = session

    def authorize(self, request: Request) -> Request:
        self._session.check_open()
        authorized = super().authorize(request)
        self._session.abandon_if_closed()
        return authorized

    def rejected(self, request: Request, error: AnyAuthenticationError) -> bool:
        """Log in again only if the CMS no longer knows the session; otherwise this one would be left open."""
        return isinstance(error, SessionExpiredError) and super().rejected(request, error)


def charset(response: Response) -> str | None:
    """The charset of the Content-Type header, if it names one."""
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type", "")
    return header.get_content_charset()
