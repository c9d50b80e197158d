"""Stops sending to a server that fails, and later tries again with one request.

It does not use pybreaker (1.4), which holds its lock while a call runs: all threads of a client would send
one after the other. Without that lock pybreaker's half-open state would not be safe.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from ..errors import (
    CircuitOpenError,
    ConfigurationError,
    IspError,
    NetworkError,
    ResponseError,
    ServerError,
)
from .base import Request, Response, Transport, Wrapper
from .clock import Clock
from .logs import guarded_logger
from .single_flight import own_copy

log = guarded_logger(__name__)

T = TypeVar("T")


class BreakerState(StrEnum):
    """The state of a breaker."""

    CLOSED = "closed"
    """Requests are sent."""
    OPEN = "open"
    """No request is sent."""
    HALF_OPEN = "half_open"
    """One request is sent to see whether the server has recovered; no other is."""


Listener = Callable[[BreakerState, BreakerState], None]
"""Called with the old and the new state, after the change."""


class CircuitBreaker:
    """Counts failures in a row. At the threshold it opens: it lets no request through for some time.

    One breaker belongs to one client, that is, to one host and account. Several threads may use it.

    Args:
        failure_threshold: Number of failures in a row that opens it; 1 or more.
        recovery_timeout: Seconds after which one request is let through as a trial; 0 or more.
        expected_exceptions: The errors that count as failures. Any other answer of the server, such as
            a refused value, shows that it works.
        but_not: The errors among these that say something about one request only.
        repeats: While it is open, raise the last failure again instead of a CircuitOpenError.
        listeners: Called on each change of state. If one raises, that is logged, and nothing else happens.
        clock: Measures time.

    Raises:
        ConfigurationError: A number is not allowed.
    """

    def __init__(
        self,
        failure_threshold: int = 10,
        recovery_timeout: float = 300.0,
        expected_exceptions: tuple[type[Exception], ...] = (ServerError, NetworkError),
        *,
        but_not: tuple[type[Exception], ...] = (),
        repeats: bool = False,
        listeners: tuple[Listener, ...] = (),
        clock: Clock | None = None,
    ) -> None:
        if failure_threshold < 1:
            raise ConfigurationError("CircuitBreaker: failure_threshold must be 1 or more")
        if not recovery_timeout >= 0:
            raise ConfigurationError("CircuitBreaker: recovery_timeout must be 0 or more")
        self._threshold = failure_threshold
        self._recovery = recovery_timeout
        self._expected = expected_exceptions
        self._but_not = but_not
        self._repeats = repeats
        self._listeners = listeners
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._state = BreakerState.CLOSED
        # Grows with each change of state. The outcome of a call that began in an earlier state is ignored.
        self._era = 0
        self._failures = 0
        self._opened_at = 0.0
        self._last_failure = ""
        self._to_repeat: Exception | None = None

    @property
    def state(self) -> BreakerState:
        """The state now. It stays open until a request comes after the recovery time."""
        with self._lock:
            return self._state

    def reset(self) -> None:
        """Close it, whatever has happened."""
        with self._lock:
            change = self._become(BreakerState.CLOSED)
            self._failures = 0
        self._tell(change)

    def call(self, work: Callable[[], T]) -> T:
        """Do the work, unless the breaker is open.

        Raises:
            CircuitOpenError: The breaker is open; ``retry_after`` has the seconds, if they are known.
            Exception: What the work raised; or the breaker is open, and ``repeats`` raises the last failure.
        """
        era = self._admit()
        try:
            result = work()
        except BaseException as error:
            self._settle(era, error)
            raise
        self._settle(era, None)
        return result

    def _admit(self) -> int:
        with self._lock:
            change = None
            if self._state is not BreakerState.CLOSED:
                left = self._opened_at + self._recovery - self._clock.now()
                if self._state is BreakerState.HALF_OPEN or left > 0:
                    raise self._held_back(left)
                change = self._become(BreakerState.HALF_OPEN)
            era = self._era
        self._tell(change)
        return era

    def _settle(self, era: int, error: BaseException | None) -> None:
        with self._lock:
            if era != self._era:
                return
            change = None
            if isinstance(error, self._expected) and not isinstance(error, self._but_not):
                if self._repeats:
                    self._to_repeat = own_copy(error)
                self._failures += 1
                self._last_failure = error.message if isinstance(error, IspError) else type(error).__name__
                if self._state is BreakerState.HALF_OPEN or self._failures >= self._threshold:
                    self._opened_at = self._clock.now()
                    change = self._become(BreakerState.OPEN)
            elif error is None or isinstance(error, ResponseError):
                self._failures = 0
                change = self._become(BreakerState.CLOSED)
            elif self._state is BreakerState.HALF_OPEN:
                # The trial says nothing about the server, so the next request is a trial too.
                change = self._become(BreakerState.OPEN)
        self._tell(change)

    def _held_back(self, left: float) -> Exception:
        if self._to_repeat is not None:
            return own_copy(self._to_repeat)
        wait = left if self._state is BreakerState.OPEN else None
        when = f"in {wait:.0f} s" if wait is not None else "as soon as a trial request has succeeded"
        return CircuitOpenError(
            f"Requests are held back after {self._failures} failures in a row,"
            f" the last one: {self._last_failure}",
            hint=f"The server seems to be down. Requests pass again {when}.",
            retry_after=wait,
        )

    def _become(self, state: BreakerState) -> tuple[BreakerState, BreakerState] | None:
        if state is self._state:
            return None
        change = (self._state, state)
        self._state = state
        self._era += 1
        return change

    def _tell(self, change: tuple[BreakerState, BreakerState] | None) -> None:
        if change is None:
            return
        before, after = change
        # With "repeats" every caller gets the failure itself, so no warning is needed.
        loud = after is BreakerState.OPEN and not self._repeats
        level = logging.WARNING if loud else logging.INFO
        log.log(level, "Circuit breaker: %s, was %s", after, before)
        for listener in self._listeners:
            try:
                listener(before, after)
            except Exception:
                log.exception("A listener of the circuit breaker failed")


class Guarded(Wrapper):
    """Sends each request through a breaker."""

    def __init__(self, inner: Transport, breaker: CircuitBreaker) -> None:
        super().__init__(inner)
        self._breaker = breaker

    def send(self, request: Request) -> Response:
        """Send, unless the breaker is open.

        Raises:
            CircuitOpenError: The breaker is open; nothing was sent.
        """
        try:
            return self._breaker.call(lambda: self.inner.send(request))
        except CircuitOpenError as error:
            error.context = {**request.place, **error.context}
            raise
