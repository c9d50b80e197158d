"""One question and its answer: the form that goes out, and the error tree for what comes back."""

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
    """WHMCS's endpoint. It sends the actions of the allow-list and cannot send any other.

    Args:
        transport: Sends requests, and repeats what may be repeated.
        url: Address of ``includes/api.php``.
        credentials: What goes into every form.
        redactor: Knows the secrets among them.
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
        """Send an action and give its reply.

        Args:
            action: One of :data:`~.actions.ACTIONS`.
            parameters: Wire parameters, as :meth:`.Action.write` gives them.

        Raises:
            WhmcsClientError: There is no usable answer, or the answer is no.
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
            # On one line it cannot pass for a line of ours.
            log.warning("%s: WHMCS warns: %s", action.name, printable(" ".join(str(warning).split())))
        return answer

    def close(self) -> None:
        """Give back connections."""
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
        # In a method of its own, because the form holds the secret: a variable of a frame that an error
        # passes through is written down by tools that print those. A request does not show its body.
        # Ours come last: no parameter can take the place of the action.
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
