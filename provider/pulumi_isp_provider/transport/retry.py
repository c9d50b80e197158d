"""Sends a request again, when this can help and does nothing twice."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

import tenacity

from ..errors import (
    AlreadyExistsError,
    CircuitOpenError,
    ConfigurationError,
    IspError,
    ResponseError,
)
from .base import Request, Response, Transport, Wrapper
from .clock import Clock
from .logs import guarded_logger

log = guarded_logger(__name__)

T = TypeVar("T")

RETRY_CODES = (408, 429, 500, 502, 503, 504)


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How often, and after how long, to send again.

    The wait before repeat *n* is a random time between 0 and ``backoff_factor * 2**(n-1)`` seconds, at
    most ``backoff_max``. If the server says how long to wait, the longer of the two counts: a server that
    says 0 each time must still get a pause.

    Attributes:
        max_retries: Repeats after the first attempt; 0: none.
        retry_codes: HTTP statuses after which a repeat can help.
        backoff_factor: Longest wait before the first repeat, in seconds.
        backoff_max: Longest wait in seconds, unless the server asks for more.
        backoff_jitter: Wait for a random time; False: always wait for the longest time.
        total_time: Seconds after the first attempt in which a repeat may begin. Time spent waiting for
            a rate limit is not counted. A wait that would end later is not begun.

    Raises:
        ConfigurationError: A number is below zero, or a status is not a whole number.
    """

    max_retries: int = 4
    retry_codes: Collection[int] = RETRY_CODES
    backoff_factor: float = 0.5
    backoff_max: float = 60.0
    backoff_jitter: bool = True
    total_time: float = 300.0

    def __post_init__(self) -> None:
        for name in ("max_retries", "backoff_factor", "backoff_max", "total_time"):
            if not getattr(self, name) >= 0:
                raise ConfigurationError(f"RetryPolicy: {name} must be 0 or more")
        if type(self.max_retries) is not int:
            raise ConfigurationError("RetryPolicy: max_retries must be a whole number")
        object.__setattr__(self, "retry_codes", frozenset(self.retry_codes))
        if any(type(code) is not int for code in self.retry_codes):
            raise ConfigurationError("RetryPolicy: retry_codes must be whole numbers, such as 429")

    def may_repeat(self, request: Request, error: IspError) -> bool:
        """Whether sending again can help, and does nothing twice."""
        if isinstance(error, CircuitOpenError):
            return False
        if error.attempts:
            # A login for this request failed. It has a chain of its own, which has made its repeats.
            return False
        status = _status(error)
        helps = status in self.retry_codes if status >= 400 else error.is_transient
        return helps and (request.repeatable or not error.effect_unknown)

    def wait(self, repeat: int, error: IspError, chance: Callable[[], float]) -> float:
        """Seconds to wait before a repeat.

        Args:
            repeat: 1 for the first repeat.
            error: What the last attempt raised.
            chance: Gives a random number from 0 to 1.
        """
        luck = chance() if self.backoff_jitter else 1.0
        # 2.0**64 is far beyond any limit; without the bound the power overflows.
        own = luck * min(self.backoff_max, self.backoff_factor * 2.0 ** min(repeat - 1, 64))
        if error.retry_after is None:
            return own
        # Never less than the server asks for. A little more, so that not all callers return at one moment.
        asked = error.retry_after + (luck * self.backoff_factor if self.backoff_jitter else 0.0)
        return max(asked, own)


class Retrying(Wrapper):
    """Sends again as a policy says.

    An error after repeats has the number of ``attempts``, the seconds ``elapsed``, and how many of these
    the request was ``queued`` for a rate limit. If one of the attempts before the last may have taken
    effect, ``earlier_effect_unknown`` and ``effect_unknown`` are True, whatever the last answer was.

    Args:
        inner: The transport to send through.
        policy: When to repeat, and after how long.
        clock: Measures time; with an :class:`~.clock.InstantClock` a test does not wait.
        logger: Logs the repeats; None takes the transport's own.
    """

    def __init__(
        self,
        inner: Transport,
        policy: RetryPolicy | None = None,
        *,
        clock: Clock | None = None,
        logger: logging.Logger | None = None,
    ) -> None:
        super().__init__(inner)
        self._policy = policy or RetryPolicy()
        self._clock = clock or Clock()
        self._logger = logger or log

    def send(self, request: Request) -> Response:
        """Send until it succeeds, or until the policy allows no further attempt."""
        attempts = _Attempts(request, self._policy, self._clock, self._logger)
        again = tenacity.Retrying(
            retry=tenacity.retry_if_exception(attempts.may_repeat),
            wait=attempts.wait,
            stop=attempts.used_up,
            sleep=self._clock.sleep,
            reraise=True,
        )
        try:
            return again(self.inner.send, request)
        except IspError as error:
            attempts.describe(error)
            raise


