"""OpenVPN CloudConnexa: the private network."""

from .network import Network, NetworkArgs, NetworkConnectorArgs, NetworkRouteArgs
from .route import Route, RouteArgs
from .user import User, UserArgs

__all__ = [
    "Network",
    "NetworkArgs",
    "NetworkConnectorArgs",
    "NetworkRouteArgs",
    "Route",
    "RouteArgs",
    "User",
    "UserArgs",
]
