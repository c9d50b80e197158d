"""Credentials that expire: fetched by one thread, used by all, renewed before they end."""

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
        """A copy of the request that carries credentials; may log in first."""

    def rejected(self, request: Request, error: AuthenticationError) -> bool:
        """The server refused this request's credential: forget it.

        Args:
            request: The request as :meth:`authorize` gave it.
            error: What the server said.

        Returns:
            Whether sending once more, with a new credential, makes sense.
        """


class Authenticated(Wrapper):
    """Sends with credentials; after a refusal renews them and sends once more, never twice.

    Answers and errors that come out of here speak of the request as it came in, so nothing above
    this wrapper ever holds a credential.

    Args:
        inner: The transport to send through.
        authenticator: Where credentials come from.
        before_repeat: Called before the second sending; the place to ask a rate limiter.
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
            AuthenticationError: The credentials were refused, the renewed ones too.
        """
        authorized = self._authenticator.authorize(request)
        try:
            return self._send(authorized, request)
        except AuthenticationError as error:
            if not self._authenticator.rejected(authorized, error):
                raise
        if self._before_repeat is not None:
            self._before_repeat(request)
        # If the new one is refused too, then staleness was not the reason, and it stays.
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
    """A credential and how long it is good.

    Attributes:
        value: The credential.
        seconds: Life from now on, or None where only a refusal tells its end.
    """

    value: T
    seconds: float | None = None

    def __repr__(self) -> str:
        return f"Lease(seconds={self.seconds})"


class CredentialCell(Generic[T]):
    """Holds the current credential and fetches a new one when it is needed.

    Safe under threads: one fetches, the others wait for it. When fetching fails, all who wait get
    the failure and none of them tries again by itself, so a wrong password is sent once.

    Args:
        fetch: Gets a new credential; it must send through a transport without this authentication.
        margin: Seconds before its end at which a credential counts as used up; never more than a
            quarter of its life.
        clock: Where time comes from.
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
            IspError: A new one was needed and could not be had.
        """
        found = self._usable()
        return found[0] if found else self._flight.run(self._renew)

    def peek(self) -> T | None:
        """The credential held now, used up or not, without fetching; for logging out."""
        with self._lock:
            return self._current[0] if self._current else None

    def put(self, lease: Lease[T]) -> None:
        """Take a credential that was got in another way, such as from a file."""
        self._store(lease, self._clock.now())

    def invalidate(self, stale: object) -> None:
        """Forget the credential if it is still this one; a newer one stays."""
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
        # Between the caller's look and this flight another one may have landed.
        found = self._usable()
        if found:
            return found[0]
        began = self._clock.now()
        lease = self._fetch()
        # Counted from before the request: the server's clock for it started later, never earlier.
        self._store(lease, began)
        return lease.value

    def _store(self, lease: Lease[T], began: float) -> None:
        until = None
        if lease.seconds is not None:
            until = began + lease.seconds - min(self._margin, lease.seconds / 4)
        with self._lock:
            self._current = (lease.value, until)


class CellAuthenticator(Generic[T]):
    """An authenticator over a credential cell.

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
        """Forget the credential that this request carried; a new one is worth a try."""
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
        """The same password again would be refused again."""
        return False


def bearer(request: Request, token: str) -> Request:
    """Put a bearer token into the ``Authorization`` header (RFC 6750)."""
    return with_header(request, "Authorization", f"Bearer {token}")


def with_header(request: Request, name: str, value: str) -> Request:
    """A copy of the request with one header field set."""
    return replace(request, headers={**request.headers, name: value})


def in_body(placeholder: bytes) -> Callable[[Request, str], Request]:
    """Put a credential into the body, where the client has left a placeholder for it.

    Args:
        placeholder: Bytes that stand in the body exactly once. Make them up anew in each process
            (``secrets.token_hex(16)``), so that nobody can write them into a description and read
            the credential there.

    Returns:
        A function for :class:`CellAuthenticator`. It raises ConfigurationError for a body that has
        the placeholder not once.
    """

    def apply(request: Request, credential: str) -> Request:
        body = request.body or b""
        if body.count(placeholder) != 1:
            raise ConfigurationError("The request must have one place for the session id", **request.place)
        return replace(request, body=body.replace(placeholder, credential.encode()))

    return apply
