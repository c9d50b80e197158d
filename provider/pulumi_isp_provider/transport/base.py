"""What all parts of a chain share: a request, a response, and the method that turns one into the other.

Each other part of this package is either the end of the chain (``http``) or a wrapper, which is a
:class:`Transport` too. None of them knows a vendor.
"""

from __future__ import annotations

import json as _json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self

if TYPE_CHECKING:  # a run that sends nothing does not load it
    from requests.structures import CaseInsensitiveDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request, without credentials.

    Attributes:
        method: HTTP verb, upper case.
        url: Absolute URL without query.
        operation: Stable name for logs, errors and counters, such as ``networks.create``.
        params: Query parameters.
        headers: Header fields.
        body: Bytes to send, or None.
        repeatable: Sending it twice has the same effect as sending it once, so it may be repeated even
            when its effect is unknown. False for a create.
        timeout: (connect, read) in seconds; None takes the transport's own.
        credential: What an authenticator put into the request, so that it knows it again after a refusal.
    """

    method: str
    url: str
    operation: str = ""
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    repeatable: bool = True
    timeout: tuple[float, float] | None = None
    credential: object = field(default=None, repr=False, compare=False)

    @property
    def place(self) -> dict[str, Any]:
        """Operation, method and address, for the context of an error."""
        place = {"method": self.method, "url": self.url}
        return {"operation": self.operation, **place} if self.operation else place


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One HTTP answer, read to its end.

    Attributes:
        status: HTTP status code.
        headers: Header fields; names are case-insensitive.
        body: The whole body.
        elapsed: Seconds from sending to the last byte.
        request: The request that it answers.
    """

    status: int
    headers: CaseInsensitiveDict[str] = field(repr=False)
    body: bytes = field(repr=False)
    elapsed: float
    request: Request

    @property
    def status_code(self) -> int:
        """The status under the name that users of ``requests`` know."""
        return self.status

    @property
    def text(self) -> str:
        """The body as UTF-8 text; bytes that are not UTF-8 are replaced."""
        return self.body.decode("utf-8", errors="replace")

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            ValueError: The body is not JSON, or it is nested too deeply.
        """
        try:
            return _json.loads(self.body)
        except RecursionError:
            raise ValueError("JSON is nested too deeply") from None


class Transport(ABC):
    """Turns a request into a response.

    It can be neither pickled nor copied, and so can no client that holds one.
    """

    @abstractmethod
    def send(self, request: Request) -> Response:
        """Send one request and wait for its answer.

        Raises:
            NetworkError: No answer came.
            MalformedResponseError: The answer is larger than allowed.
        """

    def close(self) -> None:  # noqa: B027 - wrappers without resources need not override it
        """Close open connections. It may be called twice."""

    def __reduce__(self) -> NoReturn:
        # Pulumi pickles whatever a dynamic provider refers to. Its pickler, dill, can pickle locks and
        # sockets, and would write the password into the state.
        raise TypeError(
            f"{type(self).__name__} holds credentials and connections and can be neither pickled nor copied;"
            " make the client where it is used"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Wrapper(Transport):
    """A transport around a transport."""

    def __init__(self, inner: Transport) -> None:
        self.inner = inner

    def close(self) -> None:
        """Close the transport inside."""
        self.inner.close()
