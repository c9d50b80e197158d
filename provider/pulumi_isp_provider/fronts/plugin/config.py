"""The config of a provider, from the engine."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...core.settings import Lookup
from ..urns import PACKAGE


def lookup(variables: Mapping[str, str]) -> Lookup:
    """Config values by ``namespace:key``.

    A provider has the vendors' settings in sections (``calix``, with ``url`` inside), from the program or
    from ``isp:calix`` in the stack's config.

    Args:
        variables: The engine's values: plain text under ``isp:config:NAME``, JSON for all others.
    """

    def found(key: str) -> object:
        space, _, name = key.partition(":")
        if space == PACKAGE:
            return variables.get(f"{PACKAGE}:config:{name}")
        section = json.loads(variables.get(f"{PACKAGE}:config:{space}") or "{}")
        return section.get(name) if isinstance(section, Mapping) else None

    return found
