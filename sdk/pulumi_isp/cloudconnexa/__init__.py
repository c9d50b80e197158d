"""OpenVPN CloudConnexa: the private network."""

from .network import Network, NetworkArgs
from .route import Route, RouteArgs
from .user import User, UserArgs

__all__ = ["Network", "NetworkArgs", "Route", "RouteArgs", "User", "UserArgs"]
