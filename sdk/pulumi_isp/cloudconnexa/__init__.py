"""OpenVPN CloudConnexa: the private network.

Made by `make generate` from provider/pulumi_isp_provider/catalogue.py: change that.
"""

from .network import Network, NetworkArgs, NetworkConnectorArgs, NetworkRouteArgs
from .route import Route, RouteArgs
from .user import User, UserArgs
from .user_group import UserGroup, UserGroupArgs

__all__ = [
    "Network",
    "NetworkArgs",
    "NetworkConnectorArgs",
    "NetworkRouteArgs",
    "Route",
    "RouteArgs",
    "User",
    "UserArgs",
    "UserGroup",
    "UserGroupArgs",
]
