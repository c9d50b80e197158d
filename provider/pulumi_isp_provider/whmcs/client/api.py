"""Sends one question and reads the answer, or raises the error for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from ...errors import IspError, printable
from ...transport.base import Request, Transport
from ...transport.redact import Redactor
from ..errors import WhmcsEncodingError, WhmcsReplyError, WhmcsValidationError, translate
from . import reply
from .actions import ACTIONS, Action
from .connection import Credentials
from .logs import log


class Api:
    """WHMCS's endpoint. It only sends actions of the allow-list.

    Args:
        transport: Sends requests, and retries those that may be retried.
        url: Address of ``includes/api.php``.
        credentials: Part of every form.
        redactor: Knows the secrets in them.
    """

    def __init__(
        self,
        transport: Transport,
        url: str,
        credentials: Credentials,
        redactor: Redactor,
    ) -> None:
        self._transport = transport
        self._url = url
        self._credentials = credentials
        self._redactor = redactor

    def ask(self, action: Action[Any], parameters: Mapping[str, str]) -> reply.Reply:
        """Send an action and return its reply.

        Raises:
            WhmcsClientError: There is no usable answer, or WHMCS refuses.
        """
        if ACTIONS.get(action.name) is not action:
            raise WhmcsValidationError(f"{action.name!r} is not a read action of the allow-list")
        try:
            answer = self._send(action, parameters, "json")
        except WhmcsEncodingError as error:
            log.info("%s: %s; asking for XML instead", action.name, error.message)
            try:
                answer = self._send(action, parameters, "xml")
            except WhmcsReplyError:
                raise error from None
        if warning := answer.get("warning"):
            # On one line, so that it cannot look like one of our log lines.
            log.warning("%s: WHMCS warns: %s", action.name, printable(" ".join(str(warning).split())))
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _send(self, action: Action[Any], parameters: Mapping[str, str], response_type: str) -> reply.Reply:
        request = self._request(action, parameters, response_type)
        try:
            response = self._transport.send(request)
        except IspError as error:
            failure = translate(error)
        else:
            log.debug(
                "%s: %d in %.2f s, %d bytes",
                action.name,
                response.status,
                response.elapsed,
                len(response.body),
            )
            return reply.read(response, action, self._redactor)
        raise failure

    def _request(self, action: Action[Any], parameters: Mapping[str, str], response_type: str) -> Request:
        # In its own method, because the form contains the secret: some tools print the variables of all
        # frames of an error. A request does not show its body. Our fields come last, so that no parameter can
        # replace the action.
        form = {**parameters, **self._credentials.form, "action": action.name, "responsetype": response_type}
        return Request(
            method="POST",
            url=self._url,
            operation=action.name,
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": f"application/{response_type}",
            },
            body=urlencode(form).encode("ascii"),
        )
