"""HTTP/1.1 on a socket, with Cheroot, adapted for short tests and for faults."""

from __future__ import annotations

import errno
import logging
import re
import socket
import ssl
import struct
import threading
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote_to_bytes

from cheroot import server as http
from cheroot import wsgi

from .framing import ChunkedBody, HeaderReader
from .pool import WorkerPool
from .tls import DeferredTls, Tls

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WIRE = "simulator.wire"
"""The key of the :class:`Wire` in the WSGI environment."""

HEADER_LIMIT = 64 * 1024
"""Maximum bytes of request line and headers; larger ones get 413 or 414."""

LARGEST_BODY = 256 * 1024 * 1024
"""Number of bytes of a request body that are always read."""

IDLE_TIMEOUT = 60
"""Seconds after which an idle connection or a silent client is dropped."""

IDLE_CONNECTIONS = 10_000
"""Maximum idle connections; with more, answers close their connection."""

_LOGGER = logging.getLogger("pulumi_isp_simulators")
_QUOTED_SLASH = re.compile(rb"%2F", re.IGNORECASE)


_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - translated, not bound
"""Names for this machine for a server that listens on every address."""

_ELSEWHERE = ((socket.AF_INET6, "2001:db8::1"), (socket.AF_INET, "192.0.2.1"))
"""Unused addresses, to ask the system which of its own it would use for them."""


def network_host(host: str) -> str:
    """The host name for other machines; if the server listens on every address, one that they can reach.

    Nothing is sent. A machine without a network only has its local address.
    """
    if host not in _WILDCARDS:
        return host
    for family, anywhere in _ELSEWHERE:
        if family == socket.AF_INET6 and host != "::":
            continue
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as sock:
            sock.connect((anywhere, 9))
            return str(sock.getsockname()[0])
    return _WILDCARDS[host]


class Wire:
    """The connection of one request, for faults."""

    def __init__(self, request: http.HTTPRequest) -> None:
        self._request = request

    def reset(self) -> NoReturn:
        """Reset the connection: the client sees ECONNRESET, not an end of file.

        Raises:
            ConnectionResetError: Always; it ends this request.
        """
        sock: socket.socket = self._request.conn.socket
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.close()
        raise ConnectionResetError(errno.ECONNRESET, "reset on purpose")

    def hang_up(self) -> None:
        """Close the connection after sending what has been written."""
        self._request.close_connection = True


class _Request(http.HTTPRequest):
    """Accepts request targets that Cheroot refuses: ``//path``, and the absolute form of RFC 9112."""

    header_reader = HeaderReader()

    def __init__(self, server: http.HTTPServer, conn: http.HTTPConnection) -> None:
        super().__init__(server, conn, proxy_mode=True)

    def read_request_line(self) -> bool:
        try:
            return bool(super().read_request_line())  # type: ignore[no-untyped-call] # Cheroot's stubs
        except ValueError:  # from urlsplit, as for "//[": Cheroot would answer 500
            self.simple_response("400 Bad Request", "Malformed Request-URI")
            return False


class _Connection(http.HTTPConnection):
    RequestHandlerClass = _Request
    fresh = True
    shaken = False

    def communicate(self) -> bool:
        """Serve one request. The TLS handshake is here, so that a slow one does not block others."""
        if isinstance(self.socket, ssl.SSLSocket) and not self.shaken:
            self.socket.do_handshake()
            self.shaken = True
        return bool(super().communicate())  # type: ignore[no-untyped-call] # Cheroot's stubs

    def close(self) -> None:
        """Close the connection, and drop data that could not be written.

        Otherwise the garbage collector would try to write it, and Python 3.13 and later complain.
        """
        super().close()
        with suppress(OSError, ValueError):
            self.wfile.close()


class _Gateway(wsgi.Gateway_10):
    def __init__(self, req: http.HTTPRequest) -> None:
        if req.chunked_read:
            req.rfile = ChunkedBody(req.conn.rfile, LARGEST_BODY)
        super().__init__(req)
        self.env[WIRE] = Wire(req)
        target: bytes = req.uri
        if target.startswith(b"//"):  # Cheroot would read the rest as a host name
            path, _, query = target.partition(b"?")
            parts = [unquote_to_bytes(part) for part in _QUOTED_SLASH.split(path)]
            self.env["PATH_INFO"] = b"%2F".join(parts).decode("latin-1")
            self.env["QUERY_STRING"] = query.decode("latin-1")


class HttpServer(wsgi.Server):
    """One listening port.

    Raises:
        OSError: On :meth:`open`, if the address is not available.
    """

    def __init__(self, host: str, port: int, app: WSGIApplication, tls: Tls | None = None) -> None:
        super().__init__((host, port), app, server_name="pulumi-isp-sim", request_queue_size=128)
        self.gateway = _Gateway
        self.ConnectionClass = _Connection
        self.requests = WorkerPool(self)
        self.keep_alive_conn_limit = IDLE_CONNECTIONS
        self.max_request_header_size = HEADER_LIMIT
        self.max_request_body_size = LARGEST_BODY
        self.timeout = IDLE_TIMEOUT
        # stop() waits for the selector, which wakes up once in this many seconds.
        self.expiration_interval = 0.02
        if tls is not None:
            self.ssl_adapter = DeferredTls(tls)
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> tuple[str, int]:
        """Host and port that it listens on."""
        host, port = self.bind_addr
        return str(host), int(port)

    @property
    def url(self) -> str:
        """The URL for clients on this machine, without a slash at the end."""
        host, _ = self.address
        return self._url(_WILDCARDS.get(host, host))

    @property
    def network_url(self) -> str | None:
        """The URL for clients on other machines; None if there is none, or if it is not open."""
        if self.socket is None or ip_address(self.socket.getsockname()[0].partition("%")[0]).is_loopback:
            return None
        return self._url(network_host(self.address[0]))

    def _url(self, host: str) -> str:
        scheme = "http" if self.ssl_adapter is None else "https"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.address[1]}"

    def open(self) -> None:
        """Listen, and serve in a separate thread."""
        try:
            self.prepare()
        except UnicodeError as error:  # from looking the host up
            raise OSError(errno.EINVAL, f"{self.bind_addr[0]!r} is no host name") from error
        except OSError as error:
            host, port = self.bind_addr
            raise OSError(f"cannot listen on {host}, port {port or 'any'} ({error})") from error
        self._thread = threading.Thread(target=self.serve, name="simulator-server", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening, end running requests, close every connection."""
        self.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @staticmethod
    def bind_socket(socket_: socket.socket, bind_addr: tuple[str, int]) -> socket.socket:
        """Bind; Cheroot would leave the socket open when the address is taken."""
        try:
            socket_.bind(bind_addr)
        except OSError:
            socket_.close()
            raise
        return socket_

    def process_conn(self, conn: _Connection) -> None:
        """Serve a connection with data; a silent one waits without a thread."""
        if conn.fresh:
            conn.fresh = False
            self.put_conn(conn)
        else:
            self.requests.put(conn)

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        """Pass Cheroot's messages to :mod:`logging`, without a traceback for clients' errors."""
        _LOGGER.log(level, "%s", msg, exc_info=traceback and level >= logging.ERROR)
