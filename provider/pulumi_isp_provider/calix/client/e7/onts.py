"""ONTs: the subscribers' devices."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Unpack, overload

from ....core.serial_numbers import serial_key
from ....core.snapshot import Snapshot
from ...errors import CalixError, InvalidValueError, OperationError
from .. import identifiers
from ..models import Ont, OntAttributes, OntConditions
from ..nbi import rpc
from ..nbi.attributes import differing, encode
from ..nbi.cms import Cms
from ..nbi.wire import SYSTEM, ObjectRef, WireValue
from ..threads.per_node import PerNode
from .objects import FEW, Objects
from .ont_search import OntSearch
from .services import ServiceListing

AUTOMATIC = ObjectRef("Ont", (("ont", "0"),))
"""The address under which an E7 creates an ONT with the first free id."""

_NO_KEY = (None, "", identifiers.NO_SERIAL_NUMBER)
_LOOK_FIRST = (
    "It may exist, under an id that the E7 chose, and nothing tells it from others: list the ONTs before you "
    "create it again. With an id, a serial number or a registration id it would be found."
)
_UNLINKED: Mapping[str, WireValue] = {"serno": identifiers.NO_SERIAL_NUMBER, "linked-pon": ""}


@dataclass
class _Ground:
    """What creates have found on a node so far.

    Attributes:
        lock: Held while asking.
        is_new: The last ONT asked for did not exist.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    is_new: bool = False


