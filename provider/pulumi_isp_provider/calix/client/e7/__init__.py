"""What can be done with an E7, one module for each family of objects."""

from __future__ import annotations

from .. import identifiers
from ..nbi.cms import Cms
from .discovered import DiscoveredOntOperations
from .onts import OntOperations
from .ports import EthernetPortOperations
from .profiles import ProfileOperations
from .services import EthernetServiceOperations
from .vlans import VlanOperations


class E7(
    OntOperations,
    DiscoveredOntOperations,
    ProfileOperations,
    EthernetPortOperations,
    EthernetServiceOperations,
    VlanOperations,
):
    """All operations on E7s, each of which blocks until the E7 has answered."""

    def __init__(self, cms: Cms) -> None:
        EthernetServiceOperations.__init__(self, cms)
        OntOperations.__init__(self, cms, self.service_listings)
        DiscoveredOntOperations.__init__(self, cms)
        ProfileOperations.__init__(self, cms)
        EthernetPortOperations.__init__(self, cms)
        VlanOperations.__init__(self, cms)

    def forget(self, network_name: str) -> None:
        """Let go of all that was listed of an E7, and of its memory: nothing more is asked of it.

        Not while somebody writes to it.

        Args:
            network_name: Network of the E7 in the CMS; ``NTWK-`` before it may be left out.
        """
        node = identifiers.node_name(network_name)
        for listed in (self._snapshots, self.service_listings, self._listed_vlans, self._listed_members):
            listed.forget(node)
