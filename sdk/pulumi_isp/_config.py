"""How a program's config may hold secrets."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi.runtime.config import get_config_env, is_config_secret

from pulumi_isp_provider.settings import DEFAULT_CONNECTION, ConnectionSettings, config_name


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


def _refuse(config: Mapping[str, object], shown: str) -> None:
    key, _, inner = shown.partition(".")
    value = config.get(key)
    if value is not None and (not inner or f'"{inner}"' in str(value)) and not is_config_secret(key):
        path = " --path" if inner else ""
        raise pulumi.RunError(
            f"{shown} stands in the stack's config in plain text, and would stand so in its state.\n"
            f"What to do: pulumi config set{path} --secret {shown}"
        )
