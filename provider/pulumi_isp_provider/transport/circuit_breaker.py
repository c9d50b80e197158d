"""Stop asking a server that fails, and try again with one request.

Written here and not taken from pybreaker (1.4): that one holds its lock while the guarded call runs, so
all threads of a client would send one after the other, and its half-open state is safe only for
that reason.
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
    """Where a breaker stands."""

    CLOSED = "closed"
    """Requests pass."""
    OPEN = "open"
    """Requests are held back."""
    HALF_OPEN = "half_open"
    """One request is on its way to see whether the server has recovered; the others are held back."""


Listener = Callable[[BreakerState, BreakerState], None]
"""Called with the old and the new state, after the change."""


class CircuitBreaker:
    """Counts failures in a row; at the threshold it holds requests back for a while.

    One breaker belongs to one client, that is, to one host and account. Safe under threads.

    Args:
        failure_threshold: Failures in a row that open it.
        recovery_timeout: Seconds after which one request is let through to try.
        expected_exceptions: The errors that count as failures. Another answer of the server, such
            as a refused value, shows that it is alive.
        but_not: Of these, the ones that concern a single request.
        repeats: While it is open, the last failure is raised again in place of a CircuitOpenError.
        listeners: Called on each change of state. What they raise is logged and goes no further.
        clock: Where time comes from.
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
        # Grows with each change of state: the outcome of a call that began in another state is old news.
        self._era = 0
        self._failures = 0
        self._opened_at = 0.0
        self._last_failure = ""
        self._to_repeat: Exception | None = None

    @property
    def state(self) -> BreakerState:
        """Where it stands now. It stays open until a request comes after the recovery time."""
        with self._lock:
            return self._state

    def reset(self) -> None:
        """Close it, whatever has happened."""
        with self._lock:
            change = self._become(BreakerState.CLOSED)
            self._failures = 0
        self._tell(change)

    def call(self, work: Callable[[], T]) -> T:
        """Do the work if the breaker lets it.

        Raises:
            CircuitOpenError: It is held back; ``retry_after`` says for how long, if that is known.
            Exception: It is held back, and this is the failure that is to be repeated.
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
                # The trial ended without a word from the server: the next request is a trial again.
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
        # Where the failure itself is repeated, it says all.
        loud = after is BreakerState.OPEN and not self._repeats
        level = logging.WARNING if loud else logging.INFO
        log.log(level, "Circuit breaker: %s, was %s", after, before)
        for listener in self._listeners:
            try:
                listener(before, after)
            except Exception:
                log.exception("A listener of the circuit breaker failed")


class Guarded(Wrapper):
    """Sends through a breaker."""

    def __init__(self, inner: Transport, breaker: CircuitBreaker) -> None:
        super().__init__(inner)
        self._breaker = breaker

    def send(self, request: Request) -> Response:
        """Send if the breaker lets it.

        Raises:
            CircuitOpenError: The request was held back.
        """
        try:
            return self._breaker.call(lambda: self.inner.send(request))
        except CircuitOpenError as error:
            error.context = {**request.place, **error.context}
            raise
