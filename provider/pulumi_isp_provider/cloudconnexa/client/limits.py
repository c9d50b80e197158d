"""The vendor's rate limit: counted for each set of credentials, so their clients in a process share it."""

from __future__ import annotations

import threading
from weakref import WeakValueDictionary

from ...transport.base import Request
from ...transport.clock import Clock
from ...transport.rate_limit import RateHeaders, RateLimit, RateLimiter

RATE_HEADERS = RateHeaders(
    burst="X-RateLimit-Burst-Capacity",
    rate="X-RateLimit-Replenish-Rate",
    per="X-RateLimit-Replenish-Time",
    remaining="X-RateLimit-Remaining",
)
"""Where the vendor tells its limit, seen by its own client on every success."""

FIRST_LIMIT = RateLimit(burst=20, rate=1000)
"""Until the vendor has told its limit: no more requests at once than the burst it has documented. It has
raised its rates since and publishes no numbers, so nothing slower is assumed; its first answer tells."""

_shared: WeakValueDictionary[tuple[str, str], RateLimiter] = WeakValueDictionary()
_lock = threading.Lock()


def limiter_for(base_url: str, client_id: str, clock: Clock | None = None) -> RateLimiter:
    """The limiter of an account; a client with a clock of its own gets one of its own."""
    if clock is not None:
        return _new(clock)
    # Hosts are the same in capitals.
    account = (base_url.lower(), client_id)
    with _lock:
        limiter = _shared.get(account)
        if limiter is None:
            limiter = _shared[account] = _new(None)
        return limiter


def pace(limiter: RateLimiter) -> float:
    """Seconds after which the vendor takes one read more, as far as it is known."""
    limit = limiter.bucket(Request(method="GET", url="")).limit
    return 1.0 / limit.per_second if limit else 0.0


def _new(clock: Clock | None) -> RateLimiter:
    return RateLimiter(FIRST_LIMIT, RATE_HEADERS, key=_bucket, clock=clock)


def _bucket(request: Request) -> str:
    """Reads and writes are counted apart, as the vendor's own client takes it."""
    return "reads" if request.method == "GET" else "writes"
