"""The whole chain, put together in the order that makes each part right.

::

    Redacted     masks what goes wrong
    Retrying     sends again
    Guarded      holds back while the server is down
    Translated   gives errors the vendor's own names, below and above the breaker
    RateLimited  waits for the request's turn
    Authenticated  puts credentials in, after the wait, so that they are still good
    Classified   makes answers into errors
    Http         the wire

Every part but the last is optional.
"""

from __future__ import annotations

import logging

from .auth import Authenticated, Authenticator
from .base import Transport
from .circuit_breaker import CircuitBreaker, Guarded
from .classify import Classified, Classify, Translate, Translated, by_status
from .clock import Clock
from .http import Http
from .rate_limit import RateLimited, RateLimiter
from .redact import Redacted, Redactor
from .retry import Retrying, RetryPolicy


def build(
    http: Transport | None = None,
    *,
    classify: Classify | None = by_status,
    translate: Translate | None = None,
    authenticator: Authenticator | None = None,
    limiter: RateLimiter | None = None,
    breaker: CircuitBreaker | None = None,
    retry: RetryPolicy | None = None,
    redactor: Redactor | None = None,
    clock: Clock | None = None,
    logger: logging.Logger | None = None,
) -> Transport:
    """Put a chain together.

    Two chains may stand on one ``http`` and share a redactor, such as one for logging in and one for
    everything else. They must not share a limiter: a login happens while a request holds its turn.

    Args:
        http: The end of the chain; None makes an :class:`~.http.Http` with its defaults.
        classify: Which answers are errors; None lets every answer through.
        translate: Gives errors the names of the caller's own family, including those that the
            breaker counts and those that it raises itself. What it gives must still be of the class that
            it was given (:class:`~pulumi_isp_provider.errors.RateLimitError` and so on), with its context.
        authenticator: Puts credentials in.
        limiter: Keeps to the server's rate limit.
        breaker: Stops asking a server that fails.
        retry: When to send again; None sends once.
        redactor: Knows the secrets; None makes one that knows none.
        clock: Where the waits between repeats take their time from.
        logger: Where repeats are noted; None takes the transport's own.
    """
    chain = http or Http()
    if classify is not None:
        chain = Classified(chain, classify)
    if authenticator is not None:
        again = limiter.take_another if limiter else None
        chain = Authenticated(chain, authenticator, before_repeat=again)
    if limiter is not None:
        chain = RateLimited(chain, limiter)
    if translate is not None:
        # Also what a login raised; and below the breaker, so that it can count the caller's own classes.
        chain = Translated(chain, translate)
    if breaker is not None:
        chain = Guarded(chain, breaker)
        if translate is not None:
            chain = Translated(chain, translate)
    if retry is not None:
        chain = Retrying(chain, retry, clock=clock, logger=logger)
    return Redacted(chain, redactor or Redactor())
