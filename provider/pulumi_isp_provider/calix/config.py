"""The client's configuration: three sections, from code, from a file, from the environment."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit

import marshmallow
from marshmallow import Schema, validate

from ..errors import ConfigurationError
from ..settings import check_url, environment_name
from .settings import CalixSettings

PORT = 18080
"""Where a CMS listens for XML; 18443 is said to be its TLS port."""

KEEP_ALIVE = 600.0
"""Seconds of idleness after which the session is kept alive; a CMS ends it after 30 minutes by default."""

REST_PORT = 8080
"""Where a CMS listens for REST."""


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """Who we are at the CMS.

    Attributes:
        username: CMS account; it needs the privilege "Full CMS Administration".
        password: Its password.
    """

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Connection:
    """Where the CMS is. Either ``host`` or ``url`` must be given.

    Attributes:
        host: Host name or address of the CMS.
        protocol: ``http`` or ``https``.
        port: Port of the XML interface.
        rest_port: Port of the REST interface.
        url: Base address of the XML interface; taken instead of the four above.
        rest_url: Base address of the REST interface. Without it, the host of ``url`` at ``rest_port``; over
            TLS if ``url`` is, because REST carries the password in each request.
        ca_bundle: File with CA certificates to trust instead of the system's.
        connect_timeout: Seconds to wait for a connection.
        read_timeout: Seconds to wait for an answer. A node may take 20 s and the CMS 35 s.
        keep_alive: Seconds of idleness after which a light read keeps the session alive; a third of a
            CMS's default session time-out. 0 lets it end, which costs one refused request before the
            client logs in again by itself.
    """

    host: str = ""
    protocol: str = "http"
    port: int = PORT
    rest_port: int = REST_PORT
    url: str = ""
    rest_url: str = ""
    ca_bundle: str | None = None
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    keep_alive: float = KEEP_ALIVE

    def __post_init__(self) -> None:
        host = self.host or urlsplit(self.url).hostname or ""
        bare = f"[{host}]" if ":" in host and not host.startswith("[") else host
        object.__setattr__(self, "host", host)
        if not self.url:
            object.__setattr__(self, "url", f"{self.protocol}://{bare}:{self.port}")
        if not self.rest_url:
            scheme = urlsplit(self.url).scheme
            object.__setattr__(self, "rest_url", f"{scheme}://{bare}:{self.rest_port}")


@dataclass(frozen=True, kw_only=True)
class Performance:
    """How much at once, and how long an answer is good.

    Attributes:
        cache_ttl: Seconds for which a listing serves further reads; 0 lists each time.
        node_concurrency: Requests in flight to one E7 at a time.
        max_workers: Threads that the asynchronous client runs its requests on.
    """

    cache_ttl: float = 60.0
    node_concurrency: int = 1
    max_workers: int = 8


class Config:
    """Everything the client needs to know.

    Args:
        credentials: ``username`` and ``password``.
        connection: See :class:`Connection`.
        performance: See :class:`Performance`.

    Raises:
        ConfigurationError: Keys or values are not allowed; each is named with its path.
    """

    credentials: Credentials
    connection: Connection
    performance: Performance

    def __init__(
        self,
        credentials: Mapping[str, Any] | Credentials,
        connection: Mapping[str, Any] | Connection,
        performance: Mapping[str, Any] | Performance | None = None,
    ) -> None:
        given = {"credentials": credentials, "connection": connection, "performance": performance or {}}
        plain = {
            name: section if isinstance(section, Mapping) else _plain(section)
            for name, section in given.items()
        }
        loaded = _load(plain)
        self.credentials = Credentials(**loaded["credentials"])
        self.connection = Connection(**loaded["connection"])
        self.performance = Performance(**loaded["performance"])

    def __repr__(self) -> str:
        return f"Config({self.credentials!r}, {self.connection!r}, {self.performance!r})"

    @classmethod
    def load(
        cls,
        file: str | Path | None = None,
        *,
        environ: Mapping[str, str] = os.environ,
        **sections: Mapping[str, Any],
    ) -> Self:
        """Collect a configuration; what is said in code wins over the environment, and that over the file.

        Args:
            file: A ``.json`` or ``.toml`` file with the three sections.
            environ: Variables such as ``CALIX_HOST``, ``CALIX_USERNAME`` and ``CALIX_CACHE_TTL``: each key
                of each section, in capitals.
            **sections: ``credentials``, ``connection``, ``performance``.

        Raises:
            ConfigurationError: The file cannot be read, or keys or values are not allowed.
        """
        merged: dict[str, Any] = {} if file is None else _read_file(Path(file))
        from_environ: dict[str, dict[str, str]] = {}
        for section, key, variable in _variables():
            if environ.get(variable):
                from_environ.setdefault(section, {})[key] = environ[variable]
        for layer in (from_environ, sections):
            for section in layer:
                over = _mapping(layer, section)
                under = {**_mapping(merged, section)}
                if "host" in over and "url" not in over:
                    # An address from below would win over this host and send to another CMS.
                    under = {key: value for key, value in under.items() if key not in {"url", "rest_url"}}
                merged[section] = {**under, **over}
        unknown = merged.keys() - {"credentials", "connection", "performance"}
        if unknown:
            raise _refused([f"{name}: is no section of it" for name in sorted(unknown)])
        return cls(merged.get("credentials", {}), merged.get("connection", {}), merged.get("performance"))

    @classmethod
    def from_settings(cls, settings: CalixSettings) -> Self:
        """The configuration that a connection's settings stand for."""
        connection = {
            "url": settings.url,
            "rest_url": settings.rest_url,
            "ca_bundle": settings.ca_bundle,
            "read_timeout": settings.read_timeout,
        }
        return cls(
            credentials={"username": settings.username, "password": settings.password},
            connection={key: value for key, value in connection.items() if value is not None},
            performance={"node_concurrency": settings.node_concurrency},
        )


