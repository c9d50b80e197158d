"""The config of a provider, as the engine hands it over."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...core.settings import Lookup
from ..urns import PACKAGE


def lookup(variables: Mapping[str, str]) -> Lookup:
    """Config values by ``namespace:key``.

    A provider has the vendors' settings in sections (``calix``, with ``url`` inside), whether a program gives
    them along or they stand under ``isp:calix`` in the stack's config.

    Args:
        variables: What the engine tells: plain text under ``isp:config:NAME``, and JSON for all else.
    """

    def found(key: str) -> object:
        space, _, name = key.partition(":")
        if space == PACKAGE:
            return variables.get(f"{PACKAGE}:config:{name}")
        section = json.loads(variables.get(f"{PACKAGE}:config:{space}") or "{}")
        return section.get(name) if isinstance(section, Mapping) else None

    return found
