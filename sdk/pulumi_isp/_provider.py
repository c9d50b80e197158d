"""The provider resource of a program on the plugin front.

Pulumi passes only the provider's own part of the stack's config to a plugin. So the program adds the vendors'
sections of the stack's config.
"""

from __future__ import annotations

import weakref
from typing import Any, Final

import pulumi
from pulumi.runtime import get_root_resource
from pulumi.runtime.config import get_config_env, is_config_secret

from pulumi_isp_provider.core.run import PREVIEW_SETTING

from ._config import VENDORS

PACKAGE: Final = "isp"
_PROVIDERS: Final[weakref.WeakKeyDictionary[pulumi.Resource, pulumi.ProviderResource]] = (
    weakref.WeakKeyDictionary()
)
"""The provider by the stack of the run."""


def provider() -> pulumi.ProviderResource | None:
    """The provider of all resources of this run; None if there is no stack, as in a unit test."""
    stack = get_root_resource()
    if stack is None:
        return None
    if stack not in _PROVIDERS:
        _PROVIDERS[stack] = pulumi.ProviderResource(PACKAGE, PACKAGE, _settings())
    return _PROVIDERS[stack]


def is_ours(given: pulumi.ProviderResource | None) -> bool:
    """Whether a provider is this one."""
    return given is not None and any(given is each for each in _PROVIDERS.values())


def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = {vendor: {} for vendor in VENDORS}
    for key, value in get_config_env().items():
        space, _, name = key.partition(":")
        given = pulumi.Output.secret(value) if is_config_secret(key) else value
        if space in VENDORS:
            settings[space][name] = given
        elif key == PREVIEW_SETTING:
            settings[name] = given
    return {name: value for name, value in settings.items() if value}
