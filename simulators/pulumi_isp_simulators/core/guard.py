"""Who may ask the admin side: not a page in a browser that happens to reach the port.

The admin side needs no credentials. A page of another site can send requests to it, which browsers mark
with ``Origin``; and a name that its owner points at this machine (DNS rebinding) makes a foreign page look
like one of ours, but for the ``Host`` that it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/?#@\[\]]+)(?::([0-9]{0,5}))?")
_PORTS: Final = {"http": 80, "https": 443}


class Foreign(Exception):
    """A request that a page of another site may have made.

    Attributes:
        place: The header that gives it away.
    """

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


class Guard:
    """Lets pass what programs and people send.

    A ``Host`` may be an address, ``localhost``, a name without a dot (a container's, or this machine's: no
    stranger can own one) or a name that is listed; requests of HTTP/1.0 may have none. An ``Origin`` must be
    the place that was asked.

    Args:
        hosts: Further names, in any case.
    """

    def __init__(self, hosts: Iterable[str]) -> None:
        self._hosts = frozenset(_plain(host) for host in hosts)

    def check(self, headers: Headers) -> None:
        """Refuse a request by its headers.

        Raises:
            Foreign: ``Host`` or ``Origin`` is not ours.
        """
        host, origin = headers.get("Host"), headers.get("Origin")
        if host is not None and not self._known(host):
            raise Foreign(
                "Host",
                f"the admin side does not answer for {host!r}, as a web page may have brought that name here:"
                " ask by an address, as localhost or by a name without a dot, or allow it with --admin-host",
            )
        if origin is not None and not _same_place(origin, host):
            raise Foreign(
                "Origin",
                f"the admin side takes no requests from web pages of another site, such as {origin!r}",
            )

    def _known(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = _plain(found[1])
        return name in self._hosts or "." not in name or name.endswith(".localhost") or _is_address(name)


def _plain(host: str) -> str:
    return host.strip("[]").rstrip(".").lower()


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _same_place(origin: str, host: str | None) -> bool:
    """Whether an origin is the host and port that was asked; never for ``null`` and what is no origin."""
    try:
        page = urlsplit(origin)
        asked = urlsplit(f"{page.scheme}://{host}")
        default = _PORTS.get(page.scheme)
        return bool(page.hostname) and (page.hostname, page.port or default) == (
            asked.hostname,
            asked.port or default,
        )
    except ValueError:
        return False
