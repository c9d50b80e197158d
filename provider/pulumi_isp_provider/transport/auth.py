"""Credentials that expire: one thread fetches them, all use them, and they are renewed in time."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from ..errors import AuthenticationError, ConfigurationError, IspError
from .base import Request, Response, Transport, Wrapper
from .clock import Clock
from .single_flight import SingleFlight

T = TypeVar("T")


class Authenticator(Protocol):
    """Puts credentials into requests."""

    def authorize(self, request: Request) -> Request:
        """A copy of the request with credentials; may log in first."""

    def rejected(self, request: Request, error: AuthenticationError) -> bool:
        """Forget the credential of this request, because the server refused it.

        Args:
            request: The request as :meth:`authorize` gave it.
            error: The server's refusal.

        Returns:
            Whether it can help to send once more, with a new credential.
        """


class Authenticated(Wrapper):
    """Adds credentials. If they are refused, renews them and sends once more, but not a third time.

    Answers and errors carry the request without credentials, so the outer parts of the chain never see one.

    Args:
        inner: The transport to send through.
        authenticator: Gives the credentials.
        before_repeat: Called before the request is sent a second time, for example to wait for a rate limit.
    """

    def __init__(
        self,
        inner: Transport,
        authenticator: Authenticator,
        *,
        before_repeat: Callable[[Request], None] | None = None,
    ) -> None:
        super().__init__(inner)
        self._authenticator = authenticator
        self._before_repeat = before_repeat

    def send(self, request: Request) -> Response:
        """Send with credentials.

        Raises:
            AuthenticationError: The credentials were refused, and so were the renewed ones.
        """
        authorized = self._authenticator.authorize(request)
        try:
            return self._send(authorized, request)
        except AuthenticationError as error:
            if not self._authenticator.rejected(authorized, error):
                raise
        if self._before_repeat is not None:
            self._before_repeat(request)
        # A new credential that is refused is not forgotten: the reason was not that the old one had expired.
        return self._send(self._authenticator.authorize(request), request)

    def _send(self, authorized: Request, request: Request) -> Response:
        try:
            response = self.inner.send(authorized)
        except IspError as error:
            if hasattr(error, "response"):
                error.response = replace(error.response, request=request)
            raise
        return replace(response, request=request)


@dataclass(frozen=True, slots=True)
class Lease(Generic[T]):
    """A credential and how long it is valid.

    Attributes:
        value: The credential.
        seconds: For how long from now on; None: nobody knows until it is refused.
    """

    value: T
    seconds: float | None = None

    def __repr__(self) -> str:
        return f"Lease(seconds={self.seconds})"


class CredentialCell(Generic[T]):
    """Holds the current credential and fetches a new one when it is needed.

    Several threads may use it: one fetches, the others wait. If the fetch fails, all of them get the
    failure and none tries again, so a wrong password is sent once.

    Args:
        fetch: Gets a new credential; it must send through a transport without this authentication.
        margin: A credential is renewed so many seconds before its end, but not before three quarters of its
            life are over.
        clock: Measures time.
    """

    def __init__(
        self, fetch: Callable[[], Lease[T]], *, margin: float = 60.0, clock: Clock | None = None
    ) -> None:
        self._fetch = fetch
        self._margin = margin
        self._clock = clock or Clock()
        self._flight: SingleFlight = SingleFlight()
        self._lock = threading.Lock()
        self._current: tuple[T, float | None] | None = None

    def get(self) -> T:
        """The credential to use now.

        Raises:
            IspError: A new credential was needed, and the fetch failed.
        """
        found = self._usable()
        return found[0] if found else self._flight.run(self._renew)

    def peek(self) -> T | None:
        """The current credential, expired or not, without a fetch; for logging out."""
        with self._lock:
            return self._current[0] if self._current else None

    def put(self, lease: Lease[T]) -> None:
        """Use a credential that comes from somewhere else, such as a file."""
        self._store(lease, self._clock.now())

    def invalidate(self, stale: object) -> None:
        """Forget the credential if it is still this one; keep a newer one."""
        with self._lock:
            if self._current is not None and self._current[0] == stale:
                self._current = None

    def _usable(self) -> tuple[T] | None:
        with self._lock:
            if self._current is None:
                return None
            value, until = self._current
            return (value,) if until is None or self._clock.now() < until else None

    def _renew(self) -> T:
        # Another thread may have fetched one after the caller looked.
        found = self._usable()
        if found:
            return found[0]
        began = self._clock.now()
        lease = self._fetch()
        # Counted from before the request: the credential cannot have begun earlier at the server.
        self._store(lease, began)
        return lease.value

    def _store(self, lease: Lease[T], began: float) -> None:
        until = None
        if lease.seconds is not None:
            until = began + lease.seconds - min(self._margin, lease.seconds / 4)
        with self._lock:
            self._current = (lease.value, until)


class CellAuthenticator(Generic[T]):
    """An authenticator that takes its credentials from a credential cell.

    Args:
        cell: Holds the credential.
        apply: Puts the credential into a request, such as :func:`bearer`, or :func:`in_body`.
    """

    def __init__(self, cell: CredentialCell[T], apply: Callable[[Request, T], Request]) -> None:
        self.cell = cell
        self._apply = apply

    def authorize(self, request: Request) -> Request:
        """Put the current credential in."""
        value = self.cell.get()
        return replace(self._apply(request, value), credential=value)

    def rejected(self, request: Request, error: AuthenticationError) -> bool:
        """Forget the credential of this request; a new one can help."""
        self.cell.invalidate(request.credential)
        return True


class BasicAuthenticator:
    """A user name and password in each request (RFC 7617). There is nothing to renew."""

    def __init__(self, username: str, password: str) -> None:
        pair = f"{username}:{password}".encode()
        self._header = "Basic " + base64.b64encode(pair).decode("ascii")

    def authorize(self, request: Request) -> Request:
        """Put the name and password in."""
        return with_header(request, "Authorization", self._header)

    def rejected(self, request: Request, error: AuthenticationError) -> bool:
        """Always False: the same password would be refused again."""
        return False


def bearer(request: Request, token: str) -> Request:
    """Put a bearer token into the ``Authorization`` header (RFC 6750)."""
    return with_header(request, "Authorization", f"Bearer {token}")


def with_header(request: Request, name: str, value: str) -> Request:
    """A copy of the request with one header field set."""
    return replace(request, headers={**request.headers, name: value})


def in_body(placeholder: bytes) -> Callable[[Request, str], Request]:
    """Put a credential into the body, in the place of a placeholder.

    Args:
        placeholder: Bytes that are in the body exactly once. Make new ones in each process
            (``secrets.token_hex(16)``). Otherwise somebody could write them into a description and read
            the credential there.

    Returns:
        A function for :class:`CellAuthenticator`. It raises ConfigurationError for a body in which the
        placeholder is missing or comes more than once.
    """

    def apply(request: Request, credential: str) -> Request:
        body = request.body or b""
        if body.count(placeholder) != 1:
            raise ConfigurationError("The request must have one place for the session id", **request.place)
        return replace(request, body=body.replace(placeholder, credential.encode()))

    return apply
