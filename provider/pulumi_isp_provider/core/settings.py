"""Connection settings of the vendors, from the stack's config and from the environment.

A *connection* is a named set of settings for one vendor. The settings of ``default`` are plain keys of the
stack's config (``calix:url``) or of the environment (``CALIX_URL``). Those of another one, such as ``west``,
are in a section (``calix:west`` with ``url`` inside, as ``pulumi config set --path calix:west.url`` writes
it) or in the environment as ``CALIX__WEST__URL``. Config wins over the environment.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from .deletions import DeletionLimit
from .frames import without_frames
from .names import instead

DEFAULT_CONNECTION = "default"
_USUAL_PORTS = {"http": 80, "https": 443}
Lookup = Callable[[str], object]
"""Returns the config value of ``namespace:key``, or None if it is not set."""


def setting(
    meaning: str,
    *,
    default: Any = None,
    required: bool = False,
    secret: bool = False,
    choices: tuple[str, ...] | None = None,
    kind: type = str,
    environment_first: bool = False,
) -> Any:
    """Declare one setting as a field of a :class:`ConnectionSettings` subclass.

    Args:
        meaning: Its meaning, for messages and documentation.
        default: Its default.
        required: It must be set.
        secret: Its value must never be shown.
        choices: The only values allowed.
        kind: ``str``, ``int``, ``float`` or ``bool``.
        environment_first: The environment wins over config, so that it can be set for one run.
    """
    notes = {
        "meaning": meaning,
        "required": required,
        "secret": secret,
        "choices": choices,
        "kind": kind,
        "environment_first": environment_first,
    }
    return field(default=default, repr=not secret, metadata=notes)


@dataclass(frozen=True, kw_only=True)
class ConnectionSettings:
    """Base of the three vendors' settings.

    Attributes:
        vendor: The config namespace, such as ``calix``.
        connection: The name of this set of settings.
        url: The system's address.
        ca_bundle: File with the CA certificates to trust instead of the system's.
    """

    vendor: ClassVar[str]
    connection: str = DEFAULT_CONNECTION
    url: str = ""
    ca_bundle: str | None = setting("file with CA certificates to trust")

    @classmethod
    def declared(cls) -> tuple[Field[Any], ...]:
        """The settings of this vendor, in order."""
        return tuple(f for f in fields(cls) if "meaning" in f.metadata)

    @classmethod
    def names(cls) -> list[str]:
        """The settings of this vendor, as written in config."""
        return [camel(declared.name) for declared in cls.declared()]

    @classmethod
    @without_frames
    def resolve(
        cls,
        lookup: Lookup,
        *,
        connection: str = DEFAULT_CONNECTION,
        environ: Mapping[str, str] = os.environ,
    ) -> Self:
        """Collect the settings of one connection.

        Raises:
            ConfigurationError: Settings are missing, cannot be read, or are not allowed. It names all of
                them, missing ones with both ways to set them, and shows no value.
        """
        section, named = _section(cls.vendor, connection, lookup)
        known = cls.names()
        # A misspelt setting would silently keep its default.
        problems = [
            f"{cls.vendor}:{connection}.{name} is not a setting; {instead(name, known)}"
            for name in named
            if name not in known
        ]
        values: dict[str, Any] = {}
        for declared in cls.declared():
            written = section(camel(declared.name))
            surrounding = environ.get(environment_name(cls.vendor, connection, declared.name)) or None
            both = (
                (surrounding, written) if declared.metadata["environment_first"] else (written, surrounding)
            )
            raw = next((each for each in both if each is not None and each != ""), None)
            if raw is None:
                if declared.metadata["required"]:
                    problems.append(_missing(cls.vendor, connection, declared))
                continue
            try:
                values[declared.name] = _convert(raw, declared)
            except ValueError as error:
                problems.append(f"{config_name(cls.vendor, connection, declared.name)} {error}")
        if not problems:
            settings = cls(connection=connection, **values)
            problems = list(settings.check())
            if not problems:
                return settings
        names = "setting" if len(problems) == 1 else "settings"
        raise ConfigurationError(
            f"{cls.vendor}: the {names} of connection {connection!r} cannot be used:\n  - "
            + "\n  - ".join(problems)
        )

    @classmethod
    def strangers(cls, config: Mapping[str, object]) -> list[str]:
        """The keys of the vendor's namespace in a stack's config that are not settings, in words.

        A section is a named connection; only the program knows their names.
        """
        return [
            f"{cls.vendor}:{name} is not a setting; {instead(name, cls.names())}"
            for name, value in cls._other(config)
            if not isinstance(value, Mapping)
        ]

    @classmethod
    def sections(cls, config: Mapping[str, object]) -> list[str]:
        """The named connections in a stack's config."""
        return sorted(name for name, value in cls._other(config) if isinstance(value, Mapping))

    @classmethod
    def _other(cls, config: Mapping[str, object]) -> Iterator[tuple[str, object]]:
        """The keys of the vendor's namespace that are not settings, read as sections."""
        known = cls.names()
        for key, value in config.items():
            vendor, _, name = key.partition(":")
            if vendor == cls.vendor and name not in known:
                yield name, _read_section(value)

    def check(self) -> list[str]:
        """Problems with the values; the vendors add their own."""
        if self.ca_bundle and not Path(self.ca_bundle).exists():
            name = config_name(self.vendor, self.connection, "ca_bundle")
            return [f"{name} does not name a file that is there"]
        return []

    @property
    def system(self) -> str:
        """The address of the system in its normal form; equal for two connections to the same system."""
        return self.address(self.url)

    @classmethod
    def address(cls, url: str) -> str:
        """The normal form of a system's address, as in state."""
        return _address(url)

    def secrets(self) -> frozenset[str]:
        """The secret values, for redaction."""
        return frozenset(
            value for f in self.declared() if f.metadata["secret"] and (value := getattr(self, f.name))
        )