class OntOperations:
    """Create, query, update and delete ONTs.

    Attributes:
        ont_search: Finds ONTs page by page.
    """

    def __init__(self, cms: Cms, service_listings: PerNode[ServiceListing]) -> None:
        self._cms = cms
        self._service_listings = service_listings
        self._onts = Objects(cms, Ont, "onts")
        self.ont_search = OntSearch(cms, self._onts)
        by = {"serial_number": lambda ont: serial_key(ont.serial_number), "reg_id": lambda ont: ont.reg_id}
        self._snapshots = PerNode(lambda node: self._onts.snapshot(node, SYSTEM, by=by))
        self._grounds: PerNode[_Ground] = PerNode(lambda _: _Ground())
        self._asked: PerNode[Iterator[int]] = PerNode(lambda _: itertools.count())

    def create_ont(
        self, network_name: str, ont_id: str | int | None = None, **attributes: Unpack[OntAttributes]
    ) -> Ont:
        """Create an ONT exactly once, even if the answer is lost.

        Without ``admin_state`` it is enabled; without ``serial_number`` it waits for one.

        Args:
            network_name: Network of the E7 in the CMS; ``NTWK-`` before it may be left out.
            ont_id: 1 to 64000000. With None the E7 takes the first free one.
            **attributes: See :class:`~..models.OntAttributes`. With None the E7 decides.

        Returns:
            What is provisioned now.

        Raises:
            OntExistsError: The id, or another unique value, is taken.
            InvalidValueError: A value was refused, by the client or by the E7.
            ConnectionError: No answer. If ``effect_unknown`` is set, the ONT may or may not exist.
        """
        node = identifiers.node_name(network_name)
        ref = AUTOMATIC if ont_id is None else Ont.address(ont_id=ont_id)
        values: OntAttributes = {"admin_state": "enabled", "serial_number": ""}
        values.update({name: value for name, value in attributes.items() if value is not None})  # type: ignore[typeddict-item] # the same names
        written = encode(Ont, values)
        with self._onts.writing(node, self._snapshots[node]) as snapshot:
            look_up = (lambda: self._created(node, written)) if ont_id is None else None
            try:
                ont = self._onts.create(node, ref, written, look_up=look_up)
            except CalixError as error:
                if ont_id is None and error.effect_unknown and _device_key(written) is None:
                    error.hint = _LOOK_FIRST
                raise
            snapshot.put(ont.ont_id, ont)
        return ont

    @overload
    def query_ont(
        self,
        network_name: str,
        ont_id: str | int,
        *,
        live: bool | None = None,
        **conditions: Unpack[OntConditions],
    ) -> Ont | None: ...

    @overload
    def query_ont(
        self,
        network_name: str,
        ont_id: None = None,
        *,
        live: bool | None = None,
        **conditions: Unpack[OntConditions],
    ) -> list[Ont]: ...

    def query_ont(
        self,
        network_name: str,
        ont_id: str | int | None = None,
        *,
        live: bool | None = None,
        **conditions: Unpack[OntConditions],
    ) -> Ont | list[Ont] | None:
        """Find ONTs.

        Args:
            network_name: Network of the E7.
            ont_id: One ONT.
            live: Read the live half too. Default: if an id or a condition is given, because then there are
                few ONTs. Reading the live half of a whole node takes an E7 minutes.
            **conditions: See :class:`~..models.OntConditions`; all must hold.

        Returns:
            With ``ont_id`` the ONT, or None if there is none; otherwise a list.

        Raises:
            CalixError: The answer does not tell which ONTs there are.
        """
        found = list(self.iter_onts(network_name, ont_id, live=live, **conditions))
        if ont_id is None:
            return found
        return found[0] if found else None

    def iter_onts(
        self,
        network_name: str,
        ont_id: str | int | None = None,
        *,
        live: bool | None = None,
        **conditions: Unpack[OntConditions],
    ) -> Iterator[Ont]:
        """As :meth:`query_ont`, one ONT after the other while pages arrive."""
        pages = self.ont_search.pages(network_name, ont_id, live=live, **conditions)
        return (ont for page in pages for ont in page)

    def update_ont(self, network_name: str, ont_id: str | int, **changes: Unpack[OntAttributes]) -> Ont:
        """Change some attributes of an ONT; the others stay as they are.

        A new serial number is written as the guide says for replacing a device: the old one is unlinked
        first. A serial number that the ONT has already is not written again, because unlinking interrupts
        the subscriber.

        Args:
            network_name: Network of the E7.
            ont_id: The ONT.
            **changes: See :class:`~..models.OntAttributes`. The empty string clears a text, a reference
                or the serial number; None changes nothing.

        Returns:
            What is provisioned now.

        Raises:
            OntNotFoundError: There is no such ONT.
            InvalidValueError: A value was refused, by the client or by the E7.
        """
        node, ref = identifiers.node_name(network_name), Ont.address(ont_id=ont_id)
        written = encode(Ont, changes)
        with self._onts.writing(node, self._snapshots[node]) as snapshot:
            if "serno" in written:
                ont = self._with_serial_number(node, ref, written)
            else:
                ont = self._onts.update(node, ref, written)
            snapshot.put(ont.ont_id, ont)
        return ont

    def delete_ont(self, network_name: str, ont_id: str | int, force: bool = False) -> None:
        """Delete an ONT.

        Args:
            network_name: Network of the E7.
            ont_id: The ONT.
            force: Delete its services too. Without it an E7 refuses to delete an ONT with services.

        Raises:
            OntNotFoundError: There is no such ONT.
            OperationError: It has services and ``force`` is not set.
        """
        node, ref = identifiers.node_name(network_name), Ont.address(ont_id=ont_id)
        with (
            self._onts.writing(node, self._snapshots[node]) as snapshot,
            self._service_listings[node].emptying(ref.id),
        ):
            self._onts.delete(node, ref, force=force)
            snapshot.remove(ref.id)

    def reset_ont(self, network_name: str, ont_id: str | int, force: bool = True) -> None:
        """Restart an ONT. Its subscriber is offline meanwhile.

        Args:
            network_name: Network of the E7.
            ont_id: The ONT.
            force: Restart it even if it is busy.

        Raises:
            OntNotFoundError: There is no such ONT.
        """
        node, ref = identifiers.node_name(network_name), Ont.address(ont_id=ont_id)
        if not isinstance(force, bool):
            raise InvalidValueError(f"force must be True or False, not {force!r}")
        body = rpc.action("reset-ont", [("object", ref), ("force", "true" if force else "false")])
        self._cms.call(node, "onts.reset", body, subject=ref, repeatable=False)

    def set_ont_to_default(self, network_name: str, ont_id: str | int) -> None:
        """Reset an ONT to factory settings, as after a replacement of the device.

        The form of this action's arguments is known from one source only.

        Raises:
            OntNotFoundError: There is no such ONT.
        """
        node, ref = identifiers.node_name(network_name), Ont.address(ont_id=ont_id)
        body = rpc.action("set-to-default", target=ref)
        with self._onts.writing(node, self._snapshots[node]) as snapshot:
            self._cms.call(node, "onts.set_to_default", body, subject=ref, repeatable=False)
            # No public source says which provisioned attributes it changes.
            snapshot.drop()
            self._service_listings[node].drop(ref.id)

    def snapshot(self, network_name: str) -> Snapshot[Ont]:
        """The provisioned ONTs of a node by id: one listing for many reads.

        The index ``serial_number`` has serial numbers in their normal form, the index ``reg_id`` registration
        ids. A listing is used for ``performance.cache_ttl`` seconds. It contains what this client has written
        since; after a failed write the next read lists again.
        """
        return self._snapshots[identifiers.node_name(network_name)]

    def ont_with_serial(self, network_name: str, serial_number: str) -> Ont | None:
        """The ONT with a serial number, or None, from the :meth:`snapshot` of the node.

        Args:
            network_name: Network of the E7.
            serial_number: In any spelling. No ONT has an empty one, or one of zeros.

        Raises:
            OperationError: Several ONTs have it.
        """
        node, key = identifiers.node_name(network_name), serial_key(serial_number)
        found = () if key is None else self._snapshots[node].having("serial_number", key)
        if len(found) > 1:
            raise OperationError(
                f"ONTs {', '.join(ont.ont_id for ont in found)} have one serial number",
                hint="A serial number belongs to one ONT. Look in the CMS which of them is the right one.",
                node=node,
                operation="onts.list",
            )
        return found[0] if found else None

    def onts_with_reg_id(self, network_name: str, reg_id: str) -> list[Ont]:
        """The ONTs with a registration id, from the :meth:`snapshot` of the node. Several may share one.

        Args:
            network_name: Network of the E7.
            reg_id: White space around it is ignored. No ONT has an empty one.
        """
        return list(self._snapshots[identifiers.node_name(network_name)].having("reg_id", reg_id.strip()))

    def standing(
        self,
        network_name: str,
        ont_id: str | int | None = None,
        *,
        serial_number: str | None = None,
        reg_id: str | None = None,
    ) -> list[Ont]:
        """The ONTs with an id, serial number or registration id; the :meth:`snapshot` serves many reads.

        The first few ONTs of a node are read one by one, because a listing takes a page for about four ONTs.

        Args:
            network_name: Network of the E7.
            ont_id: An id, or None and one of the following.
            serial_number: A serial number in any spelling.
            reg_id: A registration id.
        """
        node = identifiers.node_name(network_name)
        snapshot, asked = self._snapshots[node], self._asked[node]
        if not snapshot.is_listed and next(asked) < FEW:
            keys: OntConditions = {}
            if serial_number is not None:
                keys["serial_number"] = serial_number
            if reg_id is not None:
                keys["reg_id"] = reg_id
            if ont_id is None:
                return self.query_ont(node, live=False, **keys)
            one = self.query_ont(node, ont_id, live=False)
            return [one] if one else []
        if ont_id is not None:
            found = snapshot.get(str(ont_id))
            return [found] if found else []
        if serial_number is not None:
            key = serial_key(serial_number)
            return [] if key is None else list(snapshot.having("serial_number", key))
        return self.onts_with_reg_id(network_name, reg_id or "")

    def stood_before(self, network_name: str, ont_id: str | int) -> bool:
        """Whether an ONT that is about to be created exists already.

        The node is asked until one ONT does not exist. From then on new ONTs are being made, and the answer
        is no unless the node is listed anyway: the E7 itself refuses a second ONT with the same id.
        """
        node = identifiers.node_name(network_name)
        ground = self._grounds[node]
        with ground.lock:
            if ground.is_new and not self._snapshots[node].is_listed:
                return False
            found = bool(self.standing(node, ont_id))
            ground.is_new = not found
        return found

    def _created(self, node: str, written: Mapping[str, WireValue]) -> Ont | None:
        """Find an ONT whose id the E7 chose, by serial number or registration id."""
        key = _device_key(written)
        if key is None:
            raise OperationError(
                "nothing tells which ONT it is: it has neither serial number nor registration id",
                node=node,
                operation="onts.create",
            )
        pages = self.ont_search.found(node, None, {key: written[key]}, live=False)
        found = [ont for page in pages for ont in page]
        exact = [ont for ont in found if not differing(Ont, written, ont)]
        return next(iter(exact or found), None)

    def _with_serial_number(self, node: str, ref: ObjectRef, written: Mapping[str, WireValue]) -> Ont:
        present, serial_number = self._onts.update(node, ref, {}), written["serno"]
        if identifiers.same_serial_number(present.serial_number, serial_number):
            rest = {name: value for name, value in written.items() if name != "serno"}
            return self._onts.merge(node, ref, rest) if rest else present
        if serial_number == identifiers.NO_SERIAL_NUMBER:
            return self._onts.merge(node, ref, {**written, **_UNLINKED})
        if present.serial_number is None and present.linked_pon is None:
            return self._onts.merge(node, ref, written)
        self._onts.merge(node, ref, _UNLINKED)
        try:
            return self._onts.merge(node, ref, written)
        except CalixError as error:
            error.hint = self._put_back(node, ref, present, error)
            raise

    def _put_back(self, node: str, ref: ObjectRef, present: Ont, error: CalixError) -> str:
        """After a failed swap link the old device again, and return a hint that says what holds now."""
        if error.effect_unknown or present.serial_number is None:
            return "The old device is unlinked; whether the new one is linked is not known. Update it again."
        try:
            self._onts.merge(node, ref, {"serno": present.serial_number})
        except CalixError:
            return "The old device is unlinked and could not be put back. Update it again."
        return f"The old serial number {present.serial_number} was put back."


def _device_key(written: Mapping[str, WireValue]) -> str | None:
    """The attribute that identifies the device, if one was given."""
    return next((name for name in ("serno", "reg-id") if written.get(name) not in _NO_KEY), None)
