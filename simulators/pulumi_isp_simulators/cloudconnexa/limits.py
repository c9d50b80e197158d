"""The vendor's rate limit: a token bucket for reads, another for everything else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

_CUSTOM = re.compile(r"([1-9][0-9]{0,6})/([1-9][0-9]{0,6})")


@dataclass(frozen=True)
class RateLimit:
    """A limit in the vendor's terms.

    Attributes:
        burst: Requests that a full bucket allows at once.
        rate: Requests that are added every ``seconds``.
        seconds: See ``rate``.
        enforced: Whether anything is ever refused.
    """

    burst: int
    rate: int
    seconds: int
    enforced: bool = True


_NAMED = {
    # Large numbers in the headers, so that clients that obey them are not slowed down.
    "off": RateLimit(burst=10_000, rate=10_000, seconds=1, enforced=False),
    # Stated by the vendor's support in February 2024; raised since then, by how much is not known.
    "documented": RateLimit(burst=20, rate=1, seconds=15),
}


def rate_limit(text: str) -> RateLimit:
    """``off``, ``documented`` or ``N/SECONDS``.

    Raises:
        ValueError: It is none of these.
    """
    if text in _NAMED:
        return _NAMED[text]
    match = _CUSTOM.fullmatch(text)
    if match is None:
        raise ValueError(f"rate_limit: {text!r} is not one of: off, documented, N/SECONDS (such as 100/60)")
    number, seconds = int(match[1]), int(match[2])
    return RateLimit(number, number, seconds)


class Bucket:
    """A token bucket on a clock. Not thread-safe: the vendor holds the lock."""

    def __init__(self, limit: RateLimit, now: Callable[[], float]) -> None:
        self._limit = limit
        self._now = now
        self._level = float(limit.burst)
        self._at = now()

    def _refill(self) -> None:
        now = self._now()
        gained = max(0.0, now - self._at) * self._limit.rate / self._limit.seconds
        self._level = min(float(self._limit.burst), self._level + gained)
        self._at = now

    def take(self) -> bool:
        """Take one request out; False if the bucket is empty."""
        self._refill()
        if not self._limit.enforced:
            return True
        if self._level < 1:
            return False
        self._level -= 1
        return True

    def wait(self) -> int:
        """Whole seconds until a request is allowed again."""
        self._refill()
        return max(0, math.ceil((1 - self._level) * self._limit.seconds / self._limit.rate))

    def headers(self) -> dict[str, str]:
        """The four headers of the limit."""
        self._refill()
        return {
            "X-RateLimit-Remaining": str(int(self._level)),
            "X-RateLimit-Burst-Capacity": str(self._limit.burst),
            "X-RateLimit-Replenish-Rate": str(self._limit.rate),
            "X-RateLimit-Replenish-Time": str(self._limit.seconds),
        }
