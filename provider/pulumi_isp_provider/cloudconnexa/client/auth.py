"""Tokens: OAuth 2 client credentials against ``/api/v1/oauth/token``.

A token is valid for about twelve hours. There is no refresh token, so a new one is requested with the
credentials.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from ...errors import AuthenticationError as AnyAuthenticationError
from ...errors import IspError, restated
from ...transport.auth import BasicAuthenticator, CellAuthenticator, CredentialCell, Lease, bearer
from ...transport.base import Request, Transport
from ...transport.clock import Clock
from ..errors import (
    APIError,
    AuthenticationError,
    CloudConnexaError,
    ConfigurationError,
    MalformedResponseError,
    RateLimitError,
    ServerError,
    TokenRefreshError,
    translate,
)
from ..releases import PATH_PREFIX
from .extras.token_store import Token, TokenStore

TokenRequestStyle = Literal["basic", "query"]
"""How credentials are sent to the token endpoint. ``basic``: in a header, as the vendor's Go client does.
``query``: as query parameters, as in its documentation; then they may appear in logs of proxies."""

MARGIN = 300.0
"""A token is renewed so many seconds before its end."""


class QueryCredentials:
    """Puts the credentials into the query of a token request."""

    def __init__(self, client_id: str, client_secret: str) -> None:
        self._params = {"client_id": client_id, "client_secret": client_secret}

    def authorize(self, request: Request) -> Request:
        """Add the credentials."""
        return replace(request, params={**request.params, **self._params})

    def rejected(self, request: Request, error: AnyAuthenticationError) -> bool:
        """Whether to retry: no, the same credentials would be refused again."""
        return False


def token_request(base_url: str, style: TokenRequestStyle) -> Request:
    """The request for a token, without the credentials."""
    request = Request(
        method="POST",
        url=f"{base_url}{PATH_PREFIX}/oauth/token",
        operation="auth.token",
        headers={"Accept": "application/json"},
    )
    if style == "query":
        return replace(request, params={"grant_type": "client_credentials"})
    # No Content-Type, like the vendor's client, which used a form for a day only.
    return replace(request, body=b'{"grant_type": "client_credentials", "scope": "default"}')


def credentials(
    style: TokenRequestStyle, client_id: str, client_secret: str
) -> BasicAuthenticator | QueryCredentials:
    """The authenticator of token requests."""
    if style == "query":
        return QueryCredentials(client_id, client_secret)
    return BasicAuthenticator(client_id, client_secret)


class TokenSource:
    """Gets tokens, from the store if it has a valid one, else from the vendor.

    Args:
        transport: Sends token requests, the credentials included.
        request: The request for a token.
        store: Keeps tokens between runs; None keeps none.
        learned: Called with each token, to mask it in logs.
    """

    def __init__(
        self,
        transport: Transport,
        request: Request,
        *,
        store: TokenStore | None = None,
        learned: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._transport = transport
        self._request = request
        self._store = store
        self._learned = learned
        self._had_one = False
        self._refused: str | None = None

    def fetch(self) -> Lease[str]:
        """A token that has not been refused.

        Raises:
            AuthenticationError: The vendor refused the credentials.
            TokenRefreshError: It refused them although they were valid before, or its answer has no token.
            CloudConnexaError: There was no answer.
        """
        lease = self._stored() or self._asked()
        self._had_one = True
        self._learned(lease.value)
        return lease

    def refused(self, token: object) -> None:
        """Note that the vendor refused this token."""
        if isinstance(token, str):
            self._refused = token
            if self._store is not None:
                self._store.forget(token)

    def _stored(self) -> Lease[str] | None:
        token = self._store.load() if self._store is not None else None
        if token is None or token.value == self._refused:
            return None
        left = token.expires_at - time.time()
        # A token near its end would be renewed at once, so renew it now.
        return Lease(token.value, left) if left > MARGIN else None

    def _asked(self) -> Lease[str]:
        try:
            lease = self._ask()
        except IspError as error:
            failure = self._explain(translate(error))
            # Whatever happened to the token request, the request that needed the token was not sent.
            failure.effect_unknown = False
            failure.request = self._request
            if failure is error:
                # An error that is its own cause would be an endless chain.
                raise
            raise failure from error
        if self._store is not None:
            self._store.save(Token(lease.value, time.time() + (lease.seconds or 0.0)))
        return lease

    def _ask(self) -> Lease[str]:
        answer = self._transport.send(self._request)
        # The answer may contain a token that no redactor knows yet.
        response = replace(answer, body=b"")
        try:
            payload = answer.json()
            token, seconds = payload["access_token"], float(payload["expires_in"])
        except (ValueError, TypeError, LookupError, RecursionError, OverflowError):
            raise MalformedResponseError("The answer holds no token", response=response) from None
        if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token.strip():
            raise MalformedResponseError("The answer holds no usable token", response=response)
        if not 0 < seconds < float("inf"):
            raise MalformedResponseError("The token has ended already", response=response)
        return Lease(token, seconds)

    def _explain(self, error: CloudConnexaError) -> CloudConnexaError:
        status = error.status
        where = {**self._request.place, **error.context}
        if status == 404:
            return restated(
                error,
                ConfigurationError,
                "There is no CloudConnexa API at this address",
                hint="Set the url to https://<cloud id>.api.openvpn.com; the cloud id stands after the dot "
                "in the client id.",
                **where,
            )
        if isinstance(error, MalformedResponseError):
            said = f"No token could be had: {error.message}"
            failure = restated(error, TokenRefreshError, said, hint=error.hint, **where)
            failure.requires_reauth = False
            return failure
        # The status for wrong credentials is not documented; 401 is likely, 400 and 403 are possible.
        refused = isinstance(error, APIError) and not isinstance(error, (ServerError, RateLimitError))
        if not refused or status is None:
            error.context = where
            return error
        kind = TokenRefreshError if self._had_one else AuthenticationError
        return restated(error, kind, f"The credentials were refused: {error.message}", hint=None, **where)


class TokenAuthenticator(CellAuthenticator[str]):
    """Adds the token to requests, and gets a new one if it has expired or is refused."""

    def __init__(self, source: TokenSource, *, clock: Clock | None = None) -> None:
        super().__init__(CredentialCell(source.fetch, margin=MARGIN, clock=clock), bearer)
        self._source = source

    def rejected(self, request: Request, error: AnyAuthenticationError) -> bool:
        """Forget the token everywhere, and retry with a new one."""
        self._source.refused(request.credential)
        return super().rejected(request, error)
