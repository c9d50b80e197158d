"""Threads that serve connections, started on demand."""

from __future__ import annotations

import queue
import socket
import threading
import time
from contextlib import suppress
from typing import Protocol

THREAD_LIMIT = 256
"""Maximum connections at a time; a stalled answer occupies one."""

GRACE = 0.3
"""Seconds for running requests to end when the server stops; Cheroot uses whole seconds."""


class Connection(Protocol):
    """A connection with a waiting request."""

    socket: socket.socket

    def communicate(self) -> bool:
        """Serve one request; true if the connection may carry another."""

    def close(self) -> None:
        """Close the connection."""


class Server(Protocol):
    """The owner of idle connections."""

    def put_conn(self, conn: Connection) -> None:
        """Take an idle connection back."""


class WorkerPool:
    """A pool that starts threads on demand. Cheroot's pool starts all at once and may sleep 100 ms for it.

    It has the methods that Cheroot calls on ``HTTPServer.requests``: ``start``, ``put`` and ``stop``.
    """

    def __init__(self, server: Server, limit: int = THREAD_LIMIT) -> None:
        self._server = server
        self._limit = limit
        self._queue: queue.SimpleQueue[Connection | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._spare = 0  # idle threads less waiting connections
        self._serving: dict[threading.Thread, Connection | None] = {}

    def start(self) -> None:
        """Nothing to do: threads start with the connections."""

    def put(self, connection: Connection) -> None:
        """Serve a connection, with a new thread if all are busy."""
        with self._lock:
            if self._spare <= 0 and len(self._serving) < self._limit:
                thread = threading.Thread(target=self._work, name="simulator-worker", daemon=True)
                self._serving[thread] = None
                thread.start()
            else:
                self._spare -= 1
        self._queue.put(connection)

    def _work(self) -> None:
        while (connection := self._queue.get()) is not None:
            self._serving[threading.current_thread()] = connection
            keep = False
            try:
                with suppress(OSError):  # the client went away, or a fault closed the socket
                    keep = connection.communicate()
            finally:
                self._serving[threading.current_thread()] = None
                with suppress(OSError):
                    if keep:
                        self._server.put_conn(connection)
                    else:
                        connection.close()
                with self._lock:
                    self._spare += 1

    def stop(self, _timeout: float) -> None:
        """Stop all threads. A request that is still running after :data:`GRACE` loses its connection."""
        with self._lock:
            threads = list(self._serving)
            self._limit = 0
        for _ in threads:
            self._queue.put(None)
        deadline = time.monotonic() + GRACE
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for thread in threads:
            connection = self._serving[thread]
            if thread.is_alive() and connection is not None:
                with suppress(OSError):
                    connection.socket.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(GRACE)
