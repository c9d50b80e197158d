"""Turns the exceptions of the HTTP libraries into errors without secrets.

The libraries' own texts are never used: they quote addresses with queries, header values, and proxies
with passwords.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
import urllib3

from ..errors import (
    ConfigurationError,
    ConnectError,
    ConnectionLostError,
    IspError,
    MalformedResponseError,
    ResponseTimeoutError,
)
from .base import Request
from .connections import OutOfTime

FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError)
"""What a failed request may raise. For a ValueError see :func:`unusable`."""


def failure(error: BaseException, request: Request, *, sent: bool, proxied: bool = False) -> IspError:
    """The error for an exception of the HTTP libraries.

    Args:
        error: The exception.
        request: The request that failed.
        sent: Whether any byte of the request was sent.
        proxied: Whether it was sent through a proxy.
    """
    chain = list(_chain(error))
    host = urlsplit(request.url).netloc
    if not sent:
        reason = _reason(chain)
        way = " through the proxy that the environment names" if proxied else ""
        unreached = ConnectError(f"Cannot connect to {host}{way}" + (f": {reason}" if reason else ""))
        # A certificate that is not trusted now will not be trusted in a minute.
        unreached.is_transient = not any(isinstance(each, ssl.SSLCertVerificationError) for each in chain)
        return unreached
    if any(isinstance(each, OutOfTime) for each in chain):
        return ResponseTimeoutError(f"The answer of {host} did not end in time")
    if any(isinstance(each, (TimeoutError, urllib3.exceptions.ReadTimeoutError)) for each in chain):
        return ResponseTimeoutError(f"{host} did not answer in time")
    if any(_not_http(each) for each in chain):
        return MalformedResponseError(f"What {host} sent is not HTTP")
    reason = _reason(chain)
    return ConnectionLostError(f"The connection to {host} broke" + (f": {reason}" if reason else ""))


def unusable(error: ValueError, *, sent: bool) -> IspError:
    """The error for a ValueError: about our request before it was sent, about the answer afterwards."""
    kind = type(error).__name__
    if sent:
        return MalformedResponseError(f"The answer cannot be read: {kind}")
    return ConfigurationError(f"The request cannot be built: {kind}")


def _not_http(error: BaseException) -> bool:
    if isinstance(error, (http.client.RemoteDisconnected, http.client.IncompleteRead)):
        return False
    return isinstance(error, http.client.HTTPException)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and all exceptions behind it; the libraries store them in different places."""
    waiting: deque[object] = deque([error])
    seen: set[int] = set()
    while waiting:
        each = waiting.popleft()
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting.extend((each.__cause__, each.__context__, getattr(each, "reason", None), *each.args))


def _reason(chain: list[BaseException]) -> str:
    for each in chain:
        if isinstance(each, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted: {each.verify_message}"
        if isinstance(each, socket.gaierror):
            return "the host name is not known"
        # Python's own error for a proxy that refuses: the only OSError without a number, with a status in
        # its text.
        refused = re.search(r"\b[1-5]\d\d\b", str(each)) if type(each) is OSError and not each.errno else None
        if refused:
            return f"the proxy refused with {refused[0]}"
    for each in chain:
        if isinstance(each, ssl.SSLError) and each.reason:
            return f"TLS failed: {each.reason}"
        if isinstance(each, OSError) and each.strerror:
            return each.strerror
    timeouts = (TimeoutError, urllib3.exceptions.ConnectTimeoutError)
    return "no answer in time" if any(isinstance(each, timeouts) for each in chain) else ""
