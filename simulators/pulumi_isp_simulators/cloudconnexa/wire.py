"""Requests and replies, between the web library and the resources."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from .errors import invalid, refused
from .shapes import Reading, Record, Shape

if TYPE_CHECKING:  # the tenant's tables are declared in terms of this module
    from .tenant import Tenant

Verb = Literal["GET", "POST", "PUT", "DELETE"]
_MAX_PAGE = 2**31 - 1


@dataclass(frozen=True)
class Call:
    """The parts of one request.

    Attributes:
        keys: The variable parts of the path, by name.
        query: The query parameters.
        body: The bytes of the body.
        accept: The ``Accept`` header.
    """

    keys: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    accept: str = ""

    @property
    def key(self) -> str:
        """The object's id."""
        return self.keys["id"]

    def needed(self, name: str) -> str:
        """A required query parameter.

        Raises:
            Refusal: It is missing or empty.
        """
        value = self.query.get(name, "")
        if not value:
            raise invalid(name, f"The {name} parameter is missing")
        return value

    def number(self, name: str, default: int | None, least: int, most: int) -> int:
        """A query parameter that is a whole number; without a default it is required.

        Raises:
            Refusal: It is missing, not a number, or out of range.
        """
        text = self.query.get(name, "") if default is not None else self.needed(name)
        if not text and default is not None:
            return default
        # Twenty digits are enough for every number in range, and limit the work of int().
        if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 20):
            raise invalid(name, "The value is not a number")
        if not least <= int(text) <= most:
            raise invalid(name, f"The value must be between {least} and {most}")
        return int(text)

    def choice(self, name: str, *words: str) -> str:
        """A query parameter that must be one of a few words."""
        value = self.needed(name)
        if value not in words:
            raise invalid(name, f"The value: '{value}' is invalid. Allowed value(s): [{', '.join(words)}]")
        return value

    def page(self) -> tuple[int, int]:
        """Page (from 0) and size (1 to 1000, default 10)."""
        return self.number("page", 0, 0, _MAX_PAGE), self.number("size", 10, 1, 1000)

    def json(self) -> object:
        """The body as JSON.

        Raises:
            Refusal: It is not JSON.
        """
        return read_json(self.body)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def read_json(body: bytes) -> object:
    """A body as JSON; for any error the reply is the vendor's 400."""
    try:
        value: object = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise invalid("", "Request body is missing or is not valid JSON") from None
    return value


def accepted(tenant: Tenant, shape: Shape, call: Call) -> Record:
    """The body of a request, read by a shape.

    Raises:
        Refusal: The body has errors; it names all of them.
    """
    reading = Reading(tenant.release, blanks=tenant.options.empty_description == "accept")
    fields = shape.read(call.json(), "", reading)
    if reading.issues:
        raise refused(reading.issues)
    found: Record = fields
    return found


@dataclass(frozen=True)
class Answer:
    """A reply.

    Attributes:
        status: HTTP status.
        body: A JSON value, a bare text if ``text``, or nothing if None.
        text: Send ``body`` unchanged, not as JSON.
        headers: Further headers.
    """

    status: int = 200
    body: Any = None
    text: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


Act = Callable[["Tenant", Call], Answer]


@dataclass(frozen=True)
class Endpoint:
    """One verb on one path.

    Attributes:
        operation: Its name in logs and fault scripts, such as ``networks.create``.
        verb: HTTP method.
        path: Path below ``/api/v1``; ``{name}`` stands for any one part.
        act: The function.
        since: The first release that has it.
    """

    operation: str
    verb: Verb
    path: str
    act: Act
    since: str = "1.0"


def page_of(content: list[Record], total: int, page: int, size: int) -> Record:
    """The envelope of a listing, in the recorded order of its fields."""
    return {
        "content": content,
        "totalElements": total,
        "totalPages": -(-total // size),
        "numberOfElements": len(content),
        "page": page,
        "size": size,
    }