@dataclass(frozen=True, kw_only=True)
class ManagedSettings(ConnectionSettings):
    """Base of the settings of vendors whose objects a program manages.

    Attributes:
        former_urls: Earlier addresses of the same system, separated by blanks. State with one of them means
            this system.
        max_deletions: How many objects of one kind a run may delete: a number, or a share of the run's
            objects of that kind (``10%``). Replacements count; a destroy does not. Default: the larger of ten
            and 10 %. The environment wins over config.
    """

    former_urls: str | None = setting("addresses under which the same system was known before")
    max_deletions: str | None = setting(
        "objects of one kind that a run may delete: a number, or a share such as 10%", environment_first=True
    )

    def check(self) -> list[str]:
        """Problems with the values; the vendors add their own."""
        problems = super().check()
        for url in (self.former_urls or "").split():
            problems += check_url(url, self._name("former_urls"))
        try:
            DeletionLimit.read(self.max_deletions)
        except ValueError as error:
            problems.append(f"{self._name('max_deletions')} {error}")
        return problems

    def is_system(self, address: str) -> bool:
        """Whether an address in state means this system."""
        return address == self.system or address in map(self.address, (self.former_urls or "").split())

    def lacks(self, release: str) -> str:
        """Why a property of a vendor's release cannot be used here; empty if it can."""
        return ""

    @property
    def deletions(self) -> DeletionLimit:
        """How many objects of one kind a run may delete."""
        return DeletionLimit.read(self.max_deletions)

    @property
    def how_to_lift(self) -> str:
        """How to allow more deletions for one run, for messages."""
        variable = environment_name(self.vendor, self.connection, "max_deletions")
        return f"allow more for one run with {variable}=NUMBER in its environment"

    @property
    def how_to_rename(self) -> str:
        """The command that says that a system only has a new address, for messages."""
        path = "" if self.connection == DEFAULT_CONNECTION else " --path"
        return f"pulumi config set{path} {self._name('former_urls')} OLD-ADDRESS"

    def _name(self, name: str) -> str:
        return config_name(self.vendor, self.connection, name)


