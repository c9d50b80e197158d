"""The errors of the WHMCS client.

::

    WhmcsClientError
    ├── WhmcsAuthenticationError      WHMCS refused the caller
    │   ├── WhmcsIpNotAllowedError      the caller's address is not allowed   .ip
    │   └── WhmcsPermissionError        no API role allows the action         .action
    ├── WhmcsAPIError                 WHMCS answered with an error
    │   ├── WhmcsNotFoundError          no such product, client, invoice
    │   ├── WhmcsUnknownActionError     this WHMCS does not know the action   .action
    │   ├── WhmcsEncodingError          it could not turn its own data into JSON
    │   ├── WhmcsListChangedError       a list changed while it was read
    │   ├── WhmcsReplyError             the answer is not from the API, or incomplete (an HTML page)
    │   │   └── WhmcsDataError            an answer of WHMCS with data that is not valid
    │   ├── WhmcsRateLimitError         too many requests
    │   └── WhmcsServerError            WHMCS, or a proxy in front of it, failed
    ├── WhmcsConnectionError          no connection, or it broke
    ├── WhmcsTimeoutError             no answer in time
    └── WhmcsValidationError          an argument is wrong; nothing was sent

Each is also the class of :mod:`pulumi_isp_provider.errors` that means the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import (
    AuthenticationError,
    ConfigurationError,
    IspError,
    ListChangedError,
    MalformedResponseError,
    Names,
    NetworkError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedirectedError,
    ResponseError,
    ResponseTimeoutError,
    ServerError,
)

_CONFIGURATION = "in the WHMCS admin area under Configuration >"
_CREDENTIALS = f"{_CONFIGURATION} System Settings > API Credentials"
_ACTIVITY_LOG = f"the activity log {_CONFIGURATION} System Logs"
_VERSION = "in the WHMCS admin area under Help > System > System Info"


class WhmcsClientError(IspError):
    """Base of all errors of the WHMCS client.

    Args:
        message: What went wrong.
        hint: Where in WHMCS to look.
        status_code: HTTP status of the answer, if there was one.
        response_data: The answer as parsed, without passwords.
        context: Where it went wrong, as plain values (``operation``, ``url``, ...).

    Attributes:
        response_data: The answer as parsed, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = None,
        response_data: Mapping[str, Any] | None = None,
        **context: Any,
    ) -> None:
        super().__init__(message, **{"status": status_code, **context})
        self.response_data = response_data

    @property
    def status_code(self) -> int | None:
        """HTTP status of the answer, or None."""
        return self.status


class WhmcsAuthenticationError(WhmcsClientError, AuthenticationError):
    """WHMCS does not accept the credentials, the caller's address, or the action."""

    default_hint = (
        f"Look {_CREDENTIALS}: the identifier and the secret must be those of an API credential whose "
        "administrator is active and whose role has API access."
    )


class WhmcsIpNotAllowedError(WhmcsAuthenticationError, PermissionDeniedError):
    """WHMCS does not answer to the caller's address.

    Attributes:
        ip: The caller's address as WHMCS sees it, IPv4 or IPv6, if it said so.
    """

    def __init__(self, message: str, *, ip: str | None = None, **context: Any) -> None:
        address = ip or "the address that WHMCS sees"
        context.setdefault(
            "hint",
            f"Add {address} {_CONFIGURATION} System Settings > General Settings > Security > API IP Access "
            "Restriction (single addresses only, no ranges), or set the access key (whmcs:accessKey) to "
            "$api_access_key of WHMCS's configuration.php.",
        )
        super().__init__(message, **context)
        self.ip = ip


class WhmcsPermissionError(WhmcsAuthenticationError, PermissionDeniedError):
    """The credentials are good, but none of their API roles allows the action.

    Attributes:
        action: The action, such as ``GetProducts``.
    """

    def __init__(self, message: str, *, action: str, **context: Any) -> None:
        context.setdefault("hint", f"Tick {action} {_CREDENTIALS} > API Roles, in a role of this credential.")
        super().__init__(message, **context)
        self.action = action


class WhmcsAPIError(WhmcsClientError, ResponseError):
    """WHMCS answered with an error."""

    default_hint = f"Look at {_ACTIVITY_LOG}."


