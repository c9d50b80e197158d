"""Access tokens: ``POST /api/v1/oauth/token``."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl

from ..core.clock import Clock
from .errors import Refusal, invalid
from .options import Options
from .shapes import Record

_GRANT = "client_credentials"


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _basic(header: str) -> tuple[str, str] | None:
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, colon, password = base64.b64decode(value.strip()).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None
    return (user, password) if colon else None


def _from_body(body: bytes) -> dict[str, str]:
    """Parameters from a JSON object or a form. The content type is ignored, because clients omit it."""
    try:
        text = body.decode("utf-8")
        if not text.lstrip().startswith("{"):
            return dict(parse_qsl(text))
        given = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {name: value for name, value in given.items() if isinstance(value, str)}


class Tokens:
    """The issued tokens. Not thread-safe: the vendor holds the lock."""

    def __init__(self, options: Options, clock: Clock) -> None:
        self._options = options
        self._clock = clock
        self._ends: dict[str, float] = {}

    def issue(self, query: Mapping[str, str], authorization: str, body: bytes) -> Record:
        """A new token for valid credentials, in any of the supported places.

        Query parameters are documented. The vendor's own client uses HTTP Basic with a JSON body. Basic with
        an empty body and a form were accepted too.

        Raises:
            Refusal: The credentials are wrong, or the grant is not supported.
        """
        parameters = _from_body(body) | dict(query)
        user, password = _basic(authorization) or (
            parameters.get("client_id", ""),
            parameters.get("client_secret", ""),
        )
        good = secrets.compare_digest(user.encode("utf-8", "replace"), self._options.client_id.encode())
        good &= secrets.compare_digest(
            password.encode("utf-8", "replace"), self._options.client_secret.encode()
        )
        if not good:
            body_of_401 = {"error": "invalid_client"} if self._options.token_error == "oauth" else None  # noqa: S105 - names a way to answer
            raise Refusal(401, body_of_401)
        if parameters.get("grant_type", _GRANT) != _GRANT:
            raise invalid("grant_type", f"Only {_GRANT} is supported")
        return {
            "access_token": self._new(),
            "token_type": "bearer",
            "expires_in": self._options.token_life,
            "scope": "read write",
        }

    def _new(self) -> str:
        now = self._clock.now()
        self._ends = {token: end for token, end in self._ends.items() if end > now}
        header = _base64url(b'{"alg":"RS256","typ":"JWT"}')
        claims = {
            "client_id": self._options.client_id,
            "iat": int(now),
            "exp": int(now) + self._options.token_life,
        }
        payload = _base64url(json.dumps(claims).encode())
        token = f"{header}.{payload}.{_base64url(secrets.token_bytes(48))}"
        self._ends[token] = now + self._options.token_life
        return token

    def good(self, authorization: str) -> bool:
        """Whether a request has a valid token."""
        scheme, _, token = authorization.partition(" ")
        return scheme.lower() == "bearer" and self._ends.get(token.strip(), 0.0) > self._clock.now()

    def expire(self) -> int:
        """End every token; return their number."""
        count = len(self.known())
        self._ends.clear()
        return count

    def known(self) -> list[str]:
        """The tokens that are valid now."""
        now = self._clock.now()
        return [token for token, end in list(self._ends.items()) if end > now]
