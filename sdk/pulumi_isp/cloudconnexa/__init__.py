"""OpenVPN CloudConnexa: the private network.

Made by `make generate` from provider/pulumi_isp_provider/catalogue.py: change that.
"""

from .access_group import AccessGroup, AccessGroupArgs
from .application import Application, ApplicationArgs
from .dns_record import DnsRecord, DnsRecordArgs
from .host import Host, HostArgs
from .host_application import HostApplication, HostApplicationArgs
from .host_connector import HostConnector, HostConnectorArgs
from .host_ip_service import HostIpService, HostIpServiceArgs
from .ip_service import IpService, IpServiceArgs
from .location_context import LocationContext, LocationContextArgs
from .network import Network, NetworkArgs, NetworkInlineConnectorArgs, NetworkRouteArgs
from .network_connector import NetworkConnector, NetworkConnectorArgs
from .route import Route, RouteArgs
from .user import User, UserArgs
from .user_group import UserGroup, UserGroupArgs

__all__ = [
    "AccessGroup",
    "AccessGroupArgs",
    "Application",
    "ApplicationArgs",
    "DnsRecord",
    "DnsRecordArgs",
    "Host",
    "HostApplication",
    "HostApplicationArgs",
    "HostArgs",
    "HostConnector",
    "HostConnectorArgs",
    "HostIpService",
    "HostIpServiceArgs",
    "IpService",
    "IpServiceArgs",
    "LocationContext",
    "LocationContextArgs",
    "Network",
    "NetworkArgs",
    "NetworkConnector",
    "NetworkConnectorArgs",
    "NetworkInlineConnectorArgs",
    "NetworkRouteArgs",
    "Route",
    "RouteArgs",
    "User",
    "UserArgs",
    "UserGroup",
    "UserGroupArgs",
]
