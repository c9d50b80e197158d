"""Which keys and values a configuration may have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv6Address
from typing import Any, cast
from urllib.parse import urlsplit

import marshmallow
from marshmallow import validate

from ...core.schema import StrictSchema, failures, in_our_words
from ...core.settings import check_url
from ..errors import ConfigurationError
from ..settings import MAX_SESSIONS, NODE_CONCURRENCY, READ_TIMEOUT

_SAYS: Mapping[type[marshmallow.fields.Field[Any]], str] = {
    marshmallow.fields.String: "must be text",
    marshmallow.fields.Integer: "must be a whole number",
    marshmallow.fields.Float: "must be a number",
    marshmallow.fields.Nested: "must be a section with keys and values",
}


def _between(lowest: float, highest: float) -> validate.Range:
    return validate.Range(lowest, highest, error=f"must be from {lowest} to {highest}")


_WORD = validate.Length(min=1, error="must not be empty")
_PORT = _between(1, 65535)
_XML_TEXT = validate.Regexp(
    "[^\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]*\\Z", error="must not hold control characters"
)


def _check_host(value: str) -> None:
    bare = _bare(value)
    try:
        known = IPv6Address(bare).scope_id is None if ":" in bare else re.fullmatch(r"[^\s/@?#%\[\]]+", bare)
    except ValueError:
        known = False
    if not known:
        raise marshmallow.ValidationError("must be a host name or address; its port stands in port")


def _bare(host: str) -> str:
    """An IPv6 address without its brackets."""
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host


class _WholeNumber(marshmallow.fields.Integer):
    """A number, or the text of one; a fraction is refused, not cut off."""

    def _validated(self, value: Any) -> int:
        if isinstance(value, float) and not value.is_integer():
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class _Section(StrictSchema):
    refused = "is not a known key"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["type"] = "must be a section with keys and values"

    def on_bind_field(self, field_name: str, field_obj: marshmallow.fields.Field[Any]) -> None:
        says = next(says for kind, says in _SAYS.items() if isinstance(field_obj, kind))
        field_obj.error_messages.update(in_our_words(says))


class _CredentialsSchema(_Section):
    username = marshmallow.fields.String(required=True, validate=(_WORD, _XML_TEXT))
    password = marshmallow.fields.String(required=True, validate=(_WORD, _XML_TEXT))


class _ConnectionSchema(_Section):
    host = marshmallow.fields.String(validate=_check_host)
    protocol = marshmallow.fields.String(
        validate=validate.OneOf(("http", "https"), error="must be http or https")
    )
    port = _WholeNumber(validate=_PORT)
    rest_port = _WholeNumber(validate=_PORT)
    url = marshmallow.fields.String(validate=_WORD)
    rest_url = marshmallow.fields.String(validate=_WORD)
    ca_bundle = marshmallow.fields.String(allow_none=True)
    connect_timeout = marshmallow.fields.Float(validate=_between(0.1, 600))
    read_timeout = marshmallow.fields.Float(validate=_between(*READ_TIMEOUT))
    keep_alive = marshmallow.fields.Float(validate=_between(0, 1800))

    @marshmallow.validates_schema
    def _addresses(self, data: dict[str, Any], **_: object) -> None:
        if not data.get("host") and not data.get("url"):
            raise marshmallow.ValidationError("is required", "host")
        for key in ("url", "rest_url"):
            problems = check_url(data[key], "it") if key in data else []
            if problems:
                raise marshmallow.ValidationError(problems, key)
        if data.get("host") and data.get("url"):
            other = urlsplit(data["url"]).hostname or ""
            if _bare(data["host"]).lower() != other.lower():
                raise marshmallow.ValidationError(f"is another one than that of url, {other}", "host")


class _PerformanceSchema(_Section):
    cache_ttl = marshmallow.fields.Float(validate=_between(0, 86400))
    node_concurrency = _WholeNumber(validate=_between(*NODE_CONCURRENCY))
    max_sessions = _WholeNumber(validate=_between(*MAX_SESSIONS))
    max_workers = _WholeNumber(validate=_between(1, 200))


class _ConfigSchema(_Section):
    credentials = marshmallow.fields.Nested(_CredentialsSchema, required=True)
    connection = marshmallow.fields.Nested(_ConnectionSchema, required=True)
    performance = marshmallow.fields.Nested(_PerformanceSchema)


def load_sections(plain: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    """The sections with values of the right types.

    Raises:
        ConfigurationError: Keys or values are not allowed; each is named with its path.
    """
    try:
        return cast("dict[str, dict[str, Any]]", _ConfigSchema().load(plain))
    except marshmallow.ValidationError as error:
        problems = [f"{found.path}: {found.reason}" for found in failures(error.messages)]
    raise refused(problems)


def refused(problems: list[str]) -> ConfigurationError:
    """The error for a configuration with problems, each of which begins with its path."""
    return ConfigurationError("the configuration cannot be used:\n  - " + "\n  - ".join(problems))
