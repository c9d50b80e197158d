"""What rules know of the kinds of resources: their tokens, and the meaning of their properties."""

from __future__ import annotations

from typing import Final

from pulumi_isp import _kinds
from pulumi_isp._kind import Kind
from pulumi_isp._kinds import (
    ACCESS_GROUP,
    ETHERNET_SERVICE,
    HOST,
    HOST_CONNECTOR,
    NETWORK,
    NETWORK_CONNECTOR,
    ONT,
    ONT_ETHERNET_PORT,
    ROUTE,
    TENANT_SETTINGS,
    USER,
    USER_GROUP,
)

EVERY: Final = _kinds.KINDS
"""All kinds, each once."""
KINDS: Final = {token: kind for kind in _kinds.KINDS for token in kind.tokens}
"""All kinds by token, for both fronts."""

__all__ = [
    "ACCESS_GROUP",
    "ETHERNET_SERVICE",
    "EVERY",
    "HOST",
    "HOST_CONNECTOR",
    "KINDS",
    "NETWORK",
    "NETWORK_CONNECTOR",
    "ONT",
    "ONT_ETHERNET_PORT",
    "ROUTE",
    "TENANT_SETTINGS",
    "USER",
    "USER_GROUP",
    "Kind",
]
