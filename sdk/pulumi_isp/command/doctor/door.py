"""Checks the connection to an address: its encryption, the end of its certificate, and its clock.

It sends one HEAD request for the root of the address. Every web server answers it somehow, and nothing is
written.
"""

from __future__ import annotations

import http.client
import ipaddress
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from .finding import Finding, Outcome

_LIMIT: Final = 10.0
"""Seconds to wait for the connection and for each part of the answer."""
_SOON: Final = 21
"""A certificate that ends within so many days is a warning."""
_SKEW: Final = 120
"""Seconds by which two clocks may differ. If they differ more, tokens and certificates may be refused."""


def look(about: str, url: str) -> Iterator[Finding]:
    """Check an address.

    If it does not answer, there is no finding here: the client is tried next, and its error is the one of
    `up`.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "http" and not _is_local(host):
        yield Finding(
            f"{about}: encryption",
            Outcome.WARNING,
            f"{parts.scheme}://{host} is not encrypted: others in the network can read passwords",
            "Use https if the system has it, or a tunnel.",
        )
    try:
        connection = _connection(parts.scheme, host, parts.port)
        try:
            connection.request("HEAD", "/")
            date = connection.getresponse().getheader("Date")
            yield from _certificate(about, connection)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException):
        return
    yield from _clock(about, date)


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=_LIMIT, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=_LIMIT)


def _certificate(about: str, connection: http.client.HTTPConnection) -> Iterator[Finding]:
    if not isinstance(connection.sock, ssl.SSLSocket):
        return
    ends = str((connection.sock.getpeercert() or {}).get("notAfter", ""))
    if ends:
        days = int(ssl.cert_time_to_seconds(ends) - datetime.now(UTC).timestamp()) // 86_400
        soon = days < _SOON
        yield Finding(
            f"{about}: certificate",
            Outcome.WARNING if soon else Outcome.OK,
            f"valid for {days} more days",
            "Have it renewed." if soon else "",
        )


def _clock(about: str, date: str | None) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return  # a server need not send a date
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    seconds = round((theirs - datetime.now(UTC)).total_seconds())
    if abs(seconds) > _SKEW:
        yield Finding(
            f"{about}: clock",
            Outcome.WARNING,
            f"its clock is {abs(seconds)} s {'ahead of' if seconds > 0 else 'behind'} this machine's",
            "Correct the wrong clock: with it, certificates and tokens may be refused.",
        )


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
