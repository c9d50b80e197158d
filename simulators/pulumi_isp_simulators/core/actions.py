"""The actions of scripted faults on a request or its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

from .params import Param, header_value, headers, integer, number, octets, one_of

LONGEST = 300
"""Maximum seconds that a fault may delay a request or an answer."""

GARBAGE = b"\x00\xff\xfe<<{{]]&\x1b\x80 this is not what you asked for"


class Exchange(Protocol):
    """One request with a fault."""

    def handle(self) -> Response:
        """Let the vendor handle the request, with all its effects."""

    def expire(self) -> None:
        """End every token or session."""

    def throttled(self, retry_after: float | None) -> Response:
        """The vendor's form of a 429."""

    def pause(self, seconds: float) -> None:
        """Wait, or less if the simulator is being stopped."""

    def reset(self) -> NoReturn:
        """Reset the connection."""

    def hang_up(self) -> None:
        """Close the connection after what has been sent."""


@dataclass(frozen=True)
class Action:
    """One kind of fault.

    Attributes:
        run: Returns the answer to send.
        params: The parameters of a script, apart from the action's name.
    """

    run: Callable[[Exchange, Mapping[str, Any]], Response]
    params: Mapping[str, Param]


def _status(_: Exchange, params: Mapping[str, Any]) -> Response:
    response = Response(params["body"], status=params["status"], content_type=params["content_type"])
    response.headers.update(params["headers"])
    return response


def _reset_before(exchange: Exchange, _: Mapping[str, Any]) -> Response:
    exchange.reset()


def _reset_after(exchange: Exchange, _: Mapping[str, Any]) -> Response:
    exchange.handle()
    exchange.reset()


def _stall(exchange: Exchange, params: Mapping[str, Any]) -> Response:
    if params["hold"] == "request":
        exchange.pause(params["seconds"])
        return exchange.handle()
    response = exchange.handle()
    exchange.pause(params["seconds"])
    return response


def _streamed(whole: Response, body: bytes, chunks: Iterator[bytes]) -> Response:
    head = Headers(whole.headers)
    head["Content-Length"] = str(len(body))
    return Response(chunks, status=whole.status, headers=head, direct_passthrough=True)


def _truncate(exchange: Exchange, params: Mapping[str, Any]) -> Response:
    whole = exchange.handle()
    body = whole.get_data()

    def chunks() -> Iterator[bytes]:
        yield body[: params["bytes"]]
        exchange.hang_up()

    return _streamed(whole, body, chunks())


def _drip(exchange: Exchange, params: Mapping[str, Any]) -> Response:
    whole = exchange.handle()
    body = whole.get_data()
    step: int = params["bytes"]

    def chunks() -> Iterator[bytes]:
        for at in range(0, len(body), step):
            if at and at // step * params["seconds"] <= LONGEST:
                exchange.pause(params["seconds"])
            yield body[at : at + step]

    return _streamed(whole, body, chunks())


def _garbage(exchange: Exchange, params: Mapping[str, Any]) -> Response:
    response = exchange.handle()
    response.set_data(params["body"])
    return response


def _content_type(exchange: Exchange, params: Mapping[str, Any]) -> Response:
    response = exchange.handle()
    response.headers["Content-Type"] = params["content_type"]
    return response


def _expire(exchange: Exchange, _: Mapping[str, Any]) -> Response:
    exchange.expire()
    return exchange.handle()


def _throttle(exchange: Exchange, params: Mapping[str, Any]) -> Response:
    return exchange.throttled(params["retry_after"])


ACTIONS: Mapping[str, Action] = {
    "status": Action(
        _status,
        {
            "status": Param(integer(200, 599)),
            "body": Param(octets, b""),
            "headers": Param(headers, {}),
            "content_type": Param(header_value, "text/plain"),
        },
    ),
    "reset_before": Action(_reset_before, {}),
    "reset_after": Action(_reset_after, {}),
    "stall": Action(
        _stall,
        {"seconds": Param(number(0, LONGEST)), "hold": Param(one_of("answer", "request"), "answer")},
    ),
    "truncate": Action(_truncate, {"bytes": Param(integer(0, 2**31))}),
    "garbage": Action(_garbage, {"body": Param(octets, GARBAGE)}),
    "content_type": Action(_content_type, {"content_type": Param(header_value, "text/html")}),
    "expire": Action(_expire, {}),
    "throttle": Action(_throttle, {"retry_after": Param(number(0, 86_400), None)}),
    "drip": Action(_drip, {"bytes": Param(integer(1, 2**31), 16), "seconds": Param(number(0, 10), 0.05)}),
}
"""Every action by its name in scripts."""
