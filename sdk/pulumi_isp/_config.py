"""What may stand in a stack's config: no secret in plain text, and nothing under a name that nobody knows."""

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
"""The vendors that there are resources of."""
FRONT_SETTING: Final = "isp:front"


class Front(StrEnum):
    """What stands between Pulumi's engine and the resources (config ``isp:front``)."""

    DYNAMIC = "dynamic"
    """Pulumi's dynamic providers: nothing to set up."""
    PLUGIN = "plugin"
    """A provider plugin, which the engine has to find: see docs/fronts.md."""


def front() -> Front:
    """Which front the program's resources are on.

    Raises:
        pulumi.RunError: There is no such front.
    """
    said = get_config_env().get(FRONT_SETTING, Front.DYNAMIC)
    try:
        return Front(str(said).strip())
    except ValueError:
        raise pulumi.RunError(f"{FRONT_SETTING} must be one of {', '.join(Front)}") from None


def settings_of(vendor: str) -> type[ConnectionSettings]:
    """Which settings a vendor needs; loaded for the vendors that a program has resources of."""
    module, name = _SETTINGS[vendor]
    found: type[ConnectionSettings] = getattr(import_module(module), name)
    return found


def refuse_plain_secrets(settings: type[ConnectionSettings], connection: object) -> None:
    """Stop a program whose config holds a secret in plain text.

    Pulumi copies a stack's config into its state, and what is not marked secret there stays readable.

    Args:
        settings: The vendor's settings.
        connection: Name of the connection, or None for the default one. Where it is not known yet, all
            that config holds are looked at.

    Raises:
        pulumi.RunError: A secret setting stands in config without being marked; the message names the remedy.
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
    """Stop a program whose config holds a mistyped setting, which would stay at its default without a word.

    A program's own config stands under the name of its project, so where that is the name of a namespace of
    ours, nothing is unknown there.

    Raises:
        pulumi.RunError: There are such names; each comes with what was probably meant.
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
