from ..transport.circuit_breaker import CircuitBreaker
from ..transport.retry import RetryPolicy
from .adapters import DNSAdapter
from .client import CloudConnexaClient, connect
from .errors import (
    APIError,
    AuthenticationError,
    CircuitOpenError,
    CloudConnexaError,
    ConfigurationError,
    ConflictError,
    ConnectError,
    ConnectionLostError,
    MalformedResponseError,
    NetworkError,
    PermissionDeniedError,
    RateLimitError,
    RedirectedError,
    ResourceNotFoundError,
    ResponseTimeoutError,
    ServerError,
    ServiceUnavailableError,
    TokenRefreshError,
    ValidationError,
)
from .fallback import StaleCache
from .settings import CloudConnexaSettings
from .token_store import FileTokenStore, Token, TokenStore

__all__ = [
    "APIError",
    "AuthenticationError",
    "CircuitBreaker",
    "CircuitOpenError",
    "CloudConnexaClient",
    "CloudConnexaError",
    "CloudConnexaSettings",
    "ConfigurationError",
    "ConflictError",
    "ConnectError",
    "ConnectionLostError",
    "DNSAdapter",
    "FileTokenStore",
    "MalformedResponseError",
    "NetworkError",
    "PermissionDeniedError",
    "RateLimitError",
    "RedirectedError",
    "ResourceNotFoundError",
    "ResponseTimeoutError",
    "RetryPolicy",
    "ServerError",
    "ServiceUnavailableError",
    "StaleCache",
    "Token",
    "TokenRefreshError",
    "TokenStore",
    "ValidationError",
    "connect",
]
