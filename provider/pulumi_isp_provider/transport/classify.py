"""Makes typed errors of answers: by their status, and by what a vendor's client knows."""

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
"""Gives the error for an answer, or None for an answer that the caller reads."""

Translate = Callable[[IspError], IspError]
"""Turns an error into one of the caller's own classes, or gives it back as it is."""

# Servers put the id here under which their support finds the request.
_REQUEST_ID = "X-Request-Id"

# 5xx where waiting does not help: not implemented, wrong HTTP version, misconfigured, network login.
_LASTING = frozenset({501, 505, 506, 508, 510, 511})


def by_status(response: Response) -> IspError | None:
    """Classify by the status alone, as HTTP defines it (RFC 9110).

    401, 403, 407, 408, 429 and 5xx become errors. The client reads every other answer, because only it
    knows how its vendor says "not found" or "refused".

    503 means here that the server has not begun to work on the request. If that is not true for a vendor,
    its own classifier makes a :class:`~pulumi_isp_provider.errors.ServerError` of it first.
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
    """One classifier of several. They are asked in order; the first error counts."""

    def classify(response: Response) -> IspError | None:
        for each in classifiers:
            error = each(response)
            if error is not None:
                return error
        return None

    return classify


def retry_after(headers: CaseInsensitiveDict[str], now: Callable[[], float] = time.time) -> float | None:
    """Seconds that a ``Retry-After`` header asks to wait, or None without a usable one.

    It may be a number of seconds or a date. A date is compared with the server's own ``Date``, if it
    sends one, so it does not matter if our clock is wrong.

    Args:
        headers: Header fields of the answer.
        now: The time in seconds since the epoch, for a server that sends no ``Date``.
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
    """Raises the error that a classifier makes of an answer.

    The error gets the answer as ``response``. Its context gets operation, method, address, status and the
    server's request id, if there is one. What the classifier has set is not changed.

    Args:
        inner: The transport to send through.
        classify: Which answers are errors.
    """

    def __init__(self, inner: Transport, classify: Classify = by_status) -> None:
        super().__init__(inner)
        self._classify = classify

    def send(self, request: Request) -> Response:
        """Send, and raise the classifier's error, if there is one."""
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
    """Turns errors of the inner transport into the caller's own classes."""

    def __init__(self, inner: Transport, translate: Translate) -> None:
        super().__init__(inner)
        self._translate = translate

    def send(self, request: Request) -> Response:
        """Send, and translate the error, if there is one."""
        try:
            return self.inner.send(request)
        except IspError as error:
            translated = self._translate(error)
            if translated is error:
                raise
        raise translated
