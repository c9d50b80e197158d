"""The kinds of resources, as rules know them: tokens, and which properties mean what."""

from __future__ import annotations

from typing import Final

from pulumi_isp import _kinds
from pulumi_isp._kind import Kind
from pulumi_isp._kinds import (
    ACCESS_GROUP,
    HOST,
    HOST_CONNECTOR,
    NETWORK,
    NETWORK_CONNECTOR,
    ONT,
    ROUTE,
    USER,
    USER_GROUP,
)

KINDS: Final = {kind.token: kind for kind in _kinds.KINDS}
"""All kinds, by token."""

__all__ = [
    "ACCESS_GROUP",
    "HOST",
    "HOST_CONNECTOR",
    "KINDS",
    "NETWORK",
    "NETWORK_CONNECTOR",
    "ONT",
    "ROUTE",
    "USER",
    "USER_GROUP",
    "Kind",
]
