"""HTTP/1.1 on a socket, by Cheroot, fitted for many short lives and for faults."""

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
"""Where the WSGI environment holds the :class:`Wire` of a request."""

HEADER_LIMIT = 64 * 1024
"""Bytes of request line and headers; more is answered by 413 or 414."""

LARGEST_BODY = 256 * 1024 * 1024
"""Bytes of a request body that are read in any case."""

IDLE_TIMEOUT = 60
"""Seconds after which an idle connection is closed, and a silent client given up."""

IDLE_CONNECTIONS = 10_000
"""Connections that may wait for their next request; beyond that, answers close theirs."""

_LOGGER = logging.getLogger("pulumi_isp_simulators")
_QUOTED_SLASH = re.compile(rb"%2F", re.IGNORECASE)


_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - translated, not bound
"""What to say on this machine where every address is listened on."""

_ELSEWHERE = ((socket.AF_INET6, "2001:db8::1"), (socket.AF_INET, "192.0.2.1"))
"""Addresses that nobody has, by which the system tells which of its own it would use."""


def network_host(host: str) -> str:
    """What other machines call a host that is listened on; where that is every address, one that they reach.

    Nothing is sent. A machine without a network has only the address that it uses alone.
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
    """The connection below one request, for answers that go wrong on purpose."""

    def __init__(self, request: http.HTTPRequest) -> None:
        self._request = request

    def reset(self) -> NoReturn:
        """Reset the connection: the client sees ECONNRESET, not an end of file.

        Raises:
            ConnectionResetError: Always; it ends the serving of this request.
        """
        sock: socket.socket = self._request.conn.socket
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.close()
        raise ConnectionResetError(errno.ECONNRESET, "reset on purpose")

    def hang_up(self) -> None:
        """Close the connection when what has been written so far is sent."""
        self._request.close_connection = True


class _Request(http.HTTPRequest):
    """Takes request targets that Cheroot refuses: ``//path``, and the absolute form of RFC 9112."""

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
        """Serve one request. A TLS handshake happens here, so that a slow one stops nobody else."""
        if isinstance(self.socket, ssl.SSLSocket) and not self.shaken:
            self.socket.do_handshake()
            self.shaken = True
        return bool(super().communicate())  # type: ignore[no-untyped-call] # Cheroot's stubs

    def close(self) -> None:
        """Close the connection, and give up what could not be written.

        Python 3.13 and later complain where it is the garbage collector that finds it cannot be written.
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
        if target.startswith(b"//"):  # Cheroot takes what follows for a host name
            path, _, query = target.partition(b"?")
            parts = [unquote_to_bytes(part) for part in _QUOTED_SLASH.split(path)]
            self.env["PATH_INFO"] = b"%2F".join(parts).decode("latin-1")
            self.env["QUERY_STRING"] = query.decode("latin-1")


class HttpServer(wsgi.Server):
    """One listening port.

    Raises:
        OSError: On :meth:`open`, when the address cannot be had.
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
        # stop() waits for the selector to come round, once in this many seconds.
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
        """Where clients on this machine find it, without a slash at the end."""
        host, _ = self.address
        return self._url(_WILDCARDS.get(host, host))

    @property
    def network_url(self) -> str | None:
        """Where clients on other machines find it; None if they do not, or it is not open."""
        if self.socket is None or ip_address(self.socket.getsockname()[0].partition("%")[0]).is_loopback:
            return None
        return self._url(network_host(self.address[0]))

    def _url(self, host: str) -> str:
        scheme = "http" if self.ssl_adapter is None else "https"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.address[1]}"

    def open(self) -> None:
        """Listen, and serve in a thread of its own."""
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
        """Stop listening, end what runs, close every connection."""
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
        """Serve a connection that has something to say; a silent one waits without a thread."""
        if conn.fresh:
            conn.fresh = False
            self.put_conn(conn)
        else:
            self.requests.put(conn)

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        """Take Cheroot's complaints to :mod:`logging`; clients' odd manners are not worth a traceback."""
        _LOGGER.log(level, "%s", msg, exc_info=traceback and level >= logging.ERROR)