class _Attempts:
    """What one call of :meth:`Retrying.send` has to remember between its attempts."""

    def __init__(self, request: Request, policy: RetryPolicy, clock: Clock, logger: logging.Logger) -> None:
        self._request = request
        self._policy = policy
        self._clock = clock
        self._logger = logger
        self._started = clock.now()
        self._queued = 0.0
        self._made = 0
        self._effect_unknown = False
        self._earlier_effect_unknown = False

    def may_repeat(self, error: BaseException) -> bool:
        self._made += 1
        if not isinstance(error, IspError):
            return False
        self._queued, error.queued = self._queued + error.queued, 0.0
        # Only of the attempts before this one: this one may turn out to be the last.
        self._earlier_effect_unknown = self._effect_unknown
        self._effect_unknown |= error.effect_unknown
        return self._policy.may_repeat(self._request, error)

    def wait(self, state: tenacity.RetryCallState) -> float:
        return self._policy.wait(state.attempt_number, _error(state), random.random)

    def used_up(self, state: tenacity.RetryCallState) -> bool:
        if state.attempt_number > self._policy.max_retries:
            return True
        spent = self._clock.now() - self._started - self._queued
        if spent + state.upcoming_sleep > self._policy.total_time:
            return True
        self._logger.info(
            "%s failed (%s); attempt %d of %d follows in %.1f s",
            self._request.operation or self._request.method,
            _error(state).message,
            state.attempt_number + 1,
            self._policy.max_retries + 1,
            state.upcoming_sleep,
        )
        return False

    def describe(self, error: IspError) -> None:
        if self._made > 1:
            error.attempts, error.elapsed = self._made, round(self._clock.now() - self._started, 1)
        if self._earlier_effect_unknown:
            _blame_earlier(error)
        if self._queued:
            error.queued = round(self._queued, 1)


def _blame_earlier(error: IspError) -> None:
    error.effect_unknown = error.earlier_effect_unknown = True


def _status(error: IspError) -> int:
    """The status of the vendor's answer; 0 without an answer."""
    return error.status or 0 if isinstance(error, ResponseError) else 0


def _error(state: tenacity.RetryCallState) -> IspError:
    failed = state.outcome.exception() if state.outcome else None
    if not isinstance(failed, IspError):
        raise TypeError("only a typed error is repeated")
    return failed


SETTLE = 2.0
"""Shortest wait, in seconds, between a lost answer and the look-up: the server may still be creating the
object."""

CREATE_POLICY = RetryPolicy(max_retries=2)
"""When a create whose answer was lost is sent again, unless the caller has a policy of its own."""


def create_once(
    create: Callable[[], T],
    look_up: Callable[[], T | None],
    *,
    policy: RetryPolicy = CREATE_POLICY,
    clock: Clock | None = None,
) -> T:
    """Create an object. Each time an answer is lost, look for the object before creating it again.

    The create request must not be ``repeatable``. The chain then repeats it only if it certainly had no
    effect.

    Args:
        create: Sends the create and reads the object from the answer.
        look_up: Finds the object by its natural key; None if there is none. It is called after each lost
            answer, the last one included.
        policy: When to create again, and after how long; never before :data:`SETTLE` is over. Repeats
            that the chain has made count. ``retry_codes`` apply to answers with a status. Without an
            answer, or with one that cannot be read, the object is always looked for.
        clock: Measures time.

    Returns:
        The object, created by this call or by one of its lost attempts.

    Raises:
        IspError: The vendor refused; or all answers were lost, and ``look_up`` in the context says what the
            last look-up found. If an attempt before the last was lost, ``effect_unknown`` is True, whatever
            the last answer was.
    """
    attempts = _Creates(policy, clock or Clock())
    while True:
        try:
            return create()
        except IspError as error:
            failure = error
        wait = attempts.wait_after(failure)
        late = attempts.lost and isinstance(failure, AlreadyExistsError)
        if not (failure.effect_unknown or late):
            if attempts.lost:
                # An earlier attempt may still create the object, although the look-up did not find it.
                _blame_earlier(failure)
            raise failure
        if failure.effect_unknown:
            attempts.lost = True
            attempts.clock.sleep(max(SETTLE, wait or 0.0))
        try:
            found = look_up()
        except IspError as error:
            outcome, wait = f"failed as well: {error.message}", None
        else:
            if found is not None:
                log.info("The answer to a create was lost, but the object is there")
                return found
            outcome = "no such object"
        failure.context["look_up"] = outcome
        if wait is None or not failure.effect_unknown:
            raise failure


class _Creates:
    """What one call of :func:`create_once` has to remember between its attempts."""

    def __init__(self, policy: RetryPolicy, clock: Clock) -> None:
        self.clock = clock
        self.lost = False
        self._policy = policy
        self._started = clock.now()
        self._queued = 0.0
        self._made = 0

    def wait_after(self, error: IspError) -> float | None:
        """Seconds to wait before creating again; None: do not create again."""
        self._made += error.attempts or 1
        self._queued += error.queued
        spent = self.clock.now() - self._started
        if self._made > 1:
            error.attempts, error.elapsed = self._made, round(spent, 1)
        status = _status(error)
        if self._made > self._policy.max_retries or (
            status >= 400 and status not in self._policy.retry_codes
        ):
            return None
        wait = self._policy.wait(self._made, error, random.random)
        over = spent - self._queued + max(SETTLE, wait) > self._policy.total_time
        return None if over else wait
