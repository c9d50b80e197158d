"""Never send what will be refused for being too much.

The model is a token bucket: it holds ``burst`` tokens at most, gets ``rate`` new ones every ``per``
seconds, and each request takes one. The server has the true bucket; ours is kept so that it never
holds more than the true one:

- A request takes its token from ours when it is sent, from the true one some time until it is answered.
  While it is in flight our bucket cannot fill beyond ``burst`` minus the requests in flight.
- An answer that says what remains counts for all requests that were over before its own request
  began; of those that ran beside it, each may or may not be counted in. The careful reading is taken.
- Processes that draw from the same bucket have equal shares of it. Where others have drawn from it of
  late, the first request goes alone, and what remains is our own only as far as the others' shares cannot
  reach.
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
"""Seconds from which on a wait is announced."""

LONGEST_HOLD = 300.0
"""Seconds for which a refusal holds all requests back. If the server asks for more, the next request is sent
after that all the same, so that its caller learns of it instead of hanging."""

_MOST = 1e9
_SLOWEST = 1 / 86_400


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What a server allows.

    Attributes:
        burst: Requests at once after a pause; 1 or more.
        rate: Requests that come free every ``per`` seconds; more than 0.
        per: Seconds; more than 0.

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
        """Requests that come free in a second."""
        return self.rate / self.per

    def __str__(self) -> str:
        return f"{self.burst:g} at once, then {self.rate:g} per {self.per:g} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateHeaders:
    """Header fields in which a server tells its limit; None for what it does not tell.

    Attributes:
        burst: Requests at once after a pause.
        rate: Requests that come free in one period.
        per: Length of the period in seconds; without it, a period is a second or what was assumed.
        remaining: Requests that it would take at once now.
    """

    burst: str | None = None
    rate: str | None = None
    per: str | None = None
    remaining: str | None = None


class RateLimiter:
    """Keeps requests back until the server will take them; first come, first served.

    Safe under threads. One limiter belongs to one account; all clients of that account in the
    process should share it.

    Args:
        assume: The limit to go by until the server has told its own; None sends without limit
            until then.
        headers: Where the server tells it.
        key: Names the bucket that a request draws from, such as ``"reads"`` or ``"writes"``, for a
            server that counts them apart.
        clock: Where time comes from.
        peers: The processes that draw from the same account; None where this is the only one.
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
        """The bucket that a request draws from."""
        key = self._key(request)
        with self._lock:
            bucket = self._buckets.get(key)
            if bucket is None:
                bucket = self._buckets[key] = Bucket(self._assume, self._headers, self._clock, self._peers)
            return bucket

    def take_another(self, request: Request) -> None:
        """Wait for a second token, for a request that has been answered and has to be sent once more."""
        self.bucket(request).wait_again(request.operation)


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to send one request.

    Attributes:
        queued: Seconds waited for it.
        answered: How many requests had been answered when it was given.
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
        """What others left is not known yet: one request at a time, until an answer tells."""
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
        """Stand in the queue until a request may be sent.

        Args:
            operation: Its name, for the log.
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
        """The same for a request that holds a permit already and was answered: it is sent a second time."""
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
        """Say how the request ended, and learn from what the server said."""
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
        """Seconds until the next request may go, or None where no limit is known."""
        with self._lock:
            delay = self._delay()
            return None if self._limit is None or delay == math.inf else max(0.0, delay)

    def _take(self, began: float) -> Permit:
        self._tokens -= 1.0
        self._sent += 1
        return Permit(self._clock.now() - began, self._answered)

    def _delay(self) -> float:
        """Seconds until the first in the queue may go; infinite if an answer has to come first."""
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
        """Requests at once after a pause that are this process's own."""
        return 1.0 if self._alone else max(1.0, limit.burst / self._sharers)

    def _count_sharers(self) -> int:
        """Count again, and say how many shared the time since the last count, at the most."""
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
                # A share grows small while requests are out that were sent by a larger one: that is no debt.
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
            # Somebody else draws from the same bucket. A smaller surplus is only the fraction that
            # the server does not tell.
            self._tokens = remaining - self._in_flight
        self._tokens = max(self._tokens, at_least)

    def _learn_limit(
        self, *, burst: float | None, rate: float | None, per: float | None, remaining: float | None
    ) -> None:
        old = self._limit
        if old is None:
            if rate is None:
                return
            # It held what remains and the token of this request; that much is sure.
            new = RateLimit(burst or (remaining or 0.0) + 1.0, rate, per or 1.0)
            self._tokens = 0.0 if remaining is not None else new.burst - 1.0
        else:
            new = RateLimit(burst or old.burst, rate or old.rate, per or old.per)
        if new != old and new.per_second >= _SLOWEST:
            self._limit = new
            log.info("The server takes %s", new)

    def _announce(self, operation: str, turn: threading.Event) -> bool:
        """Tell of a long wait, so that nobody thinks that the program hangs; False if it is short."""
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
    """Sends when the limiter says so.

    An error that comes out tells how long the request was ``queued``. How long our own bucket
    makes a repeat wait is not the server's word, so a refusal without a time stays one.
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
