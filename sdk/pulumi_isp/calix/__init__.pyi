from pulumi_isp_provider.core.serial_numbers import normal_serial, same_serial

from ._system import CalixLookupError
from .ethernet_service import EthernetService, EthernetServiceArgs
from .lookups.discovered_ont import (
    DiscoveredOnt,
    GetDiscoveredOntsResult,
    get_discovered_onts,
    get_discovered_onts_output,
)
from .lookups.ethernet_service import (
    GetEthernetServiceResult,
    GetEthernetServicesResult,
    get_ethernet_service,
    get_ethernet_service_output,
    get_ethernet_services,
    get_ethernet_services_output,
)
from .lookups.ont import GetOntResult, GetOntsResult, get_ont, get_ont_output, get_onts, get_onts_output
from .lookups.ont_ethernet_port import (
    GetOntEthernetPortResult,
    GetOntEthernetPortsResult,
    get_ont_ethernet_port,
    get_ont_ethernet_port_output,
    get_ont_ethernet_ports,
    get_ont_ethernet_ports_output,
)
from .lookups.ont_profile import GetOntProfilesResult, OntProfile, get_ont_profiles, get_ont_profiles_output
from .lookups.ont_status import GetOntStatusResult, get_ont_status, get_ont_status_output
from .lookups.shelf import GetShelvesResult, Shelf, get_shelves, get_shelves_output
from .lookups.vlan import (
    GetVlanResult,
    GetVlansResult,
    get_vlan,
    get_vlan_output,
    get_vlans,
    get_vlans_output,
)
from .lookups.vlan_member import (
    GetVlanMemberResult,
    GetVlanMembersResult,
    get_vlan_member,
    get_vlan_member_output,
    get_vlan_members,
    get_vlan_members_output,
)
from .ont import Ont, OntArgs
from .ont_ethernet_port import OntEthernetPort, OntEthernetPortArgs
from .vlan import Vlan, VlanArgs
from .vlan_member import VlanMember, VlanMemberArgs

__all__ = [
    "CalixLookupError",
    "DiscoveredOnt",
    "EthernetService",
    "EthernetServiceArgs",
    "GetDiscoveredOntsResult",
    "GetEthernetServiceResult",
    "GetEthernetServicesResult",
    "GetOntEthernetPortResult",
    "GetOntEthernetPortsResult",
    "GetOntProfilesResult",
    "GetOntResult",
    "GetOntStatusResult",
    "GetOntsResult",
    "GetShelvesResult",
    "GetVlanMemberResult",
    "GetVlanMembersResult",
    "GetVlanResult",
    "GetVlansResult",
    "Ont",
    "OntArgs",
    "OntEthernetPort",
    "OntEthernetPortArgs",
    "OntProfile",
    "Shelf",
    "Vlan",
    "VlanArgs",
    "VlanMember",
    "VlanMemberArgs",
    "get_discovered_onts",
    "get_discovered_onts_output",
    "get_ethernet_service",
    "get_ethernet_service_output",
    "get_ethernet_services",
    "get_ethernet_services_output",
    "get_ont",
    "get_ont_ethernet_port",
    "get_ont_ethernet_port_output",
    "get_ont_ethernet_ports",
    "get_ont_ethernet_ports_output",
    "get_ont_output",
    "get_ont_profiles",
    "get_ont_profiles_output",
    "get_ont_status",
    "get_ont_status_output",
    "get_onts",
    "get_onts_output",
    "get_shelves",
    "get_shelves_output",
    "get_vlan",
    "get_vlan_member",
    "get_vlan_member_output",
    "get_vlan_members",
    "get_vlan_members_output",
    "get_vlan_output",
    "get_vlans",
    "get_vlans_output",
    "normal_serial",
    "same_serial",
]