# Validation -----------------------------------------------------------------------------------

_WORD = validate.Length(min=1)
_HOST = validate.Regexp(r"^[^\s/@:]+$|^\[?[0-9a-fA-F:.]+\]?$", error="Must be a host name or address.")
_PORT = validate.Range(1, 65535)
_XML_TEXT = validate.Regexp(
    "[^\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]*\\Z", error="Must not hold control characters."
)


class _Section(Schema):
    class Meta:
        unknown = marshmallow.RAISE


class _CredentialsSchema(_Section):
    username = marshmallow.fields.String(required=True, validate=(_WORD, _XML_TEXT))
    password = marshmallow.fields.String(required=True, validate=(_WORD, _XML_TEXT))


class _ConnectionSchema(_Section):
    host = marshmallow.fields.String(validate=_HOST)
    protocol = marshmallow.fields.String(validate=validate.OneOf(("http", "https")))
    port = marshmallow.fields.Integer(validate=_PORT)
    rest_port = marshmallow.fields.Integer(validate=_PORT)
    url = marshmallow.fields.String(validate=_WORD)
    rest_url = marshmallow.fields.String(validate=_WORD)
    ca_bundle = marshmallow.fields.String(allow_none=True)
    connect_timeout = marshmallow.fields.Float(validate=validate.Range(0.1, 600))
    read_timeout = marshmallow.fields.Float(validate=validate.Range(0.1, 3600))
    keep_alive = marshmallow.fields.Float(validate=validate.Range(0, 1800))

    @marshmallow.validates_schema
    def _addresses(self, data: dict[str, Any], **_: object) -> None:
        if not data.get("host") and not data.get("url"):
            raise marshmallow.ValidationError("Missing data for required field.", "host")
        for key in ("url", "rest_url"):
            problems = check_url(data[key], "it") if key in data else []
            if problems:
                raise marshmallow.ValidationError(problems, key)


class _PerformanceSchema(_Section):
    cache_ttl = marshmallow.fields.Float(validate=validate.Range(0, 86400))
    node_concurrency = marshmallow.fields.Integer(validate=validate.Range(1, 64))
    max_workers = marshmallow.fields.Integer(validate=validate.Range(1, 200))


class _ConfigSchema(_Section):
    credentials = marshmallow.fields.Nested(_CredentialsSchema, required=True)
    connection = marshmallow.fields.Nested(_ConnectionSchema, required=True)
    performance = marshmallow.fields.Nested(_PerformanceSchema)


def _load(plain: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    try:
        return cast("dict[str, dict[str, Any]]", _ConfigSchema().load(plain))
    except marshmallow.ValidationError as error:
        problems = list(_problems(error.messages))
    raise _refused(problems)


def _problems(messages: object, path: str = "") -> Iterator[str]:
    """``{"connection": {"prot": ["Unknown field."]}}`` -> ``connection.prot: Unknown field.``."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _problems(inner, path if key == "_schema" else f"{path}.{key}".lstrip("."))
    else:
        found = messages if isinstance(messages, list) else [messages]
        yield from (f"{path}: {message}" for message in found)


def _refused(problems: list[str]) -> ConfigurationError:
    return ConfigurationError("the configuration cannot be used:\n  - " + "\n  - ".join(problems))


def _plain(section: object) -> dict[str, Any]:
    if isinstance(section, Credentials | Connection | Performance):
        return asdict(section)
    raise _refused([f"{type(section).__name__} is no section: expected keys and values"])


def _variables() -> Iterator[tuple[str, str, str]]:
    sections: dict[str, type[Credentials | Connection | Performance]] = {
        "credentials": Credentials,
        "connection": Connection,
        "performance": Performance,
    }
    for section, kind in sections.items():
        for known in fields(kind):
            yield section, known.name, environment_name(CalixSettings.vendor, "default", known.name)


def _mapping(merged: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    found = merged.get(section, {})
    if not isinstance(found, Mapping):
        raise _refused([f"{section}: must be a section with keys and values"])
    return found


def _read_file(path: Path) -> dict[str, Any]:
    try:
        content = path.read_text(encoding="utf-8")
        found = tomllib.loads(content) if path.suffix == ".toml" else json.loads(content)
    except OSError as error:
        raise ConfigurationError(f"cannot read {path}: {error.strerror}") from None
    except ValueError:
        # Neither parser's message nor its exception goes on: both may show the line with the password.
        found = None
    if not isinstance(found, dict):
        raise ConfigurationError(f"{path} holds no {path.suffix.lstrip('.') or 'json'} object")
    return found
