"""Puts a chain together. The order of the parts matters.

::

    Redacted     masks secrets in errors
    Retrying     sends again
    Guarded      sends nothing while the server is down
    Translated   gives errors the vendor's own classes, below and above the breaker
    RateLimited  waits until the server will take the request
    Authenticated  adds credentials, after the wait, so that they are still valid
    Classified   raises errors for answers that are errors
    Http         sends the request over the network

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

    Two chains may share one ``http`` and one redactor: for example one that logs in, and one for
    everything else. They must not share a limiter, because a login happens while a request has its
    token already.

    Args:
        http: The end of the chain; None makes an :class:`~.http.Http` with its defaults.
        classify: Which answers are errors; None: no answer is one.
        translate: Turns an error into one of the caller's own classes. This covers the errors that the
            breaker counts, and those that it raises itself. The result must still be of the class of the
            error (:class:`~pulumi_isp_provider.errors.RateLimitError` and so on), with its context.
        authenticator: Adds credentials.
        limiter: Keeps to the server's rate limit.
        breaker: Stops sending to a server that fails.
        retry: When to send again; None: never.
        redactor: Knows the secrets; None makes one that knows none.
        clock: Measures the waits between repeats.
        logger: Logs the repeats; None takes the transport's own.
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
        # Below the breaker, so that it can count the caller's own classes. Errors of a login are covered too.
        chain = Translated(chain, translate)
    if breaker is not None:
        chain = Guarded(chain, breaker)
        if translate is not None:
            chain = Translated(chain, translate)
    if retry is not None:
        chain = Retrying(chain, retry, clock=clock, logger=logger)
    return Redacted(chain, redactor or Redactor())
