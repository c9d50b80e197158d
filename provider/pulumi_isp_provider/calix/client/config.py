"""The client's configuration: three sections, from code, from a file, from the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from ...core.files import read_file
from ...core.frames import without_frames
from ...core.names import instead
from ...core.settings import environment_name
from ..errors import ConfigurationError
from ..settings import MAX_SESSIONS, CalixSettings
from .config_schema import load_sections, refused

PORT = 18080
"""Where a CMS listens for XML; 18443 is said to be its TLS port."""

KEEP_ALIVE = 600.0
"""Idle seconds after which the client keeps the session alive; a CMS ends it after 30 minutes by default."""

REST_PORT = 8080
"""Where a CMS listens for REST."""

_SECTIONS = ("credentials", "connection", "performance")
_ADDRESS = frozenset({"host", "url", "rest_url"})


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
        host: Host name or address of the CMS, without port.
        protocol: ``http`` or ``https``.
        port: Port of the XML interface.
        rest_port: Port of the REST interface.
        url: Base address of the XML interface; replaces the four above. If ``host`` is given too, it must be
            the same host.
        rest_url: Base address of the REST interface. Default: the host of ``url`` at ``rest_port``. It uses
            TLS if ``url`` does, because each REST request carries the password.
        ca_bundle: File with CA certificates to trust instead of the system's.
        connect_timeout: Seconds to wait for a connection.
        read_timeout: Seconds to wait for an answer. A node may take 20 s and the CMS 35 s.
        keep_alive: After so many idle seconds a small read keeps the session alive. Default: a third of a
            CMS's default session time-out. With 0 the session ends; then one request is refused before the
            client logs in again.
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
    """How many requests run at once, and how long a listing is used.

    Attributes:
        cache_ttl: Seconds for which a listing serves further reads; 0 lists each time.
        node_concurrency: Requests in flight to one E7 at a time.
        max_sessions: Sessions that this user's processes have with the account at a time; the others
            wait for their turn.
        max_workers: Threads that the asynchronous client runs its requests on.
    """

    cache_ttl: float = 60.0
    node_concurrency: int = 1
    max_sessions: int = MAX_SESSIONS[1]
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

    @without_frames
    def __init__(
        self,
        credentials: Mapping[str, Any] | Credentials,
        connection: Mapping[str, Any] | Connection,
        performance: Mapping[str, Any] | Performance | None = None,
    ) -> None:
        given = {
            "credentials": credentials,
            "connection": connection,
            "performance": {} if performance is None else performance,
        }
        loaded = load_sections({name: _plain(name, section) for name, section in given.items()})
        self.credentials = Credentials(**loaded["credentials"])
        self.connection = Connection(**loaded["connection"])
        self.performance = Performance(**loaded["performance"])

    def __repr__(self) -> str:
        return f"Config({self.credentials!r}, {self.connection!r}, {self.performance!r})"

    @classmethod
    @without_frames
    def load(
        cls,
        file: str | Path | None = None,
        *,
        environ: Mapping[str, str] = os.environ,
        **sections: Mapping[str, Any],
    ) -> Self:
        """Build a configuration. Code wins over the environment, and the environment over the file.

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
                if not over.keys().isdisjoint({"host", "url"}):
                    # Parts of an address from a lower layer could lead to another CMS.
                    under = {key: value for key, value in under.items() if key not in _ADDRESS}
                merged[section] = {**under, **over}
        unknown = merged.keys() - set(_SECTIONS)
        if unknown:
            raise refused(
                [f"{name}: is not a section; {instead(name, _SECTIONS)}" for name in sorted(unknown)]
            )
        return cls(merged.get("credentials", {}), merged.get("connection", {}), merged.get("performance"))

    @classmethod
    def from_settings(cls, settings: CalixSettings) -> Self:
        """The configuration for a connection's settings."""
        connection = {
            "url": settings.url,
            "rest_url": settings.rest_url,
            "ca_bundle": settings.ca_bundle,
            "read_timeout": settings.read_timeout,
        }
        return cls(
            credentials={"username": settings.username, "password": settings.password},
            connection={key: value for key, value in connection.items() if value is not None},
            performance={
                "node_concurrency": settings.node_concurrency,
                "max_sessions": settings.max_sessions,
            },
        )


def _plain(name: str, section: object) -> Mapping[str, Any]:
    if isinstance(section, Credentials | Connection | Performance):
        return asdict(section)
    return _mapping({name: section}, name)


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
        raise refused([f"{section}: must be a section with keys and values"])
    return found


def _read_file(path: Path) -> dict[str, Any]:
    toml = path.suffix == ".toml"
    try:
        found = read_file(path, toml=toml)
    except OSError as error:
        raise ConfigurationError(f"cannot read {path}: {error.strerror}") from None
    if found is None:
        kind = "TOML" if toml else "JSON"
        raise ConfigurationError(
            f"{path} is no {kind} file with sections", hint="A configuration is a .toml or a .json file."
        )
    return found
