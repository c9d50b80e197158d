"""Ethernet services: what a subscriber gets on a port of the ONT."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, Literal, TypedDict, TypeVar, Unpack, overload

from ....core.snapshot import Snapshot
from ...errors import InvalidValueError, NotFoundError, OperationError
from .. import identifiers
from ..choices import ADMIN_STATES, PON_COS, SERVICE_SLOTS
from ..models import ONT_ID, Ont
from ..nbi.attributes import E7Object, config, encode, key, live
from ..nbi.cms import Cms
from ..nbi.forms import boolean, identifier, rate, reference, text, vlan_tag, words
from ..nbi.wire import SYSTEM, ObjectRef
from ..threads.per_node import PerNode
from .objects import FEW, Objects

T = TypeVar("T")

ServicePort = Literal["gigabit", "fast", "hpna", "gateway", "full_bridge"]
"""The kinds of ports that a service can be on. Each kind has its own slot."""


class EthernetServiceAttributes(TypedDict, total=False):
    """What can be set on an Ethernet service. A working service has the first three.

    Attributes:
        admin_state: ``enabled``, ``disabled`` or ``enabled-no-alarms``; disabled suspends the service.
        tag_action: Number of the tag action, 1 to 255: what becomes of VLAN tags.
        bandwidth_profile: Number of the bandwidth profile, 1 to 300, or ``local:7``.
        description: Free text.
        outer_tag: ``none`` or a VLAN, 2 to 4093.
        inner_tag: ``none`` or a VLAN, 2 to 4093.
        multicast_profile: Number of the multicast profile, 1 to 32.
        pon_cos: ``derived``, ``cos-1`` to ``cos-4``, ``user-1`` to ``user-4`` or ``fixed``.
        us_cir_override: Upstream committed rate: ``none`` or such as ``512k``, ``20m``, ``1g``.
        us_pir_override: Upstream peak rate, the same way.
        ds_pir_override: Downstream peak rate, the same way.
        hot_swap: The service may move to another ONT.
        pppoe_force_discard: Drop PPPoE frames.
        security_profile: Number of the Ethernet security profile.
    """

    admin_state: str | None
    tag_action: str | int | None
    bandwidth_profile: str | int | None
    description: str | None
    outer_tag: str | int | None
    inner_tag: str | int | None
    multicast_profile: str | int | None
    pon_cos: str | None
    us_cir_override: str | None
    us_pir_override: str | None
    ds_pir_override: str | None
    hot_swap: bool | None
    pppoe_force_discard: bool | None
    security_profile: str | int | None


@dataclass(frozen=True, kw_only=True)
class EthernetService(E7Object):
    """A service on an ONT's port.

    The rest is described at :class:`EthernetServiceAttributes`.

    Attributes:
        ont_id: The ONT.
        slot: Slot inside the ONT, see :data:`.choices.SERVICE_SLOTS`.
        port: 1 to 8.
        service_id: 1 to 12.
    """

    wire_type: ClassVar[str] = "EthSvc"

    ont_id: str = key("ont", ONT_ID)
    slot: str = key("ontslot", identifier(1, 9))
    port: str = key("ontethany", identifier(1, 8))
    service_id: str = key("ethsvc", identifier(1, 12))
    admin_state: str | None = config("admin", text(*ADMIN_STATES))
    tag_action: str | None = config("tag-action", reference("SvcTagAction"))
    bandwidth_profile: str | None = config("bw-prof", reference("BwProf"))
    description: str | None = config("descr", text())
    outer_tag: str | None = config("out-tag", vlan_tag())
    inner_tag: str | None = config("in-tag", vlan_tag())
    multicast_profile: str | None = config("mcast-prof", reference("McastProf"))
    pon_cos: str | None = config("pon-cos", text(*PON_COS))
    us_cir_override: str | None = config("us-cir-override", rate())
    us_pir_override: str | None = config("us-pir-override", rate())
    ds_pir_override: str | None = config("ds-pir-override", rate())
    hot_swap: bool | None = config("hot-swap", boolean())
    pppoe_force_discard: bool | None = config("pppoe-force-discard", boolean())
    security_profile: str | None = config("sec", reference("EthSecProf"))

    op_state: str | None = live("op-stat", text())
    derived_states: tuple[str, ...] | None = live("derived-states", words())


class ServiceListing:
    """The Ethernet services of one node: a listing for many reads, updated by our own writes.

    No public source shows that a node lists all services at once: they are known as children of their ONT. So
    a service that is in the listing exists. For one that is not, the ONT itself is asked: otherwise an
    incomplete listing would make a second service, or remove one from state. If the node refuses to list,
    each ONT is asked.
    """

    def __init__(self, node: str, services: Objects[EthernetService]) -> None:
        self._node = node
        self._services = services
        self._whole = self._snapshot(SYSTEM)
        self._of_ont: PerNode[Snapshot[EthernetService]] = PerNode(
            lambda ont_id: self._snapshot(Ont.address(ont_id=ont_id))
        )
        self._asked = itertools.count()
        self._by_ont = False

    def get(self, ref: ObjectRef, *, listed: bool) -> EthernetService | None:
        """The service at an address, or None.

        Args:
            ref: The address.
            listed: Many services are about to be read: list at once. Otherwise the first few are read one by
                one.
        """
        ont_id = dict(ref.keys)["ont"]
        if not listed and not self._by_ont and not self._whole.is_listed and next(self._asked) < FEW:
            return self._services.find(self._node, ref)
        found = self._if_listed(lambda: self._whole.get(str(ref)))
        if found is not None:
            return found
        try:
            return self._of_ont[ont_id].get(str(ref))
        except NotFoundError:
            return None  # no ONT, no service

    def on(self, ont_id: str) -> tuple[EthernetService, ...]:
        """The services on an ONT. If the listing has none, the ONT itself is asked."""
        found = self._if_listed(lambda: self._whole.having("ont_id", ont_id))
        return found or self._of_ont[ont_id].values()

    def put(self, service: EthernetService) -> None:
        """Apply a create or an update that the node has confirmed."""
        for snapshot in (self._whole, self._of_ont[service.ont_id]):
            snapshot.put(str(service.ref), service)

    def remove(self, ref: ObjectRef) -> None:
        """Apply a delete that the node has confirmed."""
        for snapshot in (self._whole, self._of_ont[dict(ref.keys)["ont"]]):
            snapshot.remove(str(ref))

    def drop(self, ont_id: str) -> None:
        """Forget what was listed of an ONT."""
        self._whole.drop()
        self._of_ont[ont_id].drop()

    @contextmanager
    def emptying(self, ont_id: str) -> Iterator[None]:
        """Around the delete of an ONT: afterwards its services are gone too."""
        try:
            yield
        except BaseException:
            self.drop(ont_id)
            raise
        for service in self._whole.having("ont_id", ont_id) if self._whole.is_listed else ():
            self._whole.remove(str(service.ref))
        self._of_ont[ont_id].drop()

    def _if_listed(self, look: Callable[[], T]) -> T | None:
        """What the listing of the whole node has; None if the node refuses to list."""
        if self._by_ont:
            return None
        try:
            return look()
        except OperationError as error:
            if error.is_transient:
                raise
            self._by_ont = True
            return None

    def _snapshot(self, parent: ObjectRef) -> Snapshot[EthernetService]:
        by = {"ont_id": lambda service: service.ont_id}
        return self._services.snapshot(self._node, parent, lambda service: str(service.ref), by=by)


class EthernetServiceOperations:
    """Create, query, update and delete Ethernet services.

    Attributes:
        service_listings: The listing of each node.
    """

    def __init__(self, cms: Cms) -> None:
        self._services = Objects(cms, EthernetService, "ethernet_services")
        self.service_listings = PerNode(lambda node: ServiceListing(node, self._services))

    def create_ethernet_service(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int,
        service_id: str | int,
        *,
        kind: ServicePort = "gigabit",
        **attributes: Unpack[EthernetServiceAttributes],
    ) -> EthernetService:
        """Create an Ethernet service exactly once. Without ``admin_state`` it is enabled.

        Args:
            network_name: Network of the E7.
            ont_id: The ONT.
            port: 1 to 8.
            service_id: 1 to 12.
            kind: What kind of port it is on.
            **attributes: See :class:`EthernetServiceAttributes`; a working service has at least
                ``tag_action`` and ``bandwidth_profile``.

        Returns:
            What is provisioned now.

        Raises:
            AlreadyExistsError: There is such a service.
            NotFoundError: There is no such ONT or port.
        """
        node, ref = _address(network_name, ont_id, port, service_id, kind)
        written = encode(EthernetService, {"admin_state": "enabled", **attributes})
        with self._writing(node, ont_id) as listing:
            service = self._services.create(node, ref, written)
            listing.put(service)
        return service

    @overload
    def query_ethernet_service(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int,
        service_id: str | int,
        *,
        kind: ServicePort = "gigabit",
    ) -> EthernetService | None: ...

    @overload
    def query_ethernet_service(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int | None = None,
        service_id: None = None,
        *,
        kind: ServicePort = "gigabit",
    ) -> list[EthernetService]: ...

    def query_ethernet_service(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int | None = None,
        service_id: str | int | None = None,
        *,
        kind: ServicePort = "gigabit",
    ) -> EthernetService | list[EthernetService] | None:
        """One Ethernet service, or None; without service_id all of a port, without both all of the ONT.

        Args:
            network_name: Network of the E7.
            ont_id: The ONT.
            port: 1 to 8.
            service_id: 1 to 12.
            kind: The kind of port. Without ``port``, services on all kinds are listed.

        Raises:
            OntNotFoundError: Services were listed of an ONT that does not exist.
            InvalidValueError: ``service_id`` was given without ``port``, or a value is out of range.
        """
        if service_id is not None:
            if port is None:
                raise InvalidValueError("service_id needs its port: every port counts its services from 1")
            node, ref = _address(network_name, ont_id, port, service_id, kind)
            return self._services.find(node, ref)
        node, ont = identifiers.node_name(network_name), Ont.address(ont_id=ont_id)
        if port is None:
            return self._services.list(node, ont)
        place = identifiers.one_of("kind", kind, SERVICE_SLOTS), identifiers.number("port", port, 1, 8)
        listed = self._services.list(node, ont)
        return [each for each in listed if (each.slot, each.port) == place]

    def update_ethernet_service(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int,
        service_id: str | int,
        *,
        kind: ServicePort = "gigabit",
        **changes: Unpack[EthernetServiceAttributes],
    ) -> EthernetService:
        """Change some attributes of an Ethernet service; ``admin_state="disabled"`` suspends it.

        Returns:
            What is provisioned now.

        Raises:
            NotFoundError: There is no such service.
        """
        node, ref = _address(network_name, ont_id, port, service_id, kind)
        written = encode(EthernetService, changes)
        with self._writing(node, ont_id) as listing:
            service = self._services.update(node, ref, written)
            listing.put(service)
        return service

    def delete_ethernet_service(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int,
        service_id: str | int,
        *,
        kind: ServicePort = "gigabit",
    ) -> None:
        """Delete an Ethernet service.

        Raises:
            NotFoundError: There is no such service.
        """
        node, ref = _address(network_name, ont_id, port, service_id, kind)
        with self._writing(node, ont_id) as listing:
            self._services.delete(node, ref)
            listing.remove(ref)

    def standing_ethernet_service(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int,
        service_id: str | int,
        *,
        kind: ServicePort = "gigabit",
        listed: bool = False,
    ) -> EthernetService | None:
        """The service at an address, from the listing of the node if many services are read.

        The first few services of a node are read one by one. Then the node is listed once for many reads, for
        ``performance.cache_ttl`` seconds. For a service that the listing lacks the ONT is asked, because it
        is not certain that a node lists all services.

        Args:
            network_name: Network of the E7.
            ont_id: The ONT.
            port: 1 to 8.
            service_id: 1 to 12.
            kind: What kind of port it is on.
            listed: Many services are about to be read: list at once.
        """
        node, ref = _address(network_name, ont_id, port, service_id, kind)
        return self.service_listings[node].get(ref, listed=listed)

    def listed_ethernet_services(self, network_name: str, ont_id: str | int) -> tuple[EthernetService, ...]:
        """The services on an ONT, from the listing of the node. If it has none of the ONT, the ONT is asked.

        Raises:
            OntNotFoundError: There is no such ONT.
        """
        return self.service_listings[identifiers.node_name(network_name)].on(str(ont_id))

    @contextmanager
    def _writing(self, node: str, ont_id: str | int) -> Iterator[ServiceListing]:
        """Hold the lock of the node's writers, so that the listing changes as the E7 does."""
        listing = self.service_listings[node]
        with self._services.cms.writing(node):
            try:
                yield listing
            except BaseException:
                listing.drop(str(ont_id))
                raise


def _address(
    network_name: str, ont_id: str | int, port: str | int, service_id: str | int, kind: ServicePort
) -> tuple[str, ObjectRef]:
    slot = identifiers.one_of("kind", kind, SERVICE_SLOTS)
    ref = EthernetService.address(ont_id=ont_id, slot=slot, port=port, service_id=service_id)
    return identifiers.node_name(network_name), ref
