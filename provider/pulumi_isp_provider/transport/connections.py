"""Pools of connections that know whether a request has left, and until when its answer may come.

The exceptions of ``requests`` do not tell the one: a TLS connection that breaks after the request looks like
one that was never made. Its timeouts do not limit the other: each of them is about the next piece alone.
"""

from __future__ import annotations

import io
import ssl
import threading
from http.client import HTTPResponse
from time import monotonic
from typing import Any, ClassVar

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ..errors import ConfigurationError


class Progress(threading.local):
    """How far this thread's request has got, and the time of the monotonic clock at which it is given up."""

    sent: bool = False
    connecting: bool = False
    deadline: float = float("inf")


progress = Progress()


class OutOfTime(TimeoutError):
    """The answer did not end before the deadline, however steadily it dripped in."""


class _Incoming(io.RawIOBase):
    """The bytes of an answer, its head included, as long as there is time."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__()
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if monotonic() > progress.deadline:
            raise OutOfTime
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(HTTPResponse):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fp = io.BufferedReader(_Incoming(self.fp.detach()))


class _Connection(HTTPConnection):
    """Notes when the first byte of a request, and not of the way to it, goes out."""

    response_class = _Answer

    def connect(self) -> None:
        progress.connecting = True
        try:
            super().connect()
        finally:
            progress.connecting = False

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        if not progress.connecting:
            progress.sent = True
        super().send(data)


class _TlsConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class Adapter(HTTPAdapter):
    """Pools of connections that keep note of what was sent.

    Args:
        pool_size: Connections to one host.
        trust: What certificates are checked against; None where they are not, or nothing is encrypted.
            It is made once and shared: left to itself, each connection reads all authorities anew, which
            takes as long as everything else about a request together.
    """

    _POOLS: ClassVar = {"http": _Pool, "https": _TlsPool}

    def __init__(self, pool_size: int, trust: ssl.SSLContext | None = None) -> None:
        self._trust = trust
        super().__init__(pool_maxsize=pool_size, max_retries=0, pool_block=True)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Have the pools for direct connections made of our classes."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._trust)
        self.poolmanager.pool_classes_by_scheme = self._POOLS

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Check against what is known already, and not against a file that is read for each connection."""
        if self._trust is None:
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call] # no stub says more
        else:
            conn.cert_reqs = "CERT_REQUIRED"

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Have the pools behind a proxy made of our classes."""
        if proxy.lower().startswith("socks"):
            raise ConfigurationError(
                "The environment names a SOCKS proxy; only HTTP proxies can be used",
                hint="Name an HTTP proxy in HTTPS_PROXY or HTTP_PROXY, or put the host into NO_PROXY.",
            )
        manager = super().proxy_manager_for(
            proxy, **kwargs, ssl_context=self._trust, proxy_ssl_context=self._trust
        )
        manager.pool_classes_by_scheme = self._POOLS
        return manager
