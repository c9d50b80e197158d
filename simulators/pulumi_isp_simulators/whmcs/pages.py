"""HTML pages in place of an answer of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from werkzeug.wrappers import Response

from .switches import PageName


class Page(NamedTuple):
    """An HTML page: HTTP status, title and text."""

    status: int
    title: str
    text: str

    def response(self) -> Response:
        """The page as an HTTP answer."""
        html = (
            "<!DOCTYPE html>\n<html>\n<head><title>"
            f"{self.title}</title></head>\n<body><h1>{self.title}</h1>\n<p>{self.text}</p></body>\n</html>\n"
        )
        return Response(html, status=self.status, content_type="text/html; charset=utf-8")


NOT_FOUND: Final = Page(404, "404 Not Found", "There is nothing under this address.")
METHOD_NOT_ALLOWED: Final = Page(405, "405 Method Not Allowed", "This address takes POST requests.")

PAGES: Final[Mapping[PageName, Page]] = {
    "security_warning": Page(
        200, "Security Warning", "The install folder is still there; remove it to go on."
    ),
    "maintenance": Page(503, "Down for Maintenance", "We are working on it and will be back soon."),
    "firewall": Page(403, "Access denied", "The request was blocked by a firewall rule."),
    "output_emitted": Page(500, "Oops!", "Output has been emitted previously; cannot emit response"),
}
