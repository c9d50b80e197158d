"""Parameters of a request, read as PHP reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request

_LEADING_NUMBER: Final = re.compile(r"\s*([+-]?[0-9]{1,18})")


class Params:
    """Query and form as one set of texts. The form wins over the query, and the last value of a name."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """A text; empty if it is missing."""
        return self._values.get(name, "")

    def sent(self, name: str) -> str | None:
        """A text unchanged; None if it is missing."""
        return self._values.get(name)

    def number(self, name: str) -> int:
        """The whole number at the beginning of the text, or 0."""
        return to_number(self.text(name))

    def truth(self, name: str) -> bool:
        """Whether the text is true in PHP: every text but the empty one and ``0``, even ``false``."""
        return self.text(name) not in ("", "0")


def to_number(text: str) -> int:
    """The whole number at the beginning of a text, or 0."""
    match = _LEADING_NUMBER.match(text)
    return int(match[1]) if match else 0


def read_params(request: Request) -> Params:
    """The parameters of a request: query string, urlencoded and multipart form."""
    values = _last_of_each(request.args)
    try:
        values |= _last_of_each(request.form)
    except (HTTPException, ValueError):
        # PHP ignores a body that it cannot read.
        return Params(values)
    return Params(values)


def _last_of_each(fields: MultiDict[str, str]) -> dict[str, str]:
    return {name: values[-1] for name, values in fields.lists() if values}
