"""Answers on the wire: JSON as PHP writes it, XML and name-value pairs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

from .fields import Row
from .switches import ResponseType

CONTENT_TYPES: Final[dict[ResponseType, str]] = {
    "json": "application/json",
    "xml": "application/xml",
    "nvp": "text/plain",
}
"""JSON is known; XML is known from one client; the type of name-value pairs is assumed."""

MALFORMED: Final = (
    "Error generating JSON encoded response: Malformed UTF-8 characters, possibly incorrectly encoded"
)

PHP_NOTICE: Final = (
    b"<br />\n<b>Notice</b>:  Undefined index: module in <b>/var/www/whmcs/includes/api.php</b> "
    b"on line <b>42</b><br />\n"
)

_HEX: Final = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "'": "\\u0027"})
_ESCAPE_PAIR: Final = re.compile(r'\\(["\\])')
_NAME_START: Final = re.compile(r"[A-Za-z_]")
_NOT_IN_NAME: Final = re.compile(r"[^A-Za-z0-9_.-]")
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class MalformedTextError(ValueError):
    """A text of the answer is not UTF-8. JSON cannot contain it; XML and name-value pairs can."""


def to_json(answer: Row, *, hex_escapes: bool) -> bytes:
    r"""JSON with PHP's escapes.

    Args:
        answer: The answer.
        hex_escapes: ``< > & ' "`` as ``\u003C`` and so on and bare slashes; otherwise ``\"`` and ``\/``.

    Raises:
        MalformedTextError: A text has a byte that is not UTF-8. A seed gives it as a lone surrogate.
    """
    text = json.dumps(answer, separators=(",", ":"))
    if _has_lone_surrogate(text):
        raise MalformedTextError
    if hex_escapes:
        text = _ESCAPE_PAIR.sub(lambda pair: "\\u0022" if pair[1] == '"' else pair[0], text).translate(_HEX)
    else:
        text = text.replace("/", "\\/")
    return text.encode("ascii")


def _has_lone_surrogate(text: str) -> bool:
    # json.dumps writes each half of a pair as \udXXX; json.loads joins pairs and leaves lone halves.
    if "\\ud" not in text:
        return False
    try:
        json.dumps(json.loads(text), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def to_xml(answer: Row, *, action: str, version: str) -> bytes:
    """XML under ``<whmcsapi version="...">``; lists repeat the element of their key."""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<whmcsapi version="{version}">\n',
        f"<action>{_xml_text(action)}</action>\n",
    ]
    for key, value in answer.items():
        parts.extend(_xml_elements(key, value))
    parts.append("</whmcsapi>\n")
    return "".join(parts).encode("utf-8", "replace")


def _xml_elements(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value and all(inner.isdigit() for inner in value):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _xml_elements(key, item)
        return
    name = _NOT_IN_NAME.sub("_", key)
    if not _NAME_START.match(name):
        name = f"_{name}"
    if isinstance(value, dict):
        yield f"<{name}>\n"
        for inner, item in value.items():
            yield from _xml_elements(inner, item)
        yield f"</{name}>\n"
    else:
        yield f"<{name}>{_xml_text(_cast(value))}</{name}>\n"


def _xml_text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("?", text))


def to_nvp(answer: Row) -> bytes:
    """``result=success;message=...;``; nested values get keys such as ``clients[client][0][id]``."""
    return "".join(f"{name}={value};" for name, value in _flatten("", answer)).encode("utf-8", "replace")


def _flatten(prefix: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _flatten(f"{prefix}[{key}]" if prefix else str(key), item)
    else:
        yield prefix, _cast(value)


def _cast(value: Any) -> str:
    """A value as PHP converts it to text."""
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


def respond(body: bytes, *, status: int, responsetype: ResponseType, notice: bool = False) -> Response:
    """The HTTP answer.

    Args:
        body: The rendered answer.
        status: HTTP status.
        responsetype: Decides the content type.
        notice: Put a PHP notice before the body.
    """
    return Response(
        PHP_NOTICE + body if notice else body, status=status, content_type=CONTENT_TYPES[responsetype]
    )
