from .client.client import WhmcsClient, connect
from .errors import (
    WhmcsAPIError,
    WhmcsAuthenticationError,
    WhmcsClientError,
    WhmcsConnectionError,
    WhmcsDataError,
    WhmcsEncodingError,
    WhmcsIpNotAllowedError,
    WhmcsListChangedError,
    WhmcsNotFoundError,
    WhmcsPermissionError,
    WhmcsRateLimitError,
    WhmcsReplyError,
    WhmcsServerError,
    WhmcsTimeoutError,
    WhmcsUnknownActionError,
    WhmcsValidationError,
)
from .mapping import SubscriberMapping
from .settings import WhmcsSettings

__all__ = [
    "SubscriberMapping",
    "WhmcsAPIError",
    "WhmcsAuthenticationError",
    "WhmcsClient",
    "WhmcsClientError",
    "WhmcsConnectionError",
    "WhmcsDataError",
    "WhmcsEncodingError",
    "WhmcsIpNotAllowedError",
    "WhmcsListChangedError",
    "WhmcsNotFoundError",
    "WhmcsPermissionError",
    "WhmcsRateLimitError",
    "WhmcsReplyError",
    "WhmcsServerError",
    "WhmcsSettings",
    "WhmcsTimeoutError",
    "WhmcsUnknownActionError",
    "WhmcsValidationError",
    "connect",
]
