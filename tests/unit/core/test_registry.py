"""One object per process knows the settings and the clients."""

from __future__ import annotations

from typing import Any

from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_provider.core.registry import Registry, VendorEntry

CONFIG = {"calix:url": "http://127.0.0.1:1/", "calix:username": "rootgod", "calix:password": "a password"}


class _Client:
    def __init__(self, settings: Any) -> None:
        self.settings = settings

    def close(self) -> None:
        """Nothing is open."""


def test_settings_that_were_read_before_do_not_outlive_the_config_they_came_from() -> None:
    """Whoever asks between two configs must not decide where the second one's requests go."""
    registry = Registry({"calix": VendorEntry(CalixSettings, _Client)})
    registry.configure(CONFIG.get)
    first = registry.client("calix", "default")
    registry.close()
    registry.settings("calix", "default")

    registry.configure({**CONFIG, "calix:url": "http://127.0.0.1:2/"}.get)
    second = registry.client("calix", "default")

    assert first.settings.url != second.settings.url
    assert second.settings.url.startswith("http://127.0.0.1:2")


def test_the_same_config_given_again_keeps_the_client() -> None:
    """As the engine does, once for each kind of resource."""
    registry = Registry({"calix": VendorEntry(CalixSettings, _Client)})
    registry.configure(CONFIG.get)
    first = registry.client("calix", "default")

    registry.configure(dict(CONFIG).get)

    assert registry.client("calix", "default") is first
