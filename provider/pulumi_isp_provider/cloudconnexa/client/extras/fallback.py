"""Earlier answers during an outage, for callers that prefer an old list to none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

from cachetools import TTLCache

from ....transport.base import Request, Response
from ....transport.logs import guarded_logger
from ...errors import CloudConnexaError, ConfigurationError, NetworkError, RateLimitError, ServerError

log = guarded_logger(__name__)

MAX_ANSWERS = 256
"""Maximum number of answers; the least recently used go first."""

OUTAGES = (ServerError, NetworkError, RateLimitError)
"""The errors that an old answer replaces."""


class StaleCache:
    """Keeps the last good answer of each read, and returns it if the vendor does not answer.

    A client has none by default. It only serves ``list``, ``iter`` and ``get`` of callers: never an update,
    the look-up after a lost create, or a snapshot.

    Args:
        max_age: Seconds for which an answer is kept.
        clock: Monotonic seconds.

    Raises:
        ConfigurationError: The age is not a number of seconds above 0.
    """

    def __init__(self, max_age: float = 3600.0, *, clock: Callable[[], float] = monotonic) -> None:
        if not 0 < max_age < float("inf"):
            raise ConfigurationError("StaleCache: max_age must be a number of seconds above 0")
        self._answers: TTLCache[Any, Response] = TTLCache(MAX_ANSWERS, max_age, timer=clock)
        self._lock = threading.Lock()

    def keep(self, request: Request, response: Response) -> None:
        """Remember a good answer."""
        with self._lock:
            self._answers[_key(request)] = response

    def instead_of(self, error: CloudConnexaError, request: Request) -> Response | None:
        """The answer to return instead of an error; None if it is not an outage, or if there is no answer."""
        if not isinstance(error, OUTAGES):
            return None
        with self._lock:
            kept = self._answers.get(_key(request))
        if kept is not None:
            log.warning("%s: using the last known answer, because: %s", request.operation, error.message)
        return kept


def _key(request: Request) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return (request.method, request.url, tuple(sorted(request.params.items())))
