"""A bare web server of the library that the simulators are built on: what no simulator on it can beat."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import click
from cheroot import wsgi

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

THREADS = 50


@cache
def _body(size: int) -> bytes:
    return b"x" * size


def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Read the request, answer as many bytes as its path says: ``/3400``."""
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    body = _body(int(environ["PATH_INFO"].strip("/") or 0))
    start_response("200 OK", [("Content-Length", str(len(body))), ("Content-Type", "text/plain")])
    return [body]


class FloorServer:
    """The server in a thread of this process, on any free port of 127.0.0.1."""

    def __init__(self) -> None:
        self._server = wsgi.Server(("127.0.0.1", 0), answer, numthreads=THREADS, request_queue_size=128)

    def start(self) -> str:
        """Listen; gives the URL."""
        self._server.prepare()
        threading.Thread(target=self._server.serve, daemon=True).start()
        return f"http://127.0.0.1:{self._server.bind_addr[1]}"

    def stop(self) -> None:
        """Stop listening."""
        self._server.stop()


def main() -> None:
    """Serve until a signal comes; the URL is the first line on standard output."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = FloorServer()
    click.echo(server.start())
    stop.wait()
    server.stop()


if __name__ == "__main__":
    main()
