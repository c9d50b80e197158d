"""The layer between services and transport: URLs, JSON, error hooks, cached answers during an outage."""

from __future__ import annotations

import json as _json
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ...errors import IspError
from ...transport.base import Request, Response, Transport
from ...transport.logs import guarded_logger
from ...transport.redact import Redactor
from ...transport.surrounded import find_json
from ..errors import CloudConnexaError, MalformedResponseError, PermissionDeniedError, translate
from ..releases import PATH_PREFIX
from .extras.fallback import StaleCache

log = guarded_logger(__name__)

ErrorHook = Callable[[CloudConnexaError, Request, "Response | None"], object]
"""Called with an error, its request (without credentials) and the answer, if any."""


class Gateway:
    """Sends the requests of the services.

    Args:
        transport: Sends requests; it raises typed errors.
        base_url: Scheme and host of the tenant.
        redactor: Knows the secrets.
        stale: Caches answers for an outage; None, the default, keeps nothing.
    """

    def __init__(
        self, transport: Transport, base_url: str, redactor: Redactor, *, stale: StaleCache | None = None
    ) -> None:
        self.redactor = redactor
        self._transport = transport
        self._base = base_url + PATH_PREFIX
        self._stale = stale
        self._hooks: list[ErrorHook] = []

    def on_error(self, hook: ErrorHook) -> None:
        """Call a function with every error that reaches a caller."""
        self._hooks.append(hook)

    @contextmanager
    def reporting(self) -> Generator[None]:
        """Around all public operations: masks secrets in errors and calls the hooks, once."""
        try:
            yield
        except IspError as error:
            ours = translate(error)
            # Errors in an answer are found above the transport, which masks only its own errors.
            self.redactor.error(ours)
            if hasattr(ours, "request") and not ours.reported:
                ours.reported = True
                self._tell(ours)
            if ours is error:
                raise
            raise ours from error

    def request(self, operation: str, method: str, path: str) -> Request:
        """A request without parameters and body, to send or for an error."""
        return Request(method=method, url=self._base + path, operation=operation)

    def send(
        self,
        operation: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        text: str | None = None,
        repeatable: bool = True,
        stale_ok: bool = False,
        accept: str = "application/json",
    ) -> Response:
        """Send one request.

        Args:
            operation: Its name for logs, errors and counters, such as ``networks.create``.
            method: HTTP verb.
            path: Path below the API's prefix.
            params: Query parameters.
            json: Body, sent as JSON; None sends no body.
            text: Body, sent as plain text.
            repeatable: Sending it twice has the same effect as once.
            stale_ok: Use a cached answer during an outage.
            accept: The wanted content type.

        Raises:
            CloudConnexaError: It failed.
        """
        headers = {"Accept": accept}
        body: bytes | None = None
        if json is not None:
            body, headers["Content-Type"] = _json.dumps(json).encode(), "application/json"
        elif text is not None:
            body, headers["Content-Type"] = text.encode(), "text/plain"
        request = replace(
            self.request(operation, method, path),
            params=dict(params or {}),
            headers=headers,
            body=body,
            repeatable=repeatable,
        )
        try:
            response = self._transport.send(request)
        except IspError as error:
            ours = translate(error)
            if isinstance(ours, PermissionDeniedError):
                # The vendor's answer does not tell the missing right.
                right = "read" if method == "GET" else "modify"
                ours.hint = (
                    f"Give the API credentials the right to {right} {_noun(operation)}, under API & Logs in "
                    "the portal."
                )
            kept = self._stale.instead_of(ours, request) if self._stale and stale_ok else None
            if kept is not None:
                return kept
            if not hasattr(ours, "request"):
                # The request of the answer, if it is not ours.
                answer = getattr(ours, "response", None)
                ours.request = self.redactor.request(answer.request if answer else request)
            if ours is error:
                raise
            raise ours from error
        if self._stale and stale_ok:
            self._stale.keep(request, response)
        return response

    def _tell(self, error: CloudConnexaError) -> None:
        for hook in list(self._hooks):
            try:
                hook(error, error.request, getattr(error, "response", None))
            except Exception:
                log.exception("A hook for errors failed")


_PAGE = re.compile(r"<(!doctype|html|head|body|\?xml)\b", re.IGNORECASE)


def _noun(operation: str) -> str:
    """The objects of an operation, for people: ``user_groups.get`` -> ``user groups``."""
    words = operation.partition(".")[0].replace("_", " ")
    return re.sub(r"\b(dns|ip|vpn)\b", lambda found: found[0].upper(), words)


def read_json(response: Response) -> Any:
    """The JSON in an answer.

    Raises:
        MalformedResponseError: It is not JSON.
    """
    try:
        return response.json()
    except (ValueError, RecursionError):
        raise malformed(response, f"The answer is not JSON: {_what(response)}") from None


def _what(response: Response) -> str:
    """A description of an answer that is not JSON, without its content."""
    text = response.text.strip()
    if not text:
        return "it is empty"
    if text.startswith("<"):
        return "it is a page, as a proxy or a login sends it"
    if found := find_json(text):
        around = {"before": found[0], "after": len(text) - found[1]}
        told = [f"{count} characters {where} it" for where, count in around.items() if count]
        return f"it holds good JSON, but other text too: {' and '.join(told)}" if told else "it is not UTF-8"
    return "it breaks off, or is something else" if text[0] in "{[" else "it is something else"


def read_text(response: Response) -> str:
    """The text in an answer, without the quotes of a JSON string."""
    text = response.text.strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        try:
            unquoted = _json.loads(text)
        except ValueError:
            return text
        return unquoted if isinstance(unquoted, str) else text
    return text


def read_secret(response: Response) -> str:
    """A profile or a token, which is handed on as it is: kept for good, and read by nobody here.

    Raises:
        MalformedResponseError: It is empty, a page of somebody in between, or JSON.
    """
    text = read_text(response)
    if not text or _PAGE.match(text) or text.startswith("{"):
        raise malformed(response, f"The answer is no text of the vendor's: {_what(response)}")
    return text


def malformed(response: Response, message: str) -> MalformedResponseError:
    """The error for an answer that is not from this vendor."""
    error = MalformedResponseError(
        message, response=response, status=response.status, **response.request.place
    )
    error.request = response.request
    return error
