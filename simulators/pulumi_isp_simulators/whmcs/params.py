"""Parameters of a request, gathered and read as PHP does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request

_LEADING_NUMBER: Final = re.compile(r"\s*([+-]?[0-9]{1,18})")


class Params:
    """Query and form as one set of texts; the form wins, and of one name the last."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """A text; empty if it is not there."""
        return self._values.get(name, "")

    def sent(self, name: str) -> str | None:
        """A text as it was sent, or None if it was not."""
        return self._values.get(name)

    def number(self, name: str) -> int:
        """A whole number; 0 for anything that does not begin with one."""
        return to_number(self.text(name))

    def truth(self, name: str) -> bool:
        """Whether PHP takes the text for true: anything but nothing and ``0``, the word false included."""
        return self.text(name) not in ("", "0")


def to_number(text: str) -> int:
    """The whole number that a text begins with, or 0."""
    match = _LEADING_NUMBER.match(text)
    return int(match[1]) if match else 0


def read_params(request: Request) -> Params:
    """The parameters of a request: query string, urlencoded and multipart form."""
    values = _last_of_each(request.args)
    try:
        values |= _last_of_each(request.form)
    except (HTTPException, ValueError):
        # PHP drops a body that it cannot read, and goes on without.
        return Params(values)
    return Params(values)


def _last_of_each(fields: MultiDict[str, str]) -> dict[str, str]:
    return {name: values[-1] for name, values in fields.lists() if values}
