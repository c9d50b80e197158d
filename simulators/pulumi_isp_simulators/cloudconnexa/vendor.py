"""OpenVPN CloudConnexa as a simulated vendor."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Unpack
from urllib.parse import quote, quote_plus

from werkzeug.wrappers import Request, Response

from ..core.clock import Clock
from ..core.vendor import Vendor
from . import editing, seeding
from .errors import Refusal
from .limits import Bucket, rate_limit
from .oauth import Tokens
from .options import Options, OptionValues
from .registry import FAMILIES, all_endpoints
from .router import Router
from .shapes import release
from .wire import Answer, Call, Endpoint

_PREFIX = "/api/v1"
_TOKEN_PATH = f"{_PREFIX}/oauth/token"
_TOKEN = "token"  # noqa: S105 - the name of an operation
_UNKNOWN = "unknown"
_ENDPOINTS = tuple(all_endpoints())


class CloudConnexaVendor(Vendor):
    """One tenant of CloudConnexa, behind one address.

    Args:
        clock: Time; a new clock if left out.
        options: The switches of :class:`~.options.Options`, which documents each.

    Raises:
        ValueError: A switch has a value that is not allowed.
    """

    name: ClassVar[str] = "cloudconnexa"
    operations: ClassVar[Collection[str]] = frozenset(
        {_TOKEN, _UNKNOWN, *(each.operation for each in _ENDPOINTS)}
    )

    def __init__(self, *, clock: Clock | None = None, **options: Unpack[OptionValues]) -> None:
        self.clock = clock or Clock()
        self.options = Options(**options)
        unknown = set(self.options.unique_keys) - {family.kind for family in FAMILIES}
        if unknown:
            raise ValueError(f"unique_keys: no such kinds: {', '.join(sorted(unknown))}")
        self._lock = threading.RLock()
        self._router = Router(_ENDPOINTS)
        self._tokens = Tokens(self.options, self.clock)
        self._limit = rate_limit(self.options.rate_limit)
        self._buckets = {reads: Bucket(self._limit, self.clock.now) for reads in (True, False)}
        self._tenant = seeding.fresh_tenant(self.options, self.clock, {})
        secret = self.options.client_secret
        basic = base64.b64encode(f"{self.options.client_id}:{secret}".encode()).decode()
        self._credential = {secret, quote(secret, safe=""), quote_plus(secret), basic}

    def operation(self, request: Request) -> str:
        """The name of the endpoint, of any release; ``unknown`` for other methods and paths."""
        if request.path == _TOKEN_PATH:
            return _TOKEN if request.method == "POST" else _UNKNOWN
        endpoint = self._found(request.path)[0].get(request.method)
        return _UNKNOWN if endpoint is None else endpoint.operation

    def _found(self, path: str) -> tuple[dict[str, Endpoint], dict[str, str]]:
        return self._router.find(path.removeprefix(_PREFIX)) if path.startswith(_PREFIX + "/") else ({}, {})

    def handle(self, request: Request) -> Response:
        """Answer, always with the headers of the limit."""
        bucket = self._buckets[request.method == "GET"]
        try:
            answer = self._answer(request, bucket)
        except Refusal as refusal:
            answer = Answer(refusal.status, refusal.body, headers=refusal.headers)
        with self._lock:
            headers = bucket.headers()
        return _response(answer, headers)

    def _answer(self, request: Request, bucket: Bucket) -> Answer:
        path = request.path
        if not path.startswith(_PREFIX + "/"):
            return Answer(404)
        authorization = request.headers.get("Authorization", "")
        if path == _TOKEN_PATH:
            if request.method != "POST":
                return Answer(405, headers={"Allow": "POST"})
            body = request.get_data(cache=True)
            with self._lock:
                return Answer(200, self._tokens.issue(request.args.to_dict(), authorization, body))
        with self._lock:
            if not self._tokens.good(authorization):
                return Answer(401)
            if not bucket.take():
                wait = {"Retry-After": str(bucket.wait())} if self.options.retry_after else {}
                return Answer(429, headers=wait)
        endpoint, keys = self._endpoint(request)
        call = Call(
            keys, request.args.to_dict(), request.get_data(cache=True), request.headers.get("Accept", "")
        )
        with self._lock:
            return endpoint.act(self._tenant, call)

    def _endpoint(self, request: Request) -> tuple[Endpoint, dict[str, str]]:
        """The endpoint of a request, if the release has it.

        Raises:
            Refusal: The path is unknown, or the method is.
        """
        endpoints, keys = self._found(request.path)
        at = release(self.options.api_version)
        there = {verb: each for verb, each in endpoints.items() if release(each.since) <= at}
        endpoint = there.get(request.method)
        if endpoint is not None:
            return endpoint, keys
        allowed = {"Allow": ", ".join(there)}
        if not there:
            raise Refusal(404)
        if request.method in endpoints and self.options.missing_get_status == 404:
            raise Refusal(404)
        raise Refusal(405, headers=allowed)

    def secrets(self) -> Collection[str]:
        """Credential, tokens, keys and pre-shared keys, also as written in URLs and Basic headers."""
        with self._lock:
            return {*self._credential, *self._tokens.known(), *self._tenant.revealed}

    def dump(self) -> dict[str, Any]:
        """The whole state in the seed format. Tokens are no part of it."""
        with self._lock:
            return editing.dump(self._tenant)

    def load(self, seed: Mapping[str, Any]) -> None:
        """Replace the whole state; tokens stay valid."""
        tenant = seeding.fresh_tenant(self.options, self.clock, seed)
        with self._lock:
            tenant.revealed |= self._tenant.revealed
            self._tenant = tenant

    def change(self, kind: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Change one object, by id or name; of ``settings``, the ``value`` of the setting at path ``key``."""
        with self._lock:
            return editing.change(self._tenant, kind, key, fields)

    def remove(self, kind: str, key: str) -> None:
        """Delete one object, by id or name, even if the API would refuse."""
        with self._lock:
            editing.remove(self._tenant, kind, key)

    def expire(self) -> int:
        """End every access token."""
        with self._lock:
            return self._tokens.expire()

    def throttled(self, retry_after: float | None) -> Response:
        """429 with an empty body and the limit's headers, with nothing remaining."""
        with self._lock:
            headers = self._buckets[True].headers() | {"X-RateLimit-Remaining": "0"}
        if retry_after is not None:
            headers["Retry-After"] = str(round(retry_after))
        return _response(Answer(429), headers)


def _response(answer: Answer, headers: Mapping[str, str]) -> Response:
    body, mimetype = b"", None
    if answer.text:
        body, mimetype = str(answer.body).encode(), "text/plain"
    elif answer.body is not None:
        body = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":")).encode()
        mimetype = "application/json"
    response = Response(body, status=answer.status, headers={**headers, **answer.headers}, mimetype=mimetype)
    if mimetype is None:
        response.headers.remove("Content-Type")
    return response