class WhmcsNotFoundError(WhmcsAPIError, NotFoundError):
    """WHMCS has no such object."""

    default_hint = (
        "Compare the id with the one in the address of its page in the WHMCS admin area: a client under "
        "Clients > View/Search Clients, an invoice under Billing > Invoices, a product under Configuration > "
        "System Settings > Products/Services."
    )


class WhmcsUnknownActionError(WhmcsAPIError):
    """This WHMCS is too old: it does not know the action.

    Attributes:
        action: The action, such as ``WhmcsDetails``.
    """

    def __init__(self, message: str, *, action: str, **context: Any) -> None:
        context.setdefault("hint", f"Check WHMCS's version {_VERSION}: it must have {action}.")
        super().__init__(message, **context)
        self.action = action


class WhmcsEncodingError(WhmcsAPIError):
    """WHMCS could not write its answer as JSON because something in it is not UTF-8.

    Nearly always it is the password of a service that can no longer be decrypted.
    """

    default_hint = (
        "Look in the WHMCS admin area at the services (Clients > Products/Services) for one whose password "
        "field shows odd characters, and save it with a new password."
    )


class WhmcsListChangedError(WhmcsAPIError, ListChangedError):
    """A list kept changing while it was read, so the result is not complete."""

    default_hint = (
        "Run it again when nothing is being imported or removed in WHMCS. If this WHMCS counts rows that it "
        "never lists, accept it with whmcs:incompleteLists = accept."
    )


class WhmcsReplyError(WhmcsAPIError, MalformedResponseError):
    """The answer does not come from WHMCS's API, or is incomplete."""

    default_hint = (
        "Check that the address (whmcs:url) ends in /includes/api.php and that no login page, firewall or "
        f"maintenance page stands before it; look for PHP errors in {_ACTIVITY_LOG}."
    )


class WhmcsDataError(WhmcsReplyError):
    """WHMCS answered, but the data is not valid. Other questions may work."""

    default_hint = (
        "Look at that record in the WHMCS admin area. If nothing is odd about it, this WHMCS writes it in a "
        f"way that is not known here: report it with WHMCS's version, which stands {_VERSION}."
    )


class WhmcsRateLimitError(WhmcsAPIError, RateLimitError):
    """Too many requests. WHMCS itself has no limit: a proxy or firewall before it has."""

    default_hint = "Ask whoever runs the web server or firewall before WHMCS to let this address through."


class WhmcsServerError(WhmcsAPIError, ServerError):
    """The web server or PHP failed."""

    default_hint = f"Look at the web server's error log, and at {_ACTIVITY_LOG}."


class WhmcsConnectionError(WhmcsClientError, NetworkError):
    """No connection to WHMCS, or it broke before the answer was complete."""

    default_hint = (
        "Check the address (whmcs:url), the network path, DNS, and the TLS settings (whmcs:caBundle)."
    )


class WhmcsTimeoutError(WhmcsClientError, ResponseTimeoutError):
    """WHMCS did not answer in time."""

    default_hint = (
        "See whether WHMCS is under load. A longer whmcs:timeout or a smaller whmcs:pageSize helps where "
        "its lists are slow."
    )


class WhmcsValidationError(WhmcsClientError, ConfigurationError):
    """An argument is missing or not allowed. Nothing was sent."""


_NAMES: Names[WhmcsClientError] = Names(
    WhmcsClientError,
    {
        IspError: WhmcsConnectionError,
        ConfigurationError: WhmcsValidationError,
        ResponseTimeoutError: WhmcsTimeoutError,
        MalformedResponseError: WhmcsReplyError,
        ListChangedError: WhmcsListChangedError,
        ResponseError: WhmcsAPIError,
        RedirectedError: WhmcsReplyError,
        AuthenticationError: WhmcsAuthenticationError,
        PermissionDeniedError: WhmcsAuthenticationError,
        NotFoundError: WhmcsNotFoundError,
        RateLimitError: WhmcsRateLimitError,
        ServerError: WhmcsServerError,
    },
)


def translate(error: IspError) -> WhmcsClientError:
    """An error of the transport as a class of this module, without the answer."""
    translated = _NAMES.translate(error)
    # The answer may contain customers' data.
    vars(translated).pop("response", None)
    if isinstance(error, RedirectedError):
        translated.hint = (
            "Set whmcs:url to the address to which the server redirects: https instead of http, or another "
            "host. A redirect would lose what is asked, so none is followed."
        )
    return translated
