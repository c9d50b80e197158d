"""From answers to typed errors: what the status line says, and a place for what only a vendor knows."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from requests.structures import CaseInsensitiveDict

from ..errors import (
    AuthenticationError,
    ConfigurationError,
    IspError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    ServiceUnavailableError,
)
from .base import Request, Response, Transport, Wrapper

Classify = Callable[[Response], IspError | None]
"""Says which error an answer is, or None for an answer that the caller wants to read."""

Translate = Callable[[IspError], IspError]
"""Turns an error into the caller's own family; gives back what needs no turning."""

# Where servers write the id under which their people find the request.
_REQUEST_ID = "X-Request-Id"

# 5xx that waiting does not cure: not implemented, wrong HTTP version, misconfigured, network login.
_LASTING = frozenset({501, 505, 506, 508, 510, 511})


def by_status(response: Response) -> IspError | None:
    """Classify by the status alone, as HTTP defines it (RFC 9110).

    401, 403, 407, 408, 429 and 5xx become errors; everything else is for the client to read,
    because only it knows how its vendor says "not found" or "refused".

    503 counts as "did not begin to work on it". A vendor for which that is not so classifies it as
    :class:`~pulumi_isp_provider.errors.ServerError` before this function sees it.
    """
    status = response.status
    if status == 401:
        return AuthenticationError("The server did not accept the credentials", status=status)
    if status == 403:
        return PermissionDeniedError("The account may not do this", status=status)
    if status == 407:
        return ConfigurationError(
            "The proxy wants a user name and password, so the request did not reach the server",
            hint="Put them into the proxy's address in the environment.",
            status=status,
        )
    wait = retry_after(response.headers)
    if status == 408:
        return ServerError("The server gave up waiting for the request", status=status, retry_after=wait)
    if status == 429:
        return RateLimitError("Too many requests for the server", status=status, retry_after=wait)
    if status == 503:
        return ServiceUnavailableError(
            "The server is not available at the moment", status=status, retry_after=wait
        )
    if status >= 500:
        error = ServerError("The server failed on the request", status=status, retry_after=wait)
        error.is_transient = status not in _LASTING
        return error
    return None


def first_of(*classifiers: Classify) -> Classify:
    """Ask several in order; the first that gives an error decides."""

    def classify(response: Response) -> IspError | None:
        for each in classifiers:
            error = each(response)
            if error is not None:
                return error
        return None

    return classify


def retry_after(headers: CaseInsensitiveDict[str], now: Callable[[], float] = time.time) -> float | None:
    """Seconds that a ``Retry-After`` header asks to wait, or None without a usable one.

    Both forms are read: seconds, and a date. A date is compared with the server's own ``Date``
    where it sends one, so clocks that disagree do no harm.

    Args:
        headers: Header fields of the answer.
        now: Wall clock, in seconds since the epoch, for a server that sends no ``Date``.
    """
    text = headers.get("Retry-After", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        until = _epoch(text)
        if until is None:
            return None
        since = _epoch(headers.get("Date", ""))
        seconds = until - (now() if since is None else since)
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _epoch(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


class Classified(Wrapper):
    """Raises what a classifier finds in an answer.

    The error gets the answer as ``response`` and in its context where it happened, the status and,
    if the server sent one, the request id; what the classifier has set itself stays.

    Args:
        inner: The transport that answers.
        classify: Which answers are errors.
    """

    def __init__(self, inner: Transport, classify: Classify = by_status) -> None:
        super().__init__(inner)
        self._classify = classify

    def send(self, request: Request) -> Response:
        """Send, and raise what the classifier makes of the answer."""
        response = self.inner.send(request)
        error = self._classify(response)
        if error is None:
            return response
        if not hasattr(error, "response"):
            error.response = response
        known = {**request.place, "status": response.status}
        request_id = response.headers.get(_REQUEST_ID)
        if request_id:
            known["request_id"] = request_id
        error.context = {**known, **error.context}
        raise error


class Translated(Wrapper):
    """Gives errors of the transport below the names that the caller expects."""

    def __init__(self, inner: Transport, translate: Translate) -> None:
        super().__init__(inner)
        self._translate = translate

    def send(self, request: Request) -> Response:
        """Send; what goes wrong comes out translated."""
        try:
            return self.inner.send(request)
        except IspError as error:
            translated = self._translate(error)
            if translated is error:
                raise
        raise translated
