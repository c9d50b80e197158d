"""The life of an Ethernet service: what a subscriber gets on a port of the ONT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ...core.comparison import Change
from ...core.declarations import Declaration, Difference
from ...core.lifecycle import Lifecycle
from ...core.ownership import Key, Witness
from ...core.properties import Choice, Computed, Flag, InputSchema, WholeNumber
from ...core.records import Properties, Record, Stored
from ...core.run import Run
from ...core.schema import has_unknown
from ...core.serial_numbers import serial_key
from ...errors import ConfigurationError
from ..client.e7.profiles import SERVICE_PROFILES
from ..client.e7.services import PON_COS, SERVICE_SLOTS, EthernetService
from ..client.identifiers import NODE_PREFIX
from ..client.models import ADMIN_STATES, Ont
from ..errors import InvalidValueError, NodeUnavailableError
from .fields import OntReference, ProfileNumber, Rate, TrimmedText, VlanTag
from .ont_id import split_id

if TYPE_CHECKING:
    from ..client.client import SyncCMSClient

_ONE_SOURCE: Final = "Known from one public source."
_NO_DEFAULT: Final = f"{_ONE_SOURCE} What an E7 holds by itself is not known."


class EthernetServiceInputs(InputSchema):
    """What an Ethernet service takes. Ranges are those of the E7's own interface (release R15)."""

    ont = OntReference(
        "The ONT that carries it: the ONT itself, or its id, ``<network name>/<ont id>``.",
        required=True,
        replaces=True,
        refers_to="Ont",
        part_of_id=0,
    )
    port_kind = Choice(
        "The kind of port that it is on.", *SERVICE_SLOTS, default="gigabit", replaces=True, part_of_id=1
    )
    port = WholeNumber(
        "The port of that kind.", lowest=1, highest=8, required=True, replaces=True, part_of_id=2
    )
    service_id = WholeNumber(
        "The service's number on its port.", lowest=1, highest=12, required=True, replaces=True, part_of_id=3
    )
    admin_state = Choice(
        "Whether the service runs; ``disabled`` suspends the customer.", *ADMIN_STATES, default="enabled"
    )
    tag_action = ProfileNumber(
        "Number of the tag action: what becomes of VLAN tags; ``local:3`` for one of this E7's own.",
        required=True,
    )
    bandwidth_profile = ProfileNumber(
        "Number of the bandwidth profile, such as ``7``, or ``local:7`` for one of this E7's own.",
        required=True,
    )
    description = TrimmedText(
        "Free text. That an empty one clears it is inferred from gateways.", for_people=True
    )
    outer_tag = VlanTag(f"The outer VLAN tag. {_ONE_SOURCE}", reset="none")
    inner_tag = VlanTag(f"The inner VLAN tag. {_ONE_SOURCE}", reset="none")
    multicast_profile = ProfileNumber(
        f"Number of the multicast profile; once no longer declared, it is cleared. {_ONE_SOURCE}"
    )
    pon_cos = Choice(f"Class of service on the fibre. {_NO_DEFAULT}", *PON_COS, stays=True)
    us_cir_override = Rate(
        f"Upstream committed rate in place of the bandwidth profile's. {_ONE_SOURCE}", reset="none"
    )
    us_pir_override = Rate(
        f"Upstream peak rate in place of the bandwidth profile's. {_ONE_SOURCE}", reset="none"
    )
    ds_pir_override = Rate(
        f"Downstream peak rate in place of the bandwidth profile's. {_ONE_SOURCE}", reset="none"
    )
    hot_swap = Flag(
        f"Whether the service may move to another ONT. {_NO_DEFAULT} How it is written is told in two ways.",
        stays=True,
    )
    pppoe_force_discard = Flag(f"Whether PPPoE frames are dropped. {_NO_DEFAULT}", stays=True)
    security_profile = ProfileNumber(f"Number of the Ethernet security profile. {_NO_DEFAULT}", stays=True)


_ADDRESS: Final = ("ont", "port_kind", "port", "service_id")
_ID: Final = re.compile(
    r"(?P<ont>.+/[1-9][0-9]*)/(?P<kind>[a-z_]+)/(?P<port>[1-9])/(?P<service>[1-9][0-9]?)", re.ASCII
)
_KIND_OF_SLOT: Final = {slot: kind for kind, slot in SERVICE_SLOTS.items()}


@dataclass(frozen=True)
class Carried:
    """A service, and what device its ONT is.

    Attributes:
        service: What is provisioned.
        device: The ONT's serial number in its normal form, else its registration id, else empty.
    """

    service: EthernetService
    device: str


