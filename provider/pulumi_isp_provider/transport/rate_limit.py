"""Keeps to a server's rate limit, so that it refuses no request.

The model is a token bucket: it holds ``burst`` tokens at most, gets ``rate`` new ones every ``per``
seconds, and each request takes one. The server has the real bucket. Ours is a copy that never holds
more tokens than the real one:

- We take the token when the request is sent. The server takes it at some time before the answer. So our
  bucket never fills beyond ``burst`` minus the requests without an answer.
- An answer may say how many tokens remain. That number includes all requests that had ended before this
  one began. Requests that ran at the same time may or may not be included; we assume the worse case.
- Processes that use the same bucket have equal shares of it. If others have used it recently, the first
  request goes alone. Of what then remains, the shares of the others are not ours.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from requests.structures import CaseInsensitiveDict

from ..errors import ConfigurationError, ConnectError, IspError, RateLimitError
from .base import Request, Response, Transport, Wrapper
from .classify import retry_after
from .clock import Clock
from .logs import guarded_logger
from .peers import RECOUNT, Peers

log = guarded_logger(__name__)

LONG_WAIT = 5.0
"""A wait of more seconds than this is announced on the log."""

LONGEST_HOLD = 300.0
"""Seconds for which a refusal stops all requests, at most. If the server asks for more, the next request is
sent after this time anyway, so that its caller gets the refusal instead of hanging."""

_MOST = 1e9
_SLOWEST = 1 / 86_400


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The limit of a server.

    Attributes:
        burst: Requests at once after a pause; 1 or more.
        rate: New tokens, and so requests, every ``per`` seconds; more than 0.
        per: Length of the period in seconds; more than 0.

    Raises:
        ConfigurationError: A number is not allowed.
    """

    burst: float
    rate: float
    per: float = 1.0

    def __post_init__(self) -> None:
        numbers = (self.burst, self.rate, self.per)
        if not all(math.isfinite(n) for n in numbers) or self.burst < 1 or self.rate <= 0 or self.per <= 0:
            raise ConfigurationError("RateLimit: burst must be 1 or more, rate and per more than 0")

    @property
    def per_second(self) -> float:
        """New tokens in a second."""
        return self.rate / self.per

    def __str__(self) -> str:
        return f"{self.burst:g} at once, then {self.rate:g} per {self.per:g} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateHeaders:
    """Names of the header fields in which a server tells its limit; None: it does not tell this one.

    Attributes:
        burst: Requests at once after a pause.
        rate: New tokens in one period.
        per: Length of the period in seconds; without it, the assumed period, or a second.
        remaining: Requests that the server would take now.
    """

    burst: str | None = None
    rate: str | None = None
    per: str | None = None
    remaining: str | None = None


class RateLimiter:
    """Lets each request wait until the server will take it; first come, first served.

    Several threads may use it. One limiter belongs to one account; all clients of that account in the
    process should share it.

    Args:
        assume: The limit until the server has told its own; None: no limit until then.
        headers: Header fields in which the server tells its limit.
        key: Gives the name of a request's bucket, such as ``"reads"`` or ``"writes"``, for a server that
            counts them separately.
        clock: Measures time.
        peers: The processes that use the same account; None: this is the only one.
    """

    def __init__(
        self,
        assume: RateLimit | None = None,
        headers: RateHeaders | None = None,
        *,
        key: Callable[[Request], str] | None = None,
        clock: Clock | None = None,
        peers: Peers | None = None,
    ) -> None:
        self._assume = assume
        self._headers = headers or RateHeaders()
        self._key = key or (lambda _: "")
        self._clock = clock or Clock()
        self._peers = peers
        self._lock = threading.Lock()
        self._buckets: dict[str, Bucket] = {}

    def bucket(self, request: Request) -> Bucket:
        """The bucket that a request takes its token from."""
        key = self._key(request)
        with self._lock:
            bucket = self._buckets.get(key)
            if bucket is None:
                bucket = self._buckets[key] = Bucket(self._assume, self._headers, self._clock, self._peers)
            return bucket

    def take_another(self, request: Request) -> None:
        """Wait for a second token, for a request that was answered and is sent once more."""
        self.bucket(request).wait_again(request.operation)


