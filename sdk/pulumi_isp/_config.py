"""Checks a stack's config: no secret in plain text, and no unknown names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from typing import Final

import pulumi
from pulumi.runtime.config import get_config_env, is_config_secret

from pulumi_isp_provider.core.names import instead
from pulumi_isp_provider.core.run import PREVIEW_SETTING
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION, ConnectionSettings, config_name

_SETTINGS: Final = {
    "calix": ("pulumi_isp_provider.calix.settings", "CalixSettings"),
    "cloudconnexa": ("pulumi_isp_provider.cloudconnexa.settings", "CloudConnexaSettings"),
}
VENDORS: Final = tuple(_SETTINGS)
"""The vendors with resources."""
FRONT_SETTING: Final = "isp:front"


class Front(StrEnum):
    """The front between Pulumi's engine and the resources (config ``isp:front``)."""

    DYNAMIC = "dynamic"
    """Pulumi's dynamic providers: nothing to set up."""
    PLUGIN = "plugin"
    """A provider plugin, which the engine must find: see docs/fronts.md."""


def front() -> Front:
    """The front of the program's resources.

    Raises:
        pulumi.RunError: There is no such front.
    """
    said = get_config_env().get(FRONT_SETTING, Front.DYNAMIC)
    try:
        return Front(str(said).strip())
    except ValueError:
        raise pulumi.RunError(f"{FRONT_SETTING} must be one of {', '.join(Front)}") from None


def settings_of(vendor: str) -> type[ConnectionSettings]:
    """The class of a vendor's settings, loaded for vendors with resources in the program."""
    module, name = _SETTINGS[vendor]
    found: type[ConnectionSettings] = getattr(import_module(module), name)
    return found


def refuse_plain_secrets(settings: type[ConnectionSettings], connection: object) -> None:
    """Stop a program whose config contains a secret in plain text.

    Pulumi copies a stack's config into its state, and values that are not marked secret stay readable.

    Args:
        settings: The vendor's settings.
        connection: Name of the connection, or None for the default one. If it is not known yet, all
            connections in config are checked.

    Raises:
        pulumi.RunError: A secret setting in config is not marked secret; the message names the remedy.
    """
    config = get_config_env()
    if connection is None or isinstance(connection, str):
        names = [connection or DEFAULT_CONNECTION]
    else:
        space = f"{settings.vendor}:"
        names = [DEFAULT_CONNECTION, *(key.removeprefix(space) for key in config if key.startswith(space))]
    for name in names:
        for declared in settings.declared():
            if declared.metadata["secret"]:
                _refuse(config, config_name(settings.vendor, name, declared.name))


def refuse_unknown_names(settings: type[ConnectionSettings]) -> None:
    """Stop a program whose config contains a misspelt setting, which would silently keep its default.

    A program's own config is under the name of its project. If that is one of our namespaces, names in it are
    not checked.

    Raises:
        pulumi.RunError: There are such names; it suggests a name for each.
    """
    space = PREVIEW_SETTING.partition(":")[0]
    known = [setting.removeprefix(f"{space}:") for setting in (PREVIEW_SETTING, FRONT_SETTING)]
    project = pulumi.get_project()
    config = {key: value for key, value in get_config_env().items() if key.partition(":")[0] != project}
    problems = settings.strangers(config) + [
        f"{key} is not a setting; {instead(name, known)}"
        for key in config
        if (name := key.removeprefix(f"{space}:")) not in (key, *known)
    ]
    if problems:
        raise pulumi.RunError(
            "The stack's config has names that nobody knows:\n  - "
            + "\n  - ".join(problems)
            + "\nWhat to do: correct them, or `pulumi config rm` them."
        )


def _refuse(config: Mapping[str, object], shown: str) -> None:
    key, _, inner = shown.partition(".")
    value = config.get(key)
    if value is not None and (not inner or f'"{inner}"' in str(value)) and not is_config_secret(key):
        path = " --path" if inner else ""
        raise pulumi.RunError(
            f"{shown} stands in the stack's config in plain text, and would stand so in its state.\n"
            f"What to do: pulumi config set{path} --secret {shown}"
        )
