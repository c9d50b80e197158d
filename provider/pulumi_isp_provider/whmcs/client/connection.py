"""The transport to WHMCS, and the credentials."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...errors import ConfigurationError
from ...transport import stack
from ...transport.base import Transport
from ...transport.clock import Clock
from ...transport.http import Http
from ...transport.redact import Redactor
from ...transport.retry import RetryPolicy
from ..errors import WhmcsValidationError
from .logs import log

Login = Literal["api_credential", "administrator"]
"""The kinds of login."""

_CONNECT_TIMEOUT = 10.0
# Longest time for a whole answer, in units of the time-out for its next piece: a server that sends slowly
# must not block a preview forever.
_DRIP = 4

RETRY = RetryPolicy(
    max_retries=2,
    retry_codes=(),  # an HTTP status is an answer, and answers are not retried
    backoff_factor=1.0,
    backoff_max=10.0,
    backoff_jitter=False,
)
"""3 attempts, 1 and 2 s apart, only after connection errors and time-outs."""


def open_transport(
    *,
    timeout: float,
    redactor: Redactor,
    ca_bundle: str | None = None,
    clock: Clock | None = None,
) -> Transport:
    """The transport to WHMCS over HTTP.

    Args:
        timeout: Seconds to wait for the next piece of an answer.
        redactor: Knows the credentials.
        ca_bundle: File with the CA certificates to trust instead of the system's.
        clock: Time for the waits between attempts.

    Raises:
        WhmcsValidationError: There are no usable CA certificates.
    """
    try:
        http = Http(
            verify=ca_bundle or True,
            timeout=(min(_CONNECT_TIMEOUT, timeout), timeout),
            max_seconds=_DRIP * timeout,
        )
    except ConfigurationError as error:
        raise WhmcsValidationError(error.message, hint=error.hint) from None
    # No classifier: WHMCS's HTTP status says little, so the client reads the body first.
    return stack.build(http, classify=None, retry=RETRY, redactor=redactor, clock=clock, logger=log)


@dataclass(frozen=True)
class Credentials:
    """The credentials.

    Attributes:
        form: The fields for every form; never shown.
    """

    form: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(
        cls, identifier: str, secret: str, *, login: Login = "api_credential", access_key: str | None = None
    ) -> Credentials:
        """Make them from identifier and secret.

        Args:
            identifier: Identifier of the API credential, or an administrator's name.
            secret: Its secret, or the password.
            login: The kind of login.
            access_key: API access key.
        """
        if login == "administrator":
            # WHMCS requires it. It protects nothing: the digest works like the password.
            digest = hashlib.md5(secret.encode(), usedforsecurity=False).hexdigest()
            form = {"username": identifier, "password": digest}
        else:
            form = {"identifier": identifier, "secret": secret}
        return cls({**form, "accesskey": access_key} if access_key else form)

    @property
    def secrets(self) -> list[str]:
        """The values that must not be shown: all but the identifier."""
        return [value for key, value in self.form.items() if key not in {"identifier", "username"}]
