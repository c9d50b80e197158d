"""All rules, in the order of the documentation."""

from __future__ import annotations

from typing import Any, Final

from ..rule import Rule
from .access import ACCESS_OPEN
from .everything import CONNECTION, NAMING, PLAIN_SECRETS, PROTECTED, TEXTS
from .network import CONNECTOR_REGION, INTERNET_ACCESS, ROUTE_RESERVED, ROUTE_WIDTH, ROUTES_APART
from .ont import (
    ACTIVE_KEPT,
    ID_UNIQUE,
    PROFILE_ALLOWED,
    SERIAL_UNIQUE,
    SUBSCRIBER_NAMED,
    SWITCHES_LIMITED,
)
from .plant import PORTS_LIMITED, SERVED
from .removals import ONTS_LIMITED, OTHERS_LIMITED
from .state import PREVIOUS_STATE
from .user import ADMINS_LIMITED, EMAIL_DOMAIN, USER_ACCESS

RULES: Final[tuple[Rule[Any], ...]] = (
    PREVIOUS_STATE,
    SERIAL_UNIQUE,
    ID_UNIQUE,
    PROFILE_ALLOWED,
    SUBSCRIBER_NAMED,
    SERVED,
    PORTS_LIMITED,
    ONTS_LIMITED,
    OTHERS_LIMITED,
    ACTIVE_KEPT,
    SWITCHES_LIMITED,
    ROUTES_APART,
    ROUTE_WIDTH,
    ROUTE_RESERVED,
    INTERNET_ACCESS,
    CONNECTOR_REGION,
    USER_ACCESS,
    EMAIL_DOMAIN,
    ADMINS_LIMITED,
    ACCESS_OPEN,
    PROTECTED,
    NAMING,
    CONNECTION,
    TEXTS,
    PLAIN_SECRETS,
)
