"""What can go wrong with a CMS, in the words that callers of the client know.

::

    CalixError
    ├── ConfigurationError           a setting is missing or wrong: nothing was sent
    ├── AuthenticationError          user, password or session were refused
    │   ├── SessionExpiredError      the CMS no longer knows the session
    │   └── SessionTableFullError    the CMS gives out no more sessions
    ├── ConnectionError              no answer
    │   ├── ConnectError             the CMS was never reached: no effect
    │   ├── ResponseTimeoutError     no answer in time: effect unknown
    │   ├── ConnectionLostError      the answer broke off: effect unknown
    │   └── CircuitOpenError         held back after too many failures: nothing was sent
    └── OperationError               the CMS or the E7 said no, or nothing that can be understood
        ├── NotFoundError            ── OntNotFoundError
        ├── AlreadyExistsError       ── OntExistsError
        ├── InvalidValueError        a value was refused, by us before sending or by the E7
        │   └── UnknownAttributeError   this E7 release does not have the attribute
        ├── PermissionDeniedError
        ├── RateLimitError
        ├── NodeUnavailableError     the CMS does not know the E7 or has no connection to it
        ├── NodeTimeoutError         the E7 did not answer the CMS: effect unknown
        ├── ServerError              the CMS failed (HTTP 5xx)
        │   └── ServiceUnavailableError
        └── MalformedReplyError      an answer that no CMS gives

Each is also a subclass of the class of the same meaning in :mod:`pulumi_isp_provider.errors`.
"""

from __future__ import annotations

import copy
from typing import Any

from .. import errors


