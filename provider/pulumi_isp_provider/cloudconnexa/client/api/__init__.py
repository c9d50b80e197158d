"""The releases of the API, one file each, and the table of them."""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import ConfigurationError
from ...releases import DEFAULT
from . import v1_0, v1_1_0, v1_2
from .base import FEATURES, Api, Collection

VERSIONS: Mapping[str, Api] = {api.version: api for api in (v1_0.API, v1_1_0.API, v1_2.API)}
"""Every release that can be selected, the oldest first."""

__all__ = ["DEFAULT", "FEATURES", "VERSIONS", "Api", "Collection", "select"]


def select(version: str) -> Api:
    """The release with this number.

    Raises:
        ConfigurationError: There is none; the message lists the known ones.
    """
    try:
        return VERSIONS[version]
    except KeyError:
        known = ", ".join(VERSIONS)
        raise ConfigurationError(
            f"API version {version!r} is not known; the known ones are {known}",
            hint=f"Leave api_version out to get {DEFAULT}, or set it to one of {known}.",
        ) from None
