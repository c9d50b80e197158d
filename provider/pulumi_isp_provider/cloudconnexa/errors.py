"""The errors of the CloudConnexa client.

::

    CloudConnexaError
    ├── ConfigurationError              a setting is missing or wrong; nothing was sent
    ├── NetworkError                    no answer
    │   ├── ConnectError                never reached
    │   ├── ResponseTimeoutError        sent, no answer in time
    │   └── ConnectionLostError         sent, the answer was lost
    ├── MalformedResponseError          an answer that this vendor does not give
    ├── ListChangedError                a list changed while it was read
    └── APIError                        the vendor said no
        ├── RedirectedError             ask another address
        ├── AuthenticationError         the credentials or the token were refused
        │   └── TokenRefreshError       ... and they had been good before
        ├── PermissionDeniedError       the credentials may not do this
        ├── ResourceNotFoundError       there is no such object
        ├── ValidationError             a value was refused, by us or by the vendor
        │   └── ConflictError           another object has that name
        ├── RateLimitError              later, please
        └── ServerError                 the vendor's own fault
            └── ServiceUnavailableError
                └── CircuitOpenError    held back by our own circuit breaker

Each is also the class of the same meaning in :mod:`pulumi_isp_provider.errors`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .. import errors as base
from ..errors import IspError
from ..transport.base import Request

Details = Mapping[str, tuple[str, ...]]
"""What was wrong, by field or kind of object."""


class CloudConnexaError(IspError):
    """Base of everything this client raises on purpose.

    Attributes:
        code: The vendor's error code, such as ``9-11-6``, or a word of ours where the vendor gave none.
        details: What was wrong, by field or kind of object.
        context: Where it happened, as plain values: ``operation``, ``method``, ``url``, ``status``,
            ``request_id``, ``attempts``, ``elapsed``.
        response: The answer. An error without an answer lacks the attribute.
        request: What was asked, without credentials. An error before anything was sent lacks the attribute.
        reported: The hooks for errors have seen it.
    """

    request: Request
    reported: bool = False
    default_code: ClassVar[str] = "error"
    default_hint = (
        "Look at the message and the context of this error; the vendor's status page tells of outages."
    )

    def __init__(
        self, message: str, *, code: str | None = None, details: Details | None = None, **given: Any
    ) -> None:
        super().__init__(message, **given)
        self.code = code or self.default_code
        self.details: Details = dict(details or {})

    def get_troubleshooting_hint(self) -> str:
        """What a person can do about it."""
        return self.hint or self.default_hint


class ConfigurationError(CloudConnexaError, base.ConfigurationError):
    """A setting is missing or has a value that is not allowed. Nothing was sent."""

    default_code = "configuration"
    default_hint = "Correct the setting that the message names; nothing has been sent."


class NetworkError(CloudConnexaError, base.NetworkError):
    """No answer from the vendor."""

    default_code = "network"
    default_hint = "Check the connection to the internet, the proxy settings and the address of the tenant."


class ConnectError(NetworkError, base.ConnectError):
    """The vendor was never reached, so the request had no effect."""

    default_code = "connect"
    default_hint = (
        "Check the address (https://<cloud id>.api.openvpn.com), DNS, the proxy settings, the firewall "
        "and the CA certificates."
    )


class ResponseTimeoutError(NetworkError, base.ResponseTimeoutError):
    """The request was sent, but no answer came in time."""

    default_code = "timeout"
    default_hint = "Try again; if it happens often, give the client a longer read timeout."


class ConnectionLostError(NetworkError, base.ConnectionLostError):
    """The connection broke before the whole answer was there."""

    default_code = "connection_lost"
    default_hint = "Try again; if it happens often, look for a proxy or firewall that cuts connections."


class MalformedResponseError(CloudConnexaError, base.MalformedResponseError):
    """An answer came that this vendor does not give."""

    default_code = "malformed_response"
    default_hint = (
        "Check that the address is the tenant's and that no proxy or login page answers in its place."
    )


class ListChangedError(CloudConnexaError, base.ListChangedError):
    """A list is not as long as the vendor says, or changed again and again while it was read."""

    default_code = "unsettled_list"
    default_hint = "Try again when fewer changes are being made; if it stays, ask the vendor's support."


class APIError(CloudConnexaError, base.ResponseError):
    """The vendor answered, and the answer is no."""

    default_code = "refused"
    default_hint = (
        "The reason stands in the message; if it does not help, ask the vendor's support with the request id."
    )


class RedirectedError(APIError, base.RedirectedError):
    """The vendor sent the request elsewhere; it was not followed."""

    default_code = "redirected"
    default_hint = "If you trust the other host, set the address to it; often https instead of http."


class AuthenticationError(APIError, base.AuthenticationError):
    """The credentials or the token were refused.

    Attributes:
        requires_reauth: True: somebody must provide other credentials. False: the credentials may be good,
            but no usable token could be had.
    """

    default_code = "authentication"
    default_hint = (
        "Check the client id and secret. Credentials end after the lifetime chosen when they were made (two "
        "weeks to a year) and can be bound to addresses; make new ones under API & Logs in the portal."
    )
    requires_reauth: bool = True


class TokenRefreshError(AuthenticationError):
    """Credentials that had been good gave no new token."""

    default_code = "token_refresh"
    default_hint = (
        "The credentials worked before, so they have most likely ended or been revoked: make new ones under "
        "API & Logs in the portal."
    )


class PermissionDeniedError(APIError, base.PermissionDeniedError):
    """The credentials are known but may not do this."""

    default_code = "permission_denied"
    default_hint = (
        "Give the API credentials the permission to read or modify this kind of object in the portal."
    )


class ResourceNotFoundError(APIError, base.NotFoundError):
    """The object does not exist (any more)."""

    default_code = "not_found"
    default_hint = (
        "Somebody may have deleted it, or the id belongs to another tenant; list the objects to see."
    )


class ValidationError(APIError, base.ValidationError):
    """A value was refused: before anything was sent where ``response`` is missing, else by the vendor."""

    default_code = "validation"
    default_hint = "Correct the values that the message names."


class ConflictError(ValidationError, base.AlreadyExistsError):
    """Another object has the same name or covers the same addresses."""

    default_code = "conflict"
    default_hint = "Choose another name or range, or work with the object that is there."


class RateLimitError(APIError, base.RateLimitError):
    """Too many requests.

    Attributes:
        retry_after: Seconds to wait, or None where the vendor did not say.
    """

    default_code = "rate_limited"
    default_hint = (
        "Wait a minute and send fewer requests; the limit is counted for each set of API credentials, and "
        "the vendor's support can raise it."
    )


class ServerError(APIError, base.ServerError):
    """The vendor failed while working on the request.

    Attributes:
        is_transient: False where waiting does not cure it.
    """

    default_code = "server"
    default_hint = "Try again later; look at the vendor's status page; give the request id to its support."


class ServiceUnavailableError(ServerError, base.ServiceUnavailableError):
    """The vendor is down or overloaded and did not begin to work on the request."""

    default_code = "unavailable"
    default_hint = "Try again later; look at the vendor's status page."


class CircuitOpenError(ServiceUnavailableError, base.CircuitOpenError):
    """Too many failures in a row: requests are held back until the vendor recovers. Nothing was sent."""

    default_code = "circuit_open"
    default_hint = "The vendor failed many times in a row; wait for the time in the message, then try again."


_NAMES: base.Names[CloudConnexaError] = base.Names(
    CloudConnexaError,
    {
        IspError: CloudConnexaError,
        base.ConfigurationError: ConfigurationError,
        base.CircuitOpenError: CircuitOpenError,
        base.NetworkError: NetworkError,
        base.ConnectError: ConnectError,
        base.ResponseTimeoutError: ResponseTimeoutError,
        base.ConnectionLostError: ConnectionLostError,
        base.MalformedResponseError: MalformedResponseError,
        base.ListChangedError: ListChangedError,
        base.ResponseError: APIError,
        base.RedirectedError: RedirectedError,
        base.AuthenticationError: AuthenticationError,
        base.PermissionDeniedError: PermissionDeniedError,
        base.NotFoundError: ResourceNotFoundError,
        base.AlreadyExistsError: ConflictError,
        base.ValidationError: ValidationError,
        base.RateLimitError: RateLimitError,
        base.ServerError: ServerError,
        base.ServiceUnavailableError: ServiceUnavailableError,
    },
)


def translate(error: IspError) -> CloudConnexaError:
    """Give an error of the shared transport the name that callers of this client expect."""
    return _NAMES.translate(error)