@cache
def _address(url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or _USUAL_PORTS.get(parts.scheme)
    return f"{parts.scheme}://{parts.hostname}:{port}{parts.path.rstrip('/')}"


def camel(name: str) -> str:
    """``client_id`` -> ``clientId``, the spelling of config keys."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def config_name(vendor: str, connection: str, name: str) -> str:
    """The name of a setting in the stack's config, for ``pulumi config set``."""
    if connection == DEFAULT_CONNECTION:
        return f"{vendor}:{camel(name)}"
    return f"{vendor}:{connection}.{camel(name)}"


def environment_name(vendor: str, connection: str, name: str) -> str:
    """The name of a setting in the environment."""
    # Two underscores around a connection's name: CALIX_REST_URL is a setting of the default connection.
    words = [vendor, name] if connection == DEFAULT_CONNECTION else [vendor, "", connection, "", name]
    return re.sub(r"[^A-Z0-9_]", "_", "_".join(words).upper())


def has_control_characters(text: str) -> bool:
    """Whether a text contains a line break or another control character."""
    return any(unicodedata.category(sign) == "Cc" for sign in text)


def check_url(value: str, key: str) -> list[str]:
    """Problems with a base address: it must be http(s) with a host, without user, password or query."""
    if re.search(r"[\s?#]", value):
        return [f"{key} must hold neither white space nor a query"]
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return [f"{key} is not a URL: expected something like https://host:port"]
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return [f"{key} must begin with http:// or https:// and name a host"]
    if parts.username or parts.password:
        return [f"{key} must not hold a user name or password; they have settings of their own"]
    return []


def _section(vendor: str, connection: str, lookup: Lookup) -> tuple[Lookup, Collection[str]]:
    """A look-up of the values of a section, and the names in it."""
    if connection == DEFAULT_CONNECTION:
        return (lambda key: lookup(f"{vendor}:{key}")), ()
    found = _read_section(lookup(f"{vendor}:{connection}"))
    if found is None:
        found = {}
    if not isinstance(found, Mapping):
        raise ConfigurationError(
            f"{vendor}:{connection} must be a section with settings in it, not a single value",
            hint=f"Write it with: pulumi config set --path {vendor}:{connection}.url https://...",
        )
    section: Mapping[str, object] = found
    return section.get, [str(name) for name in section]


def _read_section(value: object) -> object:
    """A section as a mapping; the engine passes it as JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return ()


def _missing(vendor: str, connection: str, declared: Field[Any]) -> str:
    name = config_name(vendor, connection, declared.name)
    path = "" if connection == DEFAULT_CONNECTION else " --path"
    secret = " --secret" if declared.metadata["secret"] else ""
    return (
        f"{name} is not set ({declared.metadata['meaning']}). Set it with "
        f"`pulumi config set{path}{secret} {name} ...` or the environment variable "
        f"{environment_name(vendor, connection, declared.name)}"
    )


def _convert(raw: object, declared: Field[Any]) -> Any:
    kind: type = declared.metadata["kind"]
    # A blank at the end of a password may be part of it.
    text = str(raw) if declared.metadata["secret"] else str(raw).strip()
    if declared.metadata["secret"] and has_control_characters(text):
        raise ValueError("must not hold a line break or another control character, not even at its end")
    if kind is bool:
        if text.lower() in {"true", "false"}:
            return text.lower() == "true"
        raise ValueError("must be true or false")
    try:
        value = kind(text)
    except ValueError:
        number = "whole number" if kind is int else "number"
        raise ValueError(f"must be a {number} ({declared.metadata['meaning']})") from None
    choices = declared.metadata["choices"]
    if choices and value not in choices:
        raise ValueError(f"must be one of {', '.join(choices)}")
    return value