@dataclass(frozen=True, slots=True)
class Permit:
    """The permission to send one request.

    Attributes:
        queued: Seconds that the request waited for it.
        answered: How many requests had been answered at that time.
    """

    queued: float
    answered: int


class Bucket:
    """One bucket and the queue in front of it."""

    def __init__(
        self, limit: RateLimit | None, headers: RateHeaders, clock: Clock, peers: Peers | None = None
    ) -> None:
        self._limit = limit
        self._headers = headers
        self._clock = clock
        self._peers = peers
        self._sharers = 1
        self._arrivals = 0
        self._alone = False
        """Others use the bucket, and nobody knows yet what is left: one request at a time, until an answer
        tells."""
        self._lock = threading.Lock()
        self._queue: deque[threading.Event] = deque()
        self._tokens = limit.burst if limit else 0.0
        self._filled_at = clock.now()
        self._held_until = -math.inf
        self._sent = 0
        self._answered = 0

    @property
    def limit(self) -> RateLimit | None:
        """The limit known or assumed now."""
        with self._lock:
            return self._limit

    @property
    def waiting(self) -> int:
        """Requests in the queue."""
        with self._lock:
            return len(self._queue)

    def wait(self, operation: str = "") -> Permit:
        """Wait in the queue until a request may be sent.

        Args:
            operation: Name of the request, for the log.
        """
        turn = threading.Event()
        began = self._clock.now()
        announced = False
        with self._lock:
            self._queue.append(turn)
        try:
            while True:
                with self._lock:
                    first = self._queue[0] is turn
                    delay = self._delay() if first else math.inf
                    if delay <= 0:
                        return self._take(began)
                    announced = announced or self._announce(operation or "A request", turn)
                    turn.clear()
                if delay == math.inf:
                    turn.wait()
                else:
                    self._clock.wait(turn, delay if self._sharers == 1 else min(delay, RECOUNT))
        finally:
            with self._lock:
                self._queue.remove(turn)
                self._wake()

    def wait_again(self, operation: str = "") -> None:
        """Wait again, for a request that has a permit and was answered, and is sent a second time."""
        with self._lock:
            self._fill()
            self._answered += 1
            self._wake()
        try:
            self.wait(operation)
        except BaseException:
            with self._lock:
                self._answered -= 1
            raise

    def settle(self, permit: Permit, error: BaseException | None, response: Response | None) -> None:
        """Note that a request has ended, and learn from its answer.

        Args:
            permit: What :meth:`wait` gave for the request.
            error: What the request raised, or None.
            response: The answer, or None.
        """
        with self._lock:
            self._fill()
            self._answered += 1
            if isinstance(error, ConnectError):
                self._tokens += 1.0
            if response is not None:
                self._alone = False
                self._learn(permit, response.headers)
                if response.status == 429:
                    self._refused(retry_after(response.headers))
            if isinstance(error, RateLimitError):
                self._refused(error.retry_after)
            self._clip()
            self._wake()

    def time_to_next(self) -> float | None:
        """Seconds until the next request may be sent, or None if no limit is known."""
        with self._lock:
            delay = self._delay()
            return None if self._limit is None or delay == math.inf else max(0.0, delay)

    def _take(self, began: float) -> Permit:
        self._tokens -= 1.0
        self._sent += 1
        return Permit(self._clock.now() - began, self._answered)

    def _delay(self) -> float:
        """Seconds until the first in the queue may be sent; infinite if an answer has to come first."""
        self._fill()
        quiet_until = self._peers.quiet_until if self._peers else -math.inf
        held = max(self._held_until, quiet_until) - self._clock.now()
        if self._limit is None:
            return held
        missing = 1.0 - self._tokens
        if missing <= 1e-9:
            return held
        if self._share(self._limit) - self._in_flight < 1.0:
            return math.inf
        return max(held, missing * self._sharers / self._limit.per_second)

    def _share(self, limit: RateLimit) -> float:
        """This process's share of ``burst``."""
        return 1.0 if self._alone else max(1.0, limit.burst / self._sharers)

    def _count_sharers(self) -> int:
        """Count the processes again; gives the larger of the last count and this one."""
        before = self._sharers
        if self._peers is not None:
            self._sharers = self._peers.count()
            if self._peers.arrivals != self._arrivals:
                self._arrivals = self._peers.arrivals
                self._alone = True
        return max(before, self._sharers)

    @property
    def _in_flight(self) -> int:
        return self._sent - self._answered

    def _fill(self) -> None:
        now = self._clock.now()
        sharers = self._count_sharers()
        if self._limit is not None:
            self._tokens += (now - self._filled_at) * self._limit.per_second / sharers
            self._clip()
        self._filled_at = now

    def _clip(self) -> None:
        if self._limit is not None:
            room = self._share(self._limit) - self._in_flight
            if self._alone or self._sharers > 1:
                # The share may have become smaller since the open requests were sent. That makes no debt.
                room = max(0.0, room)
            self._tokens = min(self._tokens, room)

    def _wake(self) -> None:
        if self._queue:
            self._queue[0].set()

    def _refused(self, wait: float | None) -> None:
        self._tokens = min(self._tokens, 0.0)
        if wait is not None:
            self._held_until = max(self._held_until, self._clock.now() + min(wait, LONGEST_HOLD))

    def _learn(self, permit: Permit, headers: CaseInsensitiveDict[str]) -> None:
        names = self._headers
        remaining = _number(headers, names.remaining, least=0.0)
        self._learn_limit(
            burst=_number(headers, names.burst, least=1.0),
            rate=_number(headers, names.rate, least=1e-6),
            per=_number(headers, names.per, least=1e-6),
            remaining=remaining,
        )
        if remaining is None or self._limit is None:
            return
        beside = self._sent - 1 - permit.answered
        at_least = remaining - beside - (self._sharers - 1) * self._share(self._limit)
        if self._tokens >= remaining + 1.0 - self._in_flight:
            # We count at least one token too many: somebody else uses the same bucket. A difference of
            # less than one is only the fraction that the server does not tell.
            self._tokens = remaining - self._in_flight
        self._tokens = max(self._tokens, at_least)

    def _learn_limit(
        self, *, burst: float | None, rate: float | None, per: float | None, remaining: float | None
    ) -> None:
        old = self._limit
        if old is None:
            if rate is None:
                return
            # The bucket held at least what remains, and the token of this request.
            new = RateLimit(burst or (remaining or 0.0) + 1.0, rate, per or 1.0)
            self._tokens = 0.0 if remaining is not None else new.burst - 1.0
        else:
            new = RateLimit(burst or old.burst, rate or old.rate, per or old.per)
        if new != old and new.per_second >= _SLOWEST:
            self._limit = new
            log.info("The server takes %s", new)

    def _announce(self, operation: str, turn: threading.Event) -> bool:
        """Announce a long wait, so that nobody thinks that the program hangs; False if the wait is short."""
        ahead = self._queue.index(turn)
        left = self._held_until - self._clock.now()
        if self._limit is not None:
            left = max(left, (ahead + 1 - self._tokens) * self._sharers / self._limit.per_second)
        if left <= LONG_WAIT:
            return False
        log.warning(
            "%s waits about %.0f s for the rate limit of the server%s; %d requests are before it",
            operation,
            left,
            self._told(),
            ahead,
        )
        return True

    def _told(self) -> str:
        shared = f", shared by {self._sharers} runs" if self._sharers > 1 else ""
        return f" ({self._limit}{shared})" if self._limit else ""


def _number(headers: CaseInsensitiveDict[str], name: str | None, *, least: float) -> float | None:
    if name is None:
        return None
    try:
        number = float(headers.get(name, ""))
    except ValueError:
        return None
    return number if least <= number <= _MOST else None


class RateLimited(Wrapper):
    """Sends each request when the limiter lets it.

    An error has the seconds that the request was ``queued``. Its ``retry_after`` is only what the server
    says: a refusal without a time stays one, although our own bucket knows how long a repeat will wait.
    """

    def __init__(self, inner: Transport, limiter: RateLimiter) -> None:
        super().__init__(inner)
        self._limiter = limiter

    def send(self, request: Request) -> Response:
        """Wait for the request's turn, and send."""
        bucket = self._limiter.bucket(request)
        permit = bucket.wait(request.operation)
        try:
            response = self.inner.send(request)
        except BaseException as error:
            bucket.settle(permit, error, getattr(error, "response", None))
            if isinstance(error, IspError) and permit.queued > 0:
                error.queued = round(permit.queued, 1)
            raise
        bucket.settle(permit, None, response)
        return response
