"""Keeps an idle session alive."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ....transport.logs import guarded_logger
from ...errors import CalixError

log = guarded_logger(__name__)

_STOP_SECONDS = 5.0
"""Seconds to wait for a running touch at the end; a node that hangs must not block it."""


class KeepAlive:
    """Touches the CMS when nothing has been sent for some time.

    Its thread starts with the first request and ends with :meth:`stop`. It does not prevent the interpreter
    from exiting.

    Args:
        interval: Idle seconds before a touch; 0 means never.
        touch: Sends something small to a node; returns False if there is no session.
    """

    def __init__(self, interval: float, touch: Callable[[str], bool]) -> None:
        self._interval = interval
        self._touch = touch
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._node = ""
        self._due = 0.0

    def heard_of(self, node: str) -> None:
        """A node has answered: the idle time starts again."""
        if not self._interval:
            return
        with self._changed:
            self._node = node
            self._due = time.monotonic() + self._interval
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="cms-keep-alive", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Stop touching until the next request."""
        with self._changed:
            thread, self._thread = self._thread, None
            self._changed.notify_all()
        if thread is not None:
            thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        while (node := self._idle_node()) is not None:
            try:
                if not self._touch(node):
                    break
            except CalixError as error:
                log.info("The session could not be kept alive: %s", error.message)
        with self._changed:
            if self._thread is threading.current_thread():
                self._thread = None

    def _idle_node(self) -> str | None:
        """Wait for the end of the idle time. Return the node to touch, or None to stop."""
        with self._changed:
            while self._thread is threading.current_thread():
                left = self._due - time.monotonic()
                if left <= 0:
                    # After a touch that failed before its request, wait again too.
                    self._due = time.monotonic() + self._interval
                    return self._node
                self._changed.wait(left)
            return None
