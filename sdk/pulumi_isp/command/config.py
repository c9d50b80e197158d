"""Reads the settings: a stack's config, with the Pulumi command line, and the environment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pulumi_isp_provider.core.settings import (
    DEFAULT_CONNECTION,
    ConnectionSettings,
    config_name,
    environment_name,
)
from pulumi_isp_provider.errors import ConfigurationError

_PROJECT: Final = ("Pulumi.yaml", "Pulumi.yml")
_OF_UP: Final = (
    ("PULUMI_BACKEND_URL", "PULUMI_ACCESS_TOKEN"),
    ("PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"),
)
"""What Pulumi takes from the environment where neither `pulumi login` nor a key service tells it."""
_LIMIT: Final = 60
"""Longest time for a command of Pulumi, in seconds."""
_WRITE_LIMIT: Final = 900
"""The same for one that writes: if it is ended, the stack stays locked, and what it wrote is not known."""


class PulumiError(Exception):
    """A command of Pulumi failed, or there is no Pulumi. The message says why."""


@dataclass(frozen=True)
class Config:
    """The config of a stack.

    Attributes:
        values: The values by key, as the engine gives them to the provider.
        hidden: The keys that are marked secret.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def mentions(self, settings: type[ConnectionSettings], connection: str) -> bool:
        """Whether a connection has any setting, here or in the environment."""
        if connection != DEFAULT_CONNECTION and f"{settings.vendor}:{connection}" in self.values:
            return True
        return any(
            config_name(settings.vendor, connection, each.name) in self.values
            or os.environ.get(environment_name(settings.vendor, connection, each.name))
            for each in settings.declared()
        )

    def connections(self, settings: type[ConnectionSettings]) -> list[str]:
        """The connections that have settings: the default one, and the sections of the config."""
        default = [DEFAULT_CONNECTION] if self.mentions(settings, DEFAULT_CONNECTION) else []
        return [*default, *settings.sections(self.values)]

    def check(self, settings: type[ConnectionSettings], connection: str) -> None:
        """Refuse what the provider would refuse too.

        Raises:
            ConfigurationError: There is an unknown name, or a secret in plain text.
        """
        problems = settings.strangers(self.values)
        for each in settings.declared():
            name = config_name(settings.vendor, connection, each.name)
            key, _, inner = name.partition(".")
            value = self.values.get(key)
            is_set = value is not None and (not inner or f'"{inner}"' in str(value))
            if each.metadata["secret"] and is_set and key not in self.hidden:
                problems.append(f"{name} stands in the stack's config in plain text; set it with --secret")
        if problems:
            raise ConfigurationError("The stack's config cannot be used:\n  - " + "\n  - ".join(problems))


def read(stack: str | None, folder: Path) -> Config:
    """The config of a stack; empty if there is no project.

    Args:
        stack: The stack; None for the selected one.
        folder: The project's folder, or one inside it.

    Raises:
        ConfigurationError: There is a project, but its config cannot be read; or there is a stack's name, but
            no project.
    """
    if project_file(folder) is None:
        if stack is not None:
            raise ConfigurationError(
                f"There is no Pulumi project here, and so no stack {stack}",
                hint="Run the command in the folder of the project, or leave out --stack to use the settings "
                "in the environment.",
            )
        return Config()
    try:
        told = pulumi(["config", "--json", "--show-secrets"], stack, folder)
    except PulumiError as error:
        raise ConfigurationError(
            f"There is a Pulumi project here, but its config cannot be read: {error}",
            hint="Name a stack with --stack, or run the command outside of the project with the settings in "
            "the environment, such as CALIX_URL.",
        ) from None
    found: dict[str, dict[str, Any]] = json.loads(told or "{}")
    return Config(
        {key: each.get("value") for key, each in found.items()},
        frozenset(key for key, each in found.items() if each.get("secret")),
    )


def project_file(folder: Path) -> Path | None:
    """The file of the project of a folder, in it or above it, as Pulumi finds it; None without a project."""
    place = folder.resolve()
    files = (each / name for each in (place, *place.parents) for name in _PROJECT)
    return next((each for each in files if each.is_file()), None)


def pulumi_command() -> str:
    """The path of the user's own Pulumi command line.

    Raises:
        PulumiError: It is not on the PATH.
    """
    command = shutil.which("pulumi")
    if command is None:
        raise PulumiError("there is no command `pulumi` on the PATH")
    return command


def pulumi(words: Sequence[str], stack: str | None, folder: Path, given: str | None = None) -> str:
    """Run a command of the user's own Pulumi. Gives what it prints.

    Args:
        words: The command and its options.
        stack: The stack; None for the selected one.
        folder: The folder of the project.
        given: Its standard input, for a command that writes. A Ctrl-C does not reach it then.

    Raises:
        PulumiError: The command failed, or gave no answer in time.
    """
    asked = [pulumi_command(), *words, "--non-interactive"]
    limit = _LIMIT if given is None else _WRITE_LIMIT
    asked += ["--stack", stack] if stack is not None else []
    try:
        done = subprocess.run(  # noqa: S603 - the user's own Pulumi
            asked,
            cwd=folder,
            **({"stdin": subprocess.DEVNULL} if given is None else {"input": given, "process_group": 0}),
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PulumiError(f"`pulumi {words[0]}` gave no answer within {limit} seconds") from None
    if done.returncode:
        raise PulumiError(f"`pulumi {words[0]}` says: {done.stderr.strip()}{_unset()}")
    return done.stdout


def _unset() -> str:
    """What a terminal lacks in which nobody has said where the state is, or with what it is encrypted."""
    lacking = [names[0] for names in _OF_UP if not any(name in os.environ for name in names)]
    if not lacking:
        return ""
    return f"\n(Not set here: {' and '.join(lacking)}. What `pulumi up` has elsewhere must be set here too.)"
