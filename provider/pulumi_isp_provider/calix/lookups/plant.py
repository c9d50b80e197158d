"""The answers of one CMS in one run. Each listing is read once, for one E7 or for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ...core.questions import Argument, Source
from ...core.snapshot import Snapshot
from ...errors import ValidationError
from ..client.choices import PortKind
from ..client.client import SyncCMSClient, connect
from ..client.e7.discovered import DiscoveredOnt
from ..client.e7.ports import EthernetPort
from ..client.e7.profiles import OntProfile
from ..client.e7.services import EthernetService
from ..client.extras.rest import Device
from ..client.identifiers import node_name
from ..client.models import Ont
from ..resources.ethernet_service import EthernetServiceLifecycle
from ..resources.on_ont import Carried
from ..resources.ont_ethernet_port import OntEthernetPortLifecycle
from ..settings import CalixSettings

E7S: Final = Argument(
    about="Only on this E7 or these, by the CMS's name; left out, on all that the CMS lists.",
    takes="str | Sequence[str]",
)
"""The argument for :meth:`Plant.networks`."""
ONE_E7: Final = Argument(
    about="The CMS's name of the E7; left out, all that the CMS lists are looked through."
)
"""The same for a question about one object."""

_SERVICE: Final = EthernetServiceLifecycle()
_PORT: Final = OntEthernetPortLifecycle()


class Plant:
    """One CMS, for the questions of one run."""

    def __init__(self, source: Source[SyncCMSClient]) -> None:
        self._source = source
        self.client = source.client

    def close(self) -> None:
        """Log out and close the connections."""
        self._source.close()

    def shelves(self) -> list[Device]:
        """The E7s that the CMS lists."""
        return self._source.once("shelves", lambda: self.client.rest.get_devices("e7"))

    def networks(self, named: str | Sequence[str] | None) -> list[str]:
        """The node names of the E7s that a question is about.

        Args:
            named: Names of one or several, with or without ``NTWK-``; None for all that the CMS lists.

        Raises:
            ValidationError: It is an empty list or name.
        """
        if named is None:
            return [node_name(each.name) for each in self.shelves()]
        names = [named] if isinstance(named, str) else list(named)
        if not names:
            raise ValidationError("network_name must name one E7 at least; left out, all are asked")
        return list(dict.fromkeys(map(node_name, names)))

    def onts(self, node: str) -> tuple[Ont, ...]:
        """The provisioned ONTs of an E7."""
        return self.client.e7.snapshot(node).values()

    def services(self, node: str, ont_id: str) -> Snapshot[Carried[EthernetService]]:
        """The Ethernet services of an ONT, by id. Reading them raises if there is no such ONT."""

        def ask() -> Iterator[tuple[str, Carried[EthernetService]]]:
            for each in self.client.e7.query_ethernet_service(node, ont_id):
                carried = Carried(each, {})
                yield _SERVICE.identify(carried), carried

        return self._source.listing(("services", node, ont_id), ask)

    def all_services(self, node: str) -> list[Carried[EthernetService]]:
        """The Ethernet services on all ONTs of an E7."""
        return self._source.once(("services", node), lambda: list(_SERVICE.listed(self.client, node)))

    def ports(self, node: str, ont_id: str, kind: PortKind) -> Snapshot[Carried[EthernetPort]]:
        """The Ethernet ports of one kind of an ONT, by id. Reading them raises if there is no such ONT."""

        def ask() -> Iterator[tuple[str, Carried[EthernetPort]]]:
            for each in self.client.e7.query_ont_ethernet_port(node, ont_id, kind=kind):
                carried = Carried(each, {})
                yield _PORT.identify(carried), carried

        return self._source.listing(("ports", node, ont_id, kind), ask)

    def discovered(self, node: str) -> list[DiscoveredOnt]:
        """The ONTs that an E7 sees on its fibre."""
        return self._source.once(("discovered", node), lambda: self.client.e7.query_discovered_ont(node))

    def profiles(self, node: str) -> list[OntProfile]:
        """The ONT profiles that an E7 has."""
        return self._source.once(("profiles", node), lambda: self.client.e7.query_ont_profile(node))

    def status(self, node: str, ont_id: str) -> Ont | None:
        """Both halves of one ONT, as they are now."""
        return self._source.once(
            ("status", node, ont_id), lambda: self.client.e7.query_ont(node, ont_id, live=True)
        )


def connect_for_a_run(settings: CalixSettings) -> Plant:
    """A CMS, for one run of a program. Nothing is sent yet."""
    client = connect(settings)
    return Plant(Source(client, lifetime=client.config.performance.cache_ttl))
