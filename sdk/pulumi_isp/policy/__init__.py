"""Policy as code: rules against mistakes that cut people off, and two packs of these rules.

Use a pack with one flag: ``pulumi preview --policy-pack "$(pulumi-isp policy-path strict)"``. It needs
``pip install 'pulumi-isp[policy]'``.
"""

from . import _extra  # noqa: F401 - first, as it checks what the other modules need
from .folder import folder
from .judging import RuleBrokenError
from .kinds import (
    ACCESS_GROUP,
    ETHERNET_SERVICE,
    HOST,
    HOST_CONNECTOR,
    KINDS,
    NETWORK,
    NETWORK_CONNECTOR,
    ONT,
    ONT_ETHERNET_PORT,
    ROUTE,
    USER,
    USER_GROUP,
    Kind,
)
from .packs import BASELINE, PACKS, STRICT, BadConfigurationError, Pack
from .resources import Plan, Resource
from .rule import Finding, ResourceRule, Rule, StackRule
from .rules import RULES
from .serving import serve
from .settings import Settings, Waiver, setting
from .testing import check, declared
from .values import UNKNOWN, State, Value

__all__ = [
    "ACCESS_GROUP",
    "BASELINE",
    "ETHERNET_SERVICE",
    "HOST",
    "HOST_CONNECTOR",
    "KINDS",
    "NETWORK",
    "NETWORK_CONNECTOR",
    "ONT",
    "ONT_ETHERNET_PORT",
    "PACKS",
    "ROUTE",
    "RULES",
    "STRICT",
    "UNKNOWN",
    "USER",
    "USER_GROUP",
    "BadConfigurationError",
    "Finding",
    "Kind",
    "Pack",
    "Plan",
    "Resource",
    "ResourceRule",
    "Rule",
    "RuleBrokenError",
    "Settings",
    "StackRule",
    "State",
    "Value",
    "Waiver",
    "check",
    "declared",
    "folder",
    "serve",
    "setting",
]
