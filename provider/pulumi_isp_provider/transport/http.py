"""The end of the chain: sends one request over the network, with ``requests``.

It uses the adapters of ``requests`` and not its sessions. A session would keep cookies, add passwords
from ``~/.netrc``, and read the body of a redirect without any limit.

What a failure means depends on one question: was any byte of the request sent? The exceptions of
``requests`` do not tell: a TLS connection that breaks after the request raises the same one as a
connection that was never made. So the connection itself notes it. When no byte was sent, the error is a
:class:`~pulumi_isp_provider.errors.ConnectError`. In every other case the effect is unknown.

A server may close an open connection at the moment when the next request is sent on it. Then nobody
knows whether the server did the work. A request that may be repeated takes that risk and uses an open
connection again. One that may not, such as a create, always gets a new connection.
"""

from __future__ import annotations

import ssl
import threading
from dataclasses import replace
from os import environ
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import requests
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy
from urllib3.util import create_urllib3_context

from ..errors import (
    ConfigurationError,
    IspError,
    MalformedResponseError,
    RedirectedError,
)
from .base import Request, Response, Transport
from .body import read, unpacked
from .connections import Adapter, progress
from .failures import FAILURES, failure, unusable
from .logs import guarded_logger
from .slots import Slots

log = guarded_logger(__name__)
# These loggers write addresses with their queries.
for _name in ("connection", "connectionpool", "response", "util.retry"):
    guarded_logger(f"urllib3.{_name}")

