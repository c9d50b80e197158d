"""Calix CMS and the E7s that it manages: a client for them, and the resources on top of it."""

from __future__ import annotations

from .client import CMSClient, Config, SyncCMSClient, connect
from .custom_transport import AsyncHTTPTransport, HTTPTransport
from .exceptions import (
    AlreadyExistsError,
    AuthenticationError,
    CalixError,
    CircuitOpenError,
    ConfigurationError,
    ConnectError,
    ConnectionError,  # noqa: A004 - the name callers of the client know
    ConnectionLostError,
    InvalidValueError,
    MalformedReplyError,
    NodeTimeoutError,
    NodeUnavailableError,
    NotFoundError,
    OntExistsError,
    OntNotFoundError,
    OperationError,
    PermissionDeniedError,
    RateLimitError,
    ResponseTimeoutError,
    ServerError,
    ServiceUnavailableError,
    SessionExpiredError,
    SessionTableFullError,
    UnknownAttributeError,
)
from .models import Ont
from .settings import CalixSettings

__all__ = [
    "AlreadyExistsError",
    "AsyncHTTPTransport",
    "AuthenticationError",
    "CMSClient",
    "CalixError",
    "CalixSettings",
    "CircuitOpenError",
    "Config",
    "ConfigurationError",
    "ConnectError",
    "ConnectionError",
    "ConnectionLostError",
    "HTTPTransport",
    "InvalidValueError",
    "MalformedReplyError",
    "NodeTimeoutError",
    "NodeUnavailableError",
    "NotFoundError",
    "Ont",
    "OntExistsError",
    "OntNotFoundError",
    "OperationError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseTimeoutError",
    "ServerError",
    "ServiceUnavailableError",
    "SessionExpiredError",
    "SessionTableFullError",
    "SyncCMSClient",
    "UnknownAttributeError",
    "connect",
]
