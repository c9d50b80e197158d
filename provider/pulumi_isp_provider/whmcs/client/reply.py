"""Reads the reply from an HTTP answer, or raises its error.

WHMCS's status codes say little: 200 may be an error, and 403 has the reason in its body. So the body is read
first, and errors are recognised by the beginning of their messages.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from ...transport.base import Response
from ...transport.redact import Redactor
from ...transport.surrounded import find_json
from ..errors import (
    WhmcsAPIError,
    WhmcsAuthenticationError,
    WhmcsClientError,
    WhmcsEncodingError,
    WhmcsIpNotAllowedError,
    WhmcsNotFoundError,
    WhmcsPermissionError,
    WhmcsRateLimitError,
    WhmcsReplyError,
    WhmcsServerError,
    WhmcsUnknownActionError,
)
from .actions import Action
from .xml_reply import parse_xml

Reply = Mapping[str, Any]

# Keys of secrets, in any action and at any depth. They are removed at once.
_SECRET_KEYS = frozenset(
    {"password", "password2", "accesshash", "accesskey", "secret", "securityqans", "transfersecret"}
)

_IP = re.compile(r"^(?:Invalid|Forbidden) IP\b\s*(?P<ip>[0-9A-Fa-f:.]+)?")
_UNKNOWN_ACTION = re.compile(r"^(?:Command Not Found|Invalid API Action: )")
_CREDENTIALS = re.compile(
    # The first is the present text; the others are of older versions and of the login by user name.
    r"^(?:Invalid or missing credentials|Authentication Failed|Invalid password provided"
    r"|Administrator Account Disabled|Access Denied)"
)
_PERMISSION = re.compile(r"^Invalid Permissions: API action ")
_ENCODING = re.compile(r"^Error generating JSON encoded response")
_EXCERPT = 200
_PAGE = 20_000
"""The title of a page is searched in this many characters."""
# The beginning of data, complete or not. Data may contain names and passwords, so it is never shown.
_DATA = re.compile(r"""[{\[]\s*[\]}{\["']|\bresult=|<whmcsapi""")


def read(response: Response, action: Action[Any], redactor: Redactor) -> Reply:
    """The reply in an answer.

    Args:
        response: The answer.
        action: The action.
        redactor: Knows our secrets, which must not be part of an error.

    Raises:
        WhmcsAuthenticationError: WHMCS refuses the credentials.
        WhmcsAPIError: WHMCS refuses the question, or this is not an answer of WHMCS.
    """
    outcome = _outcome(response, action, redactor)
    # Raised here, where no variable contains the answer: some tools print the variables of all frames of an
    # error.
    if isinstance(outcome, WhmcsClientError):
        raise outcome
    return outcome


def _outcome(response: Response, action: Action[Any], redactor: Redactor) -> Reply | WhmcsClientError:
    parsed = _parse(response)
    if parsed is None:
        return _no_reply(response, action, redactor)
    reply: Reply = _without_secrets(parsed)
    # GetInvoice has a data field "status", so "status" counts only if "result" is missing.
    result = str(reply.get("result", reply.get("status", ""))).lower()
    if result == "error":
        return _refusal(response, action, reply, redactor)
    if result != "success" or response.status >= 300:
        return WhmcsReplyError(
            "The answer does not come from WHMCS's API: it does not say whether it succeeded",
            operation=action.name,
            url=response.request.url,
            status_code=response.status,
        )
    return reply


def _parse(response: Response) -> Reply | None:
    body = response.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if body.startswith(b"{"):
        try:
            reply = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return reply if isinstance(reply, dict) else None
    if body.startswith(b"result="):
        # Some 7.x and 8.0 builds refuse early in this form, although JSON was requested.
        return _parse_pairs(body.decode("utf-8", errors="replace"))
    if body.startswith((b"<?xml", b"<whmcsapi")):
        return parse_xml(body)
    return None


def _parse_pairs(body: str) -> Reply:
    """``result=error;message=...;``: the message is last, so it may contain semicolons."""
    head, _, message = body.strip().rstrip(";").partition(";message=")
    return {"result": head.removeprefix("result=").split(";")[0], "message": html.unescape(message)}


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_secrets(item) for key, item in value.items() if key.lower() not in _SECRET_KEYS}
    if isinstance(value, list):
        return [_without_secrets(item) for item in value]
    return value


def _refusal(response: Response, action: Action[Any], reply: Reply, redactor: Redactor) -> WhmcsClientError:
    text = redactor.mask(html.unescape(str(reply.get("message", "")).strip()))
    details: dict[str, Any] = {
        "operation": action.name,
        "status_code": response.status,
        "response_data": redactor.value(reply),
    }
    if found := _IP.match(text):
        return WhmcsIpNotAllowedError(
            f"WHMCS does not answer to this address: {text}", ip=found["ip"], **details
        )
    if _CREDENTIALS.match(text):
        return WhmcsAuthenticationError(f"WHMCS refused the API credentials: {text}", **details)
    if _PERMISSION.match(text):
        return WhmcsPermissionError(
            f"The API credential may not use {action.name}: {text}", action=action.name, **details
        )
    if _UNKNOWN_ACTION.match(text):
        return WhmcsUnknownActionError(
            f"This WHMCS does not know {action.name}: {text}", action=action.name, **details
        )
    if _ENCODING.match(text):
        return WhmcsEncodingError(f"WHMCS could not write its answer as JSON: {text}", **details)
    if text in action.not_found:
        return WhmcsNotFoundError(f"WHMCS says: {text}", **details)
    kind = _by_status(response.status)
    return kind(f"WHMCS says: {text or 'an error without a message'}", **details)


def _no_reply(response: Response, action: Action[Any], redactor: Redactor) -> WhmcsClientError:
    details: dict[str, Any] = {
        "operation": action.name,
        "url": response.request.url,
        "status_code": response.status,
    }
    kind = _by_status(response.status)
    if kind in {WhmcsAPIError, WhmcsAuthenticationError}:
        kind = WhmcsReplyError  # not from WHMCS: a firewall, a login page, a wrong address
    seen = redactor.mask(_excerpt(response))
    return kind(f"The answer is not from WHMCS's API: {seen}", **details)


def _by_status(status: int) -> type[WhmcsClientError]:
    if status in {401, 403}:
        return WhmcsAuthenticationError
    if status == 429:
        return WhmcsRateLimitError
    return WhmcsServerError if status >= 500 else WhmcsAPIError


def _excerpt(response: Response) -> str:
    """The title of a page, or the beginning of its text; never data."""
    body = response.text.strip()
    if not body:
        return "it is empty"
    page, data = body[:_PAGE], ""
    if found := _DATA.search(page):
        page, data = page[: found.start()], _data(body[found.start() :])
    if title := re.search(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL):
        return f"a page with the title {' '.join(html.unescape(title[1]).split())[:_EXCERPT]!r}"
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())[:_EXCERPT]
    if not data:
        return f"it begins with {words!r}"
    return f"it begins with {words!r}, then comes {data}" if words else f"it is {data}"


def _data(text: str) -> str:
    """A description of data that does not contain any of it."""
    if (span := find_json(text)) is None or span[0]:
        return f"data that is broken ({len(text)} characters)"
    good = f"good JSON ({span[1]} characters)"
    return f"{good} and {len(text) - span[1]} characters more" if span[1] < len(text) else good