MAX_BODY = 64 * 1024 * 1024
MAX_SECONDS = 900.0
MAX_TIMEOUT = 86_400
"""Longest timeout, in seconds; the operating system refuses much longer ones."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Http(Transport):
    """Sends requests. Several threads may use it at the same time.

    Redirects are not followed. Proxies come from the environment (``HTTPS_PROXY``, ``HTTP_PROXY``,
    ``NO_PROXY``); SOCKS is not supported. Cookies are neither kept nor sent.

    Args:
        verify: True checks certificates against the well-known authorities, or against the file that
            ``REQUESTS_CA_BUNDLE`` in the environment names. A path names the CA certificates to trust
            instead: a file, or a directory with hashes in OpenSSL's way. False checks nothing.
        timeout: Seconds to wait for a connection, and for each next piece of the answer; more than 0, at most
            :data:`MAX_TIMEOUT`.
        pool_size: Requests to one host at the same time; 1 or more. Further requests wait in a queue, first
            come, first served.
        max_body: Largest body to accept, in bytes, before and after decompression.
        max_seconds: Longest time for a whole answer, even if pieces of it keep coming.

    Raises:
        ConfigurationError: ``verify`` or the environment names no usable file, ``pool_size`` is too small, or
            ``timeout`` is not two such numbers.
    """

    def __init__(
        self,
        verify: bool | str = True,
        timeout: tuple[float, float] = (5.0, 60.0),
        *,
        pool_size: int = 8,
        max_body: int = MAX_BODY,
        max_seconds: float = MAX_SECONDS,
    ) -> None:
        if pool_size < 1:
            raise ConfigurationError("Http: pool_size must be 1 or more")
        self._bundle = _bundle(verify)
        self._trusted: ssl.SSLContext | None = None
        self._timeout = _seconds(timeout)
        self._pool_size = pool_size
        self._max_body = max_body
        self._max_seconds = max_seconds
        self._headers = {"User-Agent": "pulumi-isp", "Accept-Encoding": "gzip"}
        self._kept: dict[bool, Adapter] = {}
        self._slots: dict[str, Slots] = {}
        self._proxies: dict[str, dict[str, str]] = {}
        self._lock = threading.Lock()

    def send(self, request: Request) -> Response:
        """Send one request and read its answer to the end.

        Raises:
            ConfigurationError: The request cannot be built; nothing was sent.
            ConnectError: No byte of the request was sent.
            ResponseTimeoutError: No answer in time.
            ConnectionLostError: The connection broke before the answer was complete.
            RedirectedError: The server named another address.
            MalformedResponseError: The answer is not HTTP, or is larger than allowed.
        """
        prepared = self._prepare(request)
        with self._slot(request.url):
            if request.repeatable:
                response = self._exchange(self._keeping(request.url), prepared, request)
            else:
                adapter = Adapter(1, self._trust(request.url))
                try:
                    response = self._exchange(adapter, prepared, request)
                finally:
                    adapter.close()
        log.debug(
            "%s: %s %s gave %d in %.2f s, %d bytes",
            request.operation or "request",
            request.method,
            request.url,
            response.status,
            response.elapsed,
            len(response.body),
        )
        return response

    def close(self) -> None:
        """Close the open connections. A later request opens new ones."""
        with self._lock:
            kept = list(self._kept.values())
        for adapter in kept:
            adapter.close()

    def _keeping(self, url: str) -> Adapter:
        """The connections that stay open; there is one pool with TLS and one without."""
        trust = self._trust(url)
        with self._lock:
            is_checked = trust is not None
            if is_checked not in self._kept:
                self._kept[is_checked] = Adapter(self._pool_size, trust)
            return self._kept[is_checked]

    def _trust(self, url: str) -> ssl.SSLContext | None:
        """The certificates to trust, read when they are first needed; None: nothing is checked."""
        if self._bundle is None or not url.lower().startswith("https:"):
            return None
        with self._lock:
            if self._trusted is None:
                self._trusted = _context(self._bundle)
            return self._trusted

    def _proxies_for(self, url: str) -> dict[str, str]:
        """The proxies that the environment names for a host. Read once, as the environment can be large."""
        host = urlsplit(url).netloc
        with self._lock:
            if host not in self._proxies:
                self._proxies[host] = get_environ_proxies(url)
            return self._proxies[host]

    def _prepare(self, request: Request) -> requests.PreparedRequest:
        try:
            if urlsplit(request.url).username is None:
                return requests.Request(
                    request.method,
                    request.url,
                    headers={**self._headers, **request.headers},
                    params=dict(request.params),
                    data=request.body,
                ).prepare()
            reason = "its address holds a user name"
        except (requests.RequestException, ValueError) as error:
            # The text of these errors quotes header values, so it is not used.
            reason = type(error).__name__
        raise ConfigurationError(
            f"The request cannot be built: {reason}",
            hint="Look for line breaks and other unusual characters in the address and the credentials.",
            operation=request.operation or None,
            method=request.method,
        )

    def _slot(self, url: str) -> Slots:
        host = urlsplit(url).netloc
        with self._lock:
            return self._slots.setdefault(host, Slots(self._pool_size))

    def _exchange(self, adapter: Adapter, prepared: requests.PreparedRequest, request: Request) -> Response:
        connect, wait = request.timeout or self._timeout
        started = monotonic()
        progress.sent = False
        progress.deadline = started + self._max_seconds
        proxies = self._proxies_for(request.url)
        failed: IspError
        try:
            reply = adapter.send(
                prepared,
                stream=True,
                timeout=(connect, wait),
                verify=self._bundle is not None,
                proxies=proxies,
            )
            try:
                response = Response(
                    status=reply.status_code,
                    headers=CaseInsensitiveDict(reply.headers),
                    body=b"",
                    elapsed=0.0,
                    request=request,
                )
                _check(response)
                body = read(reply.raw, self._max_body)
                body = unpacked(body, response.headers, self._max_body)
                return replace(response, body=body, elapsed=monotonic() - started)
            finally:
                reply.close()
        except IspError as error:
            failed = error
        except FAILURES as error:
            proxied = select_proxy(request.url, proxies) is not None
            failed = failure(error, request, sent=progress.sent, proxied=proxied)
        except ValueError as error:
            failed = unusable(error, sent=progress.sent)
        # Raised outside of the "except" blocks. Otherwise the exception of requests, which holds the
        # request with its credentials, would become its context.
        failed.context = {**request.place, **failed.context}
        failed.context.setdefault("elapsed", round(monotonic() - started, 1))
        raise failed


def _seconds(timeout: tuple[float, float]) -> tuple[float, float]:
    try:
        connect, wait = timeout
        usable = 0 < connect <= MAX_TIMEOUT and 0 < wait <= MAX_TIMEOUT
    except (TypeError, ValueError):
        usable = False
    if not usable:
        raise ConfigurationError(
            f"timeout must be two numbers of seconds above 0, at most {MAX_TIMEOUT}: one to connect, one for"
            " each piece of the answer"
        )
    return connect, wait


def _bundle(verify: bool | str) -> Path | None:
    """The file or folder with the authorities to trust; None: certificates are not checked."""
    if verify is False:
        log.warning("Certificates are not checked: others in the network can read and change everything")
        return None
    named = environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE") if verify is True else verify
    hint = (
        "The environment variable REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names it: correct or unset it."
        if verify is True
        else "Name a file with CA certificates in PEM form, or leave the setting out to trust the usual ones."
    )
    if not named:
        return Path(DEFAULT_CA_BUNDLE_PATH)
    path = Path(named)
    if not path.exists():
        raise ConfigurationError(f"There is no file with CA certificates at {named}", hint=hint)
    try:
        _context(path)
    except (ssl.SSLError, OSError):
        usable = False
    else:
        usable = True
    if not usable:
        raise ConfigurationError(f"{named} holds no CA certificates in PEM form", hint=hint)
    return path


def _context(bundle: Path) -> ssl.SSLContext:
    """urllib3's usual TLS context, with these authorities."""
    context: ssl.SSLContext = create_urllib3_context()
    # OpenSSL reads a file now. In a folder it finds a certificate by its file name when it needs it.
    context.load_verify_locations(**{"capath" if bundle.is_dir() else "cafile": str(bundle)})
    return context


def _check(response: Response) -> None:
    """Refuse answers of which the body need not be read: redirects, and statuses that HTTP does not have."""
    if response.status in _REDIRECTS:
        try:
            target = urlsplit(response.headers.get("Location", "")).netloc.rpartition("@")[2]
        except ValueError:
            target = ""
        raise RedirectedError(
            f"The server redirects to {target or 'another path'}, which is not followed",
            status=response.status,
            response=response,
        )
    if not 200 <= response.status <= 599:
        raise MalformedResponseError(
            "The answer has a status that does not exist", status=response.status, response=response
        )
