"""The vendor's rate limit. It applies to credentials, so all clients and runs with the same ones share it."""

from __future__ import annotations

import threading
from weakref import WeakValueDictionary

from ...transport.base import Request
from ...transport.clock import Clock
from ...transport.meeting import Meeting
from ...transport.peers import Peers
from ...transport.rate_limit import RateHeaders, RateLimit, RateLimiter

RATE_HEADERS = RateHeaders(
    burst="X-RateLimit-Burst-Capacity",
    rate="X-RateLimit-Replenish-Rate",
    per="X-RateLimit-Replenish-Time",
    remaining="X-RateLimit-Remaining",
)
"""The headers with the vendor's limit; its own client gets them with every success."""

FIRST_LIMIT = RateLimit(burst=20, rate=1000)
"""The limit before the first answer: at most the documented burst at once. The vendor has raised its rates
since and publishes no numbers, so no slower rate is assumed; the first answer tells the real one."""

_shared: WeakValueDictionary[tuple[str, str], RateLimiter] = WeakValueDictionary()
_lock = threading.Lock()


def limiter_for(base_url: str, client_id: str, clock: Clock | None = None) -> RateLimiter:
    """The limiter of an account; a client with its own clock gets its own limiter."""
    if clock is not None:
        return _new(clock)
    # Host names are case-insensitive.
    account = (base_url.lower(), client_id)
    with _lock:
        limiter = _shared.get(account)
        if limiter is None:
            limiter = _shared[account] = _new(None, Peers(Meeting("rate", *account)))
        return limiter


def pace(limiter: RateLimiter) -> float:
    """Seconds after which the vendor allows one more read, as far as known."""
    limit = limiter.bucket(Request(method="GET", url="")).limit
    return 1.0 / limit.per_second if limit else 0.0


def _new(clock: Clock | None, peers: Peers | None = None) -> RateLimiter:
    return RateLimiter(FIRST_LIMIT, RATE_HEADERS, key=_bucket, clock=clock, peers=peers)


def _bucket(request: Request) -> str:
    """Reads and writes are counted separately, as the vendor's own client assumes."""
    return "reads" if request.method == "GET" else "writes"
