"""The vendor's error replies."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from .options import Options
from .shapes import Issue, Record

ENTITY_MISSING_CODE = "9-11-6"


class Refusal(Exception):
    """An error reply, raised at the place that finds the reason.

    Attributes:
        status: HTTP status.
        body: The vendor's error object, or None for an empty body.
        headers: Headers that belong to this answer.
    """

    def __init__(
        self, status: int, body: Record | None = None, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers or {}


def refused(issues: Iterable[Issue], *, status: int = 400) -> Refusal:
    """The vendor's error object: details by field, or a message if there is no field."""
    details: dict[str, list[Record]] = {}
    message: str | None = None
    for issue in issues:
        if not issue.place:
            message = issue.message
            continue
        detail: Record = {"errorCode": issue.code, "message": issue.message, "params": issue.params}
        details.setdefault(issue.place, []).append(
            {name: value for name, value in detail.items() if value is not None}
        )
    body: Record = {}
    if details:
        body["errorDetails"] = details
    if message is not None:
        body["errorMessage"] = message
    body["statusError"] = HTTPStatus(status).phrase
    return Refusal(status, body)


def invalid(place: str, message: str) -> Refusal:
    """400 for one field, or for the request as a whole if ``place`` is empty."""
    return refused([Issue(place, message)])


def missing(options: Options, entity: str, label: str, key: str) -> Refusal:
    """The reply for an unknown id: 400 like the vendor, unless a switch changes it."""
    if options.not_found == "404":
        return Refusal(404)
    # An id comes from the path and may contain anything; a reply must be valid Unicode.
    shown = key.encode("utf-8", "replace").decode("utf-8")
    message = (
        "Entity does not exist" if options.not_found == "400-old" else f"{label} with ID {shown} not found"
    )
    return refused([Issue(entity, message, ENTITY_MISSING_CODE)])
