from ..transport.circuit_breaker import CircuitBreaker
from ..transport.retry import RetryPolicy
from .client.client import CloudConnexaClient, connect
from .client.extras.adapters import DNSAdapter
from .client.extras.fallback import StaleCache
from .client.extras.token_store import FileTokenStore, Token, TokenStore
from .errors import (
    APIError,
    AuthenticationError,
    CircuitOpenError,
    CloudConnexaError,
    ConfigurationError,
    ConflictError,
    ConnectError,
    ConnectionLostError,
    ListChangedError,
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
from .settings import CloudConnexaSettings

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
    "ListChangedError",
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
