"""The asynchronous face: the same operations, awaited, run on a bounded pool of threads."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, Unpack

from ....core.snapshot import Snapshot
from .. import identifiers
from ..e7 import E7
from ..e7.vlans import Vlan, VlanMember
from ..logs import Logger
from ..models import Ont, OntConditions
from .lanes import LanePool
from .rest import Rest

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Runner:
    """Runs blocking calls on the pool.

    An operation that has begun when its task is cancelled goes on to its end: what an E7 was told
    cannot be taken back. If it fails then, the failure is logged.

    Args:
        pool: Where to run them.
        log: Where failures of abandoned calls are noted.
    """

    def __init__(self, pool: LanePool, log: Logger) -> None:
        self._pool = pool
        self._log = log

    async def run(self, lane: str, call: Callable[[], R]) -> R:
        """Run a call after those that its lane has already."""
        future = self._pool.submit(lane, call)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            future.add_done_callback(self._abandoned)
            raise

    def _abandoned(self, future: Future[Any]) -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self._log.warning("a cancelled operation failed", error=str(error))


class Face(Generic[T]):
    """Operations of a synchronous object, awaited.

    Args:
        operations: The synchronous object.
        runner: Runs them.
    """

    def __init__(self, operations: T, runner: Runner) -> None:
        self._operations = operations
        self._runner = runner


def awaited(
    operation: Callable[Concatenate[Any, P], R],
) -> Callable[Concatenate[Face[Any], P], Coroutine[Any, Any, R]]:
    """The asynchronous form of a blocking operation; its lane is the node that it is about."""

    @functools.wraps(operation)
    async def run(face: Face[Any], /, *args: P.args, **kwargs: P.kwargs) -> R:
        network = kwargs.get("network_name", args[0] if args else "")
        lane = identifiers.node_name(network) if isinstance(face, AsyncE7) else ""
        call = functools.partial(operation, face._operations, *args, **kwargs)
        return await face._runner.run(lane, call)

    return run


class AsyncSnapshot(Generic[T]):
    """What is provisioned in a node, awaited; see :class:`~..snapshot.Snapshot`.

    Args:
        snapshot: The same for threads.
        runner: Runs what lists.
        lane: The node.
    """

    def __init__(self, snapshot: Snapshot[T], runner: Runner, lane: str) -> None:
        self._snapshot = snapshot
        self._runner = runner
        self._lane = lane

    async def get(self, key: str) -> T | None:
        """The object under a key, or None where the node has none."""
        return await self._runner.run(self._lane, lambda: self._snapshot.get(key))

    async def values(self) -> tuple[T, ...]:
        """All objects."""
        return await self._runner.run(self._lane, self._snapshot.values)


class AsyncE7(Face[E7]):
    """All operations on E7s, awaited; each does what the one of the same name of :class:`~.e7.E7` does."""

    create_ont = awaited(E7.create_ont)
    query_ont = awaited(E7.query_ont)
    update_ont = awaited(E7.update_ont)
    delete_ont = awaited(E7.delete_ont)
    reset_ont = awaited(E7.reset_ont)
    set_ont_to_default = awaited(E7.set_ont_to_default)
    ont_with_serial = awaited(E7.ont_with_serial)
    onts_with_reg_id = awaited(E7.onts_with_reg_id)
    standing = awaited(E7.standing)
    stood_before = awaited(E7.stood_before)
    query_discovered_ont = awaited(E7.query_discovered_ont)
    query_ont_profile = awaited(E7.query_ont_profile)
    query_pwe3_profile = awaited(E7.query_pwe3_profile)
    has_ont_profile = awaited(E7.has_ont_profile)
    has_pwe3_profile = awaited(E7.has_pwe3_profile)
    has_service_profile = awaited(E7.has_service_profile)
    query_ont_ethernet_port = awaited(E7.query_ont_ethernet_port)
    update_ont_ethernet_port = awaited(E7.update_ont_ethernet_port)
    create_ethernet_service = awaited(E7.create_ethernet_service)
    query_ethernet_service = awaited(E7.query_ethernet_service)
    update_ethernet_service = awaited(E7.update_ethernet_service)
    delete_ethernet_service = awaited(E7.delete_ethernet_service)
    standing_ethernet_service = awaited(E7.standing_ethernet_service)
    listed_ethernet_services = awaited(E7.listed_ethernet_services)
    create_vlan = awaited(E7.create_vlan)
    query_vlan = awaited(E7.query_vlan)
    update_vlan = awaited(E7.update_vlan)
    delete_vlan = awaited(E7.delete_vlan)
    create_vlan_member = awaited(E7.create_vlan_member)
    query_vlan_member = awaited(E7.query_vlan_member)
    delete_vlan_member = awaited(E7.delete_vlan_member)
    forget = awaited(E7.forget)

    async def iter_onts(
        self,
        network_name: str,
        ont_id: str | int | None = None,
        *,
        live: bool | None = None,
        **conditions: Unpack[OntConditions],
    ) -> AsyncIterator[Ont]:
        """The same as :meth:`query_ont`, one ONT after the other as the pages come in."""
        lane = identifiers.node_name(network_name)
        pages = self._operations.ont_search.pages(network_name, ont_id, live=live, **conditions)
        while (page := await self._runner.run(lane, lambda: next(pages, None))) is not None:
            for ont in page:
                yield ont

    def snapshot(self, network_name: str) -> AsyncSnapshot[Ont]:
        """The same as the snapshot of :class:`~.e7.E7`: one listing of a node for many reads."""
        return self._awaited(network_name, self._operations.snapshot(network_name))

    def vlan_snapshot(self, network_name: str) -> AsyncSnapshot[Vlan]:
        """The VLANs of a node, in the same way."""
        return self._awaited(network_name, self._operations.vlan_snapshot(network_name))

    def vlan_member_snapshot(self, network_name: str, vlan_id: str | int) -> AsyncSnapshot[VlanMember]:
        """The interfaces in a VLAN, in the same way."""
        return self._awaited(network_name, self._operations.vlan_member_snapshot(network_name, vlan_id))

    def _awaited(self, network_name: str, snapshot: Snapshot[T]) -> AsyncSnapshot[T]:
        return AsyncSnapshot(snapshot, self._runner, identifiers.node_name(network_name))


class AsyncRest(Face[Rest]):
    """Operations of the REST interface, awaited; see :class:`~.rest.Rest`."""

    get_devices = awaited(Rest.get_devices)
    get_device_info = awaited(Rest.get_device_info)