class EthernetServiceLifecycle(Lifecycle["SyncCMSClient", Carried]):
    """An Ethernet service. Its id is ``<network name>/<ont id>/<port kind>/<port>/<service id>``.

    Natural key: the same. Numbers of ONTs are given out again, so what proves that a service is ours is the
    device that its ONT is. A device that our own program has swapped is known from the ONT's resource.
    """

    vendor = "calix"
    kind = "EthernetService"
    about = (
        "What an ISP sells: a service on an Ethernet port of an ONT. "
        "Its id is ``<network name>/<ont id>/<port kind>/<port>/<service id>``."
    )
    schema = EthernetServiceInputs
    computed = {
        "ont_device": Computed(
            "What device the ONT is: its serial number in its normal form, else its registration id, else "
            "empty.",
            stable=False,
        )
    }
    natural_key = _ADDRESS
    references = frozenset({"ont", *SERVICE_PROFILES})

    # The verbs, where the ONT's own resource has a say

    def diff(self, run: Run, record: Record, declaration: Declaration) -> Difference:
        """Compare; a device that this run swaps is a change, so that the record follows it."""
        difference = super().diff(run, self._following(run, record), declaration)
        if not difference.changes and run.ledger.declares(declaration.owner):
            known, device = self._declared_device(run, record)
            # Where only a registration id is declared, the E7 may know the serial number beside it.
            follows = device and device != self._marked(record).mark.witness.get("ont_device")
            if follows and (known != device or serial_key(device) == device):
                return replace(difference, changes=[Change("ont", "update", replace=False)])
        return difference

    def update(self, run: Run, record: Record, declaration: Declaration) -> Stored:
        """Bring the service to the declared shape; its ONT must be the device that state or program know."""
        return super().update(run, self._following(run, record), declaration)

    def delete(self, run: Run, record: Record) -> None:
        """Delete the service; its ONT must be the device that state or program know."""
        super().delete(run, self._following(run, record))

    def _following(self, run: Run, record: Record) -> Record:
        """The record; with the declared device, where the ONT's own resource has brought it there."""
        record = self._marked(record)
        known = record.mark.witness.get("ont_device")
        _, device = self._declared_device(run, record)
        if device and device != known:
            ont = _ont(self._client(run, record.properties), split_service_id(record.id)[0])
            if ont and device in (serial_key(ont.serial_number), ont.reg_id):
                known = device
        if not known:
            return record
        return replace(record, mark=replace(record.mark, witness={"ont_device": known}))

    def _declared_device(self, run: Run, record: Record) -> tuple[str | None, str | None]:
        """What device the ONT is to the resource of this run that holds it: before, and from now on."""
        try:
            system = self._settings(run, record.properties).system
        except ConfigurationError:
            return None, None  # no ONT of this run is there either
        held = run.ledger.witnesses(Key("calix.Ont", system, split_service_id(record.id)[0]))
        return (_device_in(held[0]), _device_in(held[-1])) if held else (None, None)

    # What only a service can say

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two at different places can stand side by side."""
        return not has_unknown([news.get(name) for name in _ADDRESS]) and any(
            olds.get(name) != news.get(name) for name in _ADDRESS
        )

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """Its place."""
        return dict(zip(_ADDRESS, split_service_id(id_), strict=True))

    def witnesses(self, properties: Mapping[str, Any]) -> tuple[str, ...]:
        """The device that its ONT is."""
        return ("ont_device",) if properties.get("ont_device") else ()

    def locate(self, client: SyncCMSClient, record: Record, *, shared: bool = False) -> Carried | None:
        """At its place. A device that has told its serial number since is known by its registration id."""
        place = split_service_id(record.id)
        service = _service(client, place, listed=shared)
        if service is None:
            return None
        ont, known = _ont(client, place[0], listed=shared), record.mark.witness.get("ont_device")
        return Carried(service, known if ont and known and ont.reg_id == known else _device(ont))

    def obstacles(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Its ONT is there, its place is free, and so are the profiles, as far as the E7 lists them."""
        ont = inputs.get("ont")
        if ont is None or has_unknown(ont):
            return
        network = split_id(ont)[0]
        if _ont(client, ont) is None:
            yield f"ont: there is no ONT {ont}; if this program makes it, give the resource itself"
        elif self.can_be_found(inputs):
            taken = self.find(client, inputs, shared=True)
            if taken and not (own and self.identify(taken) == own.id):
                yield f"service_id: service {self.identify(taken)} exists already"
        for name in SERVICE_PROFILES:
            profile = inputs.get(name)
            if not profile or has_unknown(profile):
                continue
            if client.e7.has_service_profile(network, name, profile) is False:
                yield f"{name}: {network} has no profile {profile}"

    def is_about_target(self, error: Exception) -> bool:
        """A CMS that does not know the E7, or has no connection to it, answers all the same."""
        return isinstance(error, NodeUnavailableError)

    def is_active(self, model: Carried) -> bool:
        """Enabled."""
        return model.service.admin_state != "disabled"

    def find(self, client: SyncCMSClient, inputs: Properties, *, shared: bool = False) -> Carried | None:
        """Look at its place."""
        service = _service(client, tuple(inputs[name] for name in _ADDRESS))
        return Carried(service, _device(_ont(client, inputs["ont"]))) if service else None

    def make(self, client: SyncCMSClient, inputs: Properties) -> Carried:
        """Create the service."""
        # Looked up first: a look-up that failed afterwards would leave a service that nobody was told of.
        device = _device(_ont(client, inputs["ont"]))
        network, ont_id = split_id(inputs["ont"])
        attributes = {name: value for name, value in self.remote(inputs).items() if name not in _ADDRESS}
        service = client.e7.create_ethernet_service(
            network, ont_id, inputs["port"], inputs["service_id"], kind=inputs["port_kind"], **attributes
        )
        return Carried(service, device)

    def fetch(self, client: SyncCMSClient, id_: str) -> Carried | None:
        """Look in the shared listings of the node."""
        place = split_service_id(id_)
        service = _service(client, place, listed=True)
        return Carried(service, _device(_ont(client, place[0], listed=True))) if service else None

    def change(self, client: SyncCMSClient, id_: str, inputs: Properties, changed: Properties) -> Carried:
        """Merge the changed attributes; an empty text clears."""
        ont, kind, port, service_id = split_service_id(id_)
        device = _device(_ont(client, ont))
        merged: dict[str, Any] = {key: "" if value is None else value for key, value in changed.items()}
        service = client.e7.update_ethernet_service(*split_id(ont), port, service_id, kind=kind, **merged)
        return Carried(service, device)

    def destroy(self, client: SyncCMSClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the service."""
        ont, kind, port, service_id = split_service_id(id_)
        client.e7.delete_ethernet_service(*split_id(ont), port, service_id, kind=kind)

    def identify(self, model: Carried) -> str:
        """``<network name>/<ont id>/<port kind>/<port>/<service id>``."""
        return "/".join(str(part) for part in _place(model.service))

    def describe(self, model: Carried) -> Properties:
        """What is provisioned; how it is doing changes by itself and is no part of the plan."""
        names = self.remote(dict.fromkeys(self._compared.names()))
        return {
            **{name: getattr(model.service, name) for name in names if name not in _ADDRESS},
            "description": model.service.description or "",
            **dict(zip(_ADDRESS, _place(model.service), strict=True)),
            "ont_device": model.device,
        }


def split_service_id(id_: str) -> tuple[str, Any, int, int]:
    """The parts of a service's id: ONT, kind of port, port, number.

    Raises:
        InvalidValueError: It is no such id.
    """
    found = _ID.fullmatch(id_)
    if found is None or found["kind"] not in SERVICE_SLOTS:
        raise InvalidValueError(
            f"{id_!r} is not the id of an Ethernet service, which is "
            "<network name>/<ont id>/<port kind>/<port>/<service id>"
        )
    return found["ont"], found["kind"], int(found["port"]), int(found["service"])


def _place(service: EthernetService) -> tuple[str, str, int, int]:
    ont = f"{service.network_name.removeprefix(NODE_PREFIX)}/{service.ont_id}"
    return ont, _KIND_OF_SLOT[service.slot], int(service.port), int(service.service_id)


def _service(
    client: SyncCMSClient, place: tuple[Any, ...], *, listed: bool = False
) -> EthernetService | None:
    ont, kind, port, service_id = place
    return client.e7.standing_ethernet_service(*split_id(ont), port, service_id, kind=kind, listed=listed)


def _ont(client: SyncCMSClient, ont: str, *, listed: bool = False) -> Ont | None:
    network, ont_id = split_id(ont)
    if listed:
        return client.e7.snapshot(network).get(ont_id)
    return next(iter(client.e7.standing(network, ont_id)), None)


def _device(ont: Ont | None) -> str:
    return (serial_key(ont.serial_number) or ont.reg_id or "") if ont else ""


def _device_in(witness: Witness) -> str | None:
    """The device that an ONT's witness tells, in the form of :func:`_device`."""
    return witness.get("serial_number") or witness.get("reg_id")
