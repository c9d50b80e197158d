"""Pools of connections that note whether a request was sent, and end an answer that takes too long.

The exceptions of ``requests`` do not tell whether a request was sent: a TLS connection that breaks after the
request raises the same one as a connection that was never made. Its timeouts do not limit a whole answer:
each is about the next piece only.
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
    """The state of this thread's request: what was sent, and when it has to end (on the monotonic clock)."""

    sent: bool = False
    connecting: bool = False
    deadline: float = float("inf")


progress = Progress()


class OutOfTime(TimeoutError):
    """The answer did not end before the deadline, although pieces of it may have kept coming."""


class _Incoming(io.RawIOBase):
    """The bytes of an answer, header included; raises after the deadline."""

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
    """Notes when the first byte of the request is sent. Bytes for a proxy tunnel or TLS do not count."""

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
    """Pools of connections that note whether a request was sent.

    Args:
        pool_size: Connections to one host.
        trust: The certificates to trust; None: they are not checked, or there is no TLS. It is made once
            and shared. Otherwise each connection would read all authorities again, which takes as long as
            the rest of a request.
    """

    _POOLS: ClassVar = {"http": _Pool, "https": _TlsPool}

    def __init__(self, pool_size: int, trust: ssl.SSLContext | None = None) -> None:
        self._trust = trust
        super().__init__(pool_maxsize=pool_size, max_retries=0, pool_block=True)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Use our classes for direct connections."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._trust)
        self.poolmanager.pool_classes_by_scheme = self._POOLS

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Use the certificates in ``trust`` instead of reading a file for each connection."""
        if self._trust is None:
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call] # no stub says more
        else:
            conn.cert_reqs = "CERT_REQUIRED"

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Use our classes for connections through a proxy."""
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
