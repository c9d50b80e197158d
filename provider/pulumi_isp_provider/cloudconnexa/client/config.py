"""Settings from a file, for programs that use the client without Pulumi."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...core.files import read_file
from ...core.frames import without_frames
from ...core.names import instead
from ...core.settings import DEFAULT_CONNECTION, camel
from ...errors import ConfigurationError as AnyConfigurationError
from ...transport.logs import guarded_logger
from ..errors import ConfigurationError, translate
from ..settings import CloudConnexaSettings

log = guarded_logger(__name__)

SECTION = CloudConnexaSettings.vendor


@without_frames
def from_environment(
    *, connection: str = DEFAULT_CONNECTION, environ: Mapping[str, str] = os.environ
) -> CloudConnexaSettings:
    """Settings from ``CLOUDCONNEXA_URL``, ``CLOUDCONNEXA_CLIENT_ID``, ``CLOUDCONNEXA_CLIENT_SECRET``, ...

    For another connection its name follows the first word: ``CLOUDCONNEXA__WEST__URL``.

    Raises:
        ConfigurationError: Some are missing or not allowed; it names all of them.
    """
    return _resolve({}, connection, environ)


@without_frames
def from_file(
    path: str | Path, *, connection: str = DEFAULT_CONNECTION, environ: Mapping[str, str] = os.environ
) -> CloudConnexaSettings:
    """Settings from a TOML file; missing ones come from the environment.

    ::

        [cloudconnexa]
        url = "https://acme.api.openvpn.com"
        client_id = "..."
        client_secret = "..."

        [cloudconnexa.west]        # for connection="west"
        url = "https://acme-west.api.openvpn.com"

    Raises:
        ConfigurationError: The file cannot be read, or settings are missing or not allowed.
    """
    path = Path(path)
    try:
        # Other users who can read it can read the secret.
        if os.name == "posix" and path.stat().st_mode & 0o077:
            log.warning("%s can be read by others; chmod 600 it if it holds a secret", path.name)
        content = read_file(path, toml=True)
    except OSError as error:
        raise ConfigurationError(f"The config file {path} cannot be read: {error.strerror}") from None
    if content is None:
        raise ConfigurationError(f"The config file {path} is not TOML")
    section = content.get(SECTION)
    if not isinstance(section, Mapping):
        raise ConfigurationError(f"The config file {path} has no section [{SECTION}]")
    _check_names(path, section, connection)
    return _resolve(section, connection, environ)


def _check_names(path: Path, section: Mapping[str, Any], connection: str) -> None:
    """Refuse unknown names: a misspelt one would silently keep its default."""
    known = [declared.name for declared in CloudConnexaSettings.declared()]
    named = section.get(connection)
    for part in (section, named if isinstance(named, Mapping) else {}):
        for key, value in part.items():
            if not isinstance(value, Mapping) and camel(key) not in map(camel, known):
                raise ConfigurationError(
                    f"The config file {path} has an unknown name in [{SECTION}]: {key!r}; "
                    f"{instead(key, known)}"
                )


def _resolve(section: Mapping[str, Any], connection: str, environ: Mapping[str, str]) -> CloudConnexaSettings:
    named = {f"{SECTION}:{key}": value for key, value in _camel(section).items()}
    try:
        return CloudConnexaSettings.resolve(named.get, connection=connection, environ=environ)
    except AnyConfigurationError as error:
        raise translate(error) from None


def _camel(section: Mapping[str, Any]) -> dict[str, Any]:
    return {
        camel(key): _camel(value) if isinstance(value, Mapping) else value for key, value in section.items()
    }
