"""The last transport of the chain. Users may replace it: other headers, another proxy, a recorder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Self

from requests.structures import CaseInsensitiveDict

from ...errors import IspError
from ...transport.base import Request, Response, Wrapper
from ...transport.http import Http
from ..errors import in_calix_words
from .config import Config
from .nbi import replies

CMS_CONCURRENCY = 8
"""Requests in flight to one CMS, over all its nodes."""


class HTTPTransport(Wrapper):
    """Sends over HTTP as configured, with additional headers.

    ::

        transport = HTTPTransport(config, headers={"X-Site": "north"})
        client = CMSClient(config, transport=transport)

    Args:
        config: Time-outs and certificates.
        headers: Header fields for every request.

    Attributes:
        headers: The same; may be changed at any time.

    Raises:
        ConfigurationError: There are no usable CA certificates.
    """

    def __init__(self, config: Config, *, headers: Mapping[str, str] | None = None) -> None:
        connection = config.connection
        try:
            http = Http(
                verify=connection.ca_bundle or True,
                timeout=(connection.connect_timeout, connection.read_timeout),
                pool_size=CMS_CONCURRENCY,
                max_body=replies.MAX_REPLY_BYTES,
            )
        except IspError as error:
            raise in_calix_words(error) from None
        super().__init__(http)
        self.headers: CaseInsensitiveDict[str] = CaseInsensitiveDict(headers or {})

    def send(self, request: Request) -> Response:
        """Send with the additional headers; they win over those of the client."""
        if not self.headers:
            return self.inner.send(request)
        headers = CaseInsensitiveDict({**request.headers})
        headers.update(self.headers)
        response = self.inner.send(replace(request, headers=dict(headers)))
        return replace(response, request=request)

    @property
    def _session(self) -> Self:
        """Older name of the object that has ``headers``."""
        return self


AsyncHTTPTransport = HTTPTransport
"""The same class, under the name that users of the asynchronous client know."""


class End(Wrapper):
    """Passes requests to the last transport, which can be replaced while the chain is in use."""

    def send(self, request: Request) -> Response:
        """Send with the present transport."""
        return self.inner.send(request)
