"""Protects the admin side from web pages in a browser that can reach the port.

The admin side needs no credentials. A page of another site can send requests to it, which browsers mark with
``Origin``. With a name that points at this machine (DNS rebinding) a foreign page looks like one of ours,
except for its ``Host``.
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
        place: The header that shows it.
    """

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


class Guard:
    """Accepts requests of programs and people.

    A ``Host`` may be an address, ``localhost``, a name without a dot (of a container or this machine; nobody
    else can own one) or a listed name; requests of HTTP/1.0 may have none. An ``Origin`` must be the
    address of the request.

    Args:
        hosts: Further names, in any case.
    """

    def __init__(self, hosts: Iterable[str]) -> None:
        self._hosts = frozenset(_plain(host) for host in hosts)

    def check(self, headers: Headers) -> None:
        """Check the headers of a request.

        Raises:
            Foreign: ``Host`` or ``Origin`` is not allowed.
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
    """Whether an origin is the host and port of the request; never for ``null`` or an invalid origin."""
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