class CalixError(errors.IspError):
    """Base of every error that the CMS client raises.

    The attributes are None where they do not apply.

    Attributes:
        node: Node name of the E7, such as ``NTWK-1``.
        operation: What was being done, such as ``onts.create``.
        object: What it was done to, such as ``Ont 12345``.
        cms_message: The CMS's or the E7's own words.
    """

    def __init__(
        self,
        message: str,
        *,
        effect_unknown: bool | None = None,
        is_transient: bool | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(message, **rest)
        if effect_unknown is not None:
            self.effect_unknown = effect_unknown
        if is_transient is not None:
            self.is_transient = is_transient

    @property
    def node(self) -> str | None:
        """Node name of the E7."""
        return self.context.get("node")

    @property
    def operation(self) -> str | None:
        """What was being done."""
        return self.context.get("operation")

    @property
    def object(self) -> str | None:
        """What it was done to."""
        return self.context.get("object")

    @property
    def cms_message(self) -> str | None:
        """The other side's own words."""
        return self.context.get("cms_message")


class ConfigurationError(CalixError, errors.ConfigurationError):
    """A setting is missing or has a value that is not allowed. Nothing was sent."""


class AuthenticationError(CalixError, errors.AuthenticationError):
    """The CMS refused the user, the password or the session."""


class SessionExpiredError(AuthenticationError):
    """The CMS no longer knows the session; it says so without looking at the request."""

    default_hint = "Run it again. If it happens often, look at the CMS's session timeout."


class SessionTableFullError(AuthenticationError):
    """The CMS gives out no more sessions to this user or to anybody."""

    default_hint = (
        "Log out sessions that are no longer used (CMS Desktop, session list), or raise the user's "
        "'Maximum GUI Login sessions'. A CMS has 200 sessions in all; forgotten ones end when they "
        "have been idle for the global session timeout."
    )


class ConnectionError(CalixError, errors.NetworkError):  # noqa: A001 - the name callers of the client know
    """No answer from the CMS."""


class ConnectError(ConnectionError, errors.ConnectError):
    """The CMS was never reached."""


class ResponseTimeoutError(ConnectionError, errors.ResponseTimeoutError):
    """No answer in time; the request may still take effect."""


class ConnectionLostError(ConnectionError, errors.ConnectionLostError):
    """The connection broke before the whole answer was read."""


class CircuitOpenError(ConnectionError, errors.CircuitOpenError):
    """Too many failures in a row; nothing was sent."""


class OperationError(CalixError, errors.ResponseError):
    """The CMS or the E7 refused the operation, or its answer cannot be understood."""


class NotFoundError(OperationError, errors.NotFoundError):
    """The object does not exist."""


class OntNotFoundError(NotFoundError):
    """The node has no such ONT."""


class AlreadyExistsError(OperationError, errors.AlreadyExistsError):
    """The identifier is taken."""


class OntExistsError(AlreadyExistsError):
    """The node has such an ONT already."""


class InvalidValueError(OperationError, errors.ValidationError):
    """A value was refused: by the client before anything was sent, or by the E7."""


class UnknownAttributeError(InvalidValueError):
    """The E7's release does not have the attribute."""


class PermissionDeniedError(OperationError, errors.PermissionDeniedError):
    """The account may not do this."""

    default_hint = 'The account needs the CMS privilege "Full CMS Administration".'


class RateLimitError(OperationError, errors.RateLimitError):
    """Too many requests."""


class NodeUnavailableError(OperationError, errors.ServiceUnavailableError):
    """The CMS does not know the E7 or has no working connection to it."""

    default_hint = "Check in the CMS that the network exists under this name and is connected."


class NodeTimeoutError(OperationError, errors.ServerError):
    """The CMS answered that the E7 did not answer; what became of the request is not known."""


class ServerError(OperationError, errors.ServerError):
    """The CMS failed while working on the request."""


class ServiceUnavailableError(ServerError, errors.ServiceUnavailableError):
    """The CMS is down or overloaded (HTTP 503)."""


class MalformedReplyError(OperationError, errors.MalformedResponseError):
    """An answer that no CMS gives: not XML, too deep, without result."""


# Classes that exist once more under the name of the object.
_OF_OBJECT: dict[tuple[type[CalixError], str], type[CalixError]] = {
    (NotFoundError, "Ont"): OntNotFoundError,
    (AlreadyExistsError, "Ont"): OntExistsError,
}


def kind_for(kind: type[CalixError], object_type: str | None) -> type[CalixError]:
    """The class for an error about an object: of an ``Ont``, ``NotFoundError`` is ``OntNotFoundError``."""
    return _OF_OBJECT.get((kind, object_type or ""), kind)


_NAMES: errors.Names[CalixError] = errors.Names(
    CalixError,
    {
        errors.IspError: OperationError,
        errors.ConfigurationError: ConfigurationError,
        errors.NetworkError: ConnectionError,
        errors.ConnectError: ConnectError,
        errors.ResponseTimeoutError: ResponseTimeoutError,
        errors.ConnectionLostError: ConnectionLostError,
        errors.CircuitOpenError: CircuitOpenError,
        errors.MalformedResponseError: MalformedReplyError,
        errors.AuthenticationError: AuthenticationError,
        errors.PermissionDeniedError: PermissionDeniedError,
        errors.NotFoundError: NotFoundError,
        errors.AlreadyExistsError: AlreadyExistsError,
        errors.ValidationError: InvalidValueError,
        errors.RateLimitError: RateLimitError,
        errors.ServerError: ServerError,
        errors.ServiceUnavailableError: ServiceUnavailableError,
    },
)


def client_closed() -> OperationError:
    """The error for an operation on a client that was closed."""
    return OperationError(
        "the client is closed; nothing was sent",
        hint="Use it before close(), or open it with authenticate().",
    )


def in_calix_words(error: errors.IspError, **context: Any) -> CalixError:
    """The same error as one of this module's classes, with what the CMS client knows added."""
    known = {key: value for key, value in context.items() if value is not None}
    if known and isinstance(error, CalixError):
        # A copy: the error of one login goes to all who waited for it, each at a place of its own.
        own = copy.copy(error).with_traceback(error.__traceback__)
        own.context = {**known, **error.context}
        return own
    return _NAMES.translate(error, **known)
