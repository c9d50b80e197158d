"""The life of an Ethernet service: what a subscriber gets on a port of the ONT."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ...core import refusals
from ...core.comparison import Change
from ...core.declarations import Declaration, Difference, Outlook
from ...core.ownership import Key, Witness
from ...core.properties import Choice, Flag, InputSchema, WholeNumber
from ...core.records import Properties, Record, Stored
from ...core.run import Preview, Run
from ...core.schema import UNKNOWN, has_unknown
from ...core.serial_numbers import serial_spellings
from ...errors import AnotherObjectError, ConfigurationError
from ..client.e7.profiles import SERVICE_PROFILES
from ..client.e7.services import PON_COS, SERVICE_SLOTS, EthernetService
from ..client.identifiers import NODE_PREFIX
from ..client.models import ADMIN_STATES, Ont
from ..errors import InvalidValueError
from . import carrier
from .fields import OntReference, ProfileNumber, Rate, TrimmedText, VlanTag
from .ids import split_id
from .on_e7 import OnE7

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
    """A service, and what its ONT is known by.

    Attributes:
        service: What is provisioned.
        ont: What the CMS knows the ONT by.
    """

    service: EthernetService
    ont: Witness


class EthernetServiceLifecycle(OnE7[Carried]):
    """An Ethernet service. Its id is ``<network name>/<ont id>/<port kind>/<port>/<service id>``.

    Natural key: the same. Numbers of ONTs are given out again, so what proves that a service is ours is what
    its ONT is known by. What our own program makes of the ONT is known from the ONT's resource.
    """

    kind = "EthernetService"
    about = (
        "What an ISP sells: a service on an Ethernet port of an ONT. "
        "Its id is ``<network name>/<ont id>/<port kind>/<port>/<service id>``."
    )
    schema = EthernetServiceInputs
    computed = {}
    natural_key = _ADDRESS
    references = frozenset({"ont", *SERVICE_PROFILES})
    proven_by = "ont"
    recognised_by = carrier.PROOFS

    # The verbs, where the ONT's own resource has a say

    def _outlook(self, run: Run, declaration: Declaration, inputs: Properties) -> Outlook:
        try:
            self._refuse_foreign_ont(run, declaration, "made")
        except AnotherObjectError as error:
            return Outlook(refusals=(str(error),))
        return super()._outlook(run, declaration, inputs)

    def diff(self, run: Run, record: Record, declaration: Declaration) -> Difference:
        """Compare; an ONT that this run makes another device is a change, so that the record follows it."""
        difference = super().diff(run, record, declaration)
        if not run.ledger.declares(declaration.owner):
            return difference
        if difference.replaces and run.preview is not Preview.OFFLINE:
            self._refuse_foreign_ont(run, declaration, "replaced")
            self._refuse_missing_profiles(run, record, declaration.inputs)
            if has_unknown(declaration.inputs["ont"]):
                # Once it is known, the new service is made first, and what is to go is looked at before.
                self._refuse_stranger(run, record, record.properties, declaration.secrets)
        now, _ = self._declared_ont(run, declaration.inputs)
        if not difference.changes and carrier.differs(record.mark.witness, now):
            return replace(difference, changes=[Change("ont", "update", replace=False)])
        return difference

    def create(self, run: Run, declaration: Declaration) -> Stored:
        """Make the service, or take it over; the ONT must be the one that this program declares."""
        self._refuse_foreign_ont(run, declaration, "made")
        return self._recorded(run, declaration, super().create(run, declaration))

    def update(self, run: Run, record: Record, declaration: Declaration) -> Stored:
        """Bring the service to the declared shape; its ONT must be the one that state or program know.

        What this program declares the ONT to be is no matter of the service's ``adopt_existing``.
        """
        if declaration.inputs.get("adopt_existing"):
            self._refuse_foreign_ont(run, declaration, "changed")
        if not record.mark.witness:
            now, before = self._declared_ont(run, declaration.inputs)
            record = replace(record, mark=replace(record.mark, witness=now or before))
        return self._recorded(run, declaration, super().update(run, record, declaration))

    def _recorded(self, run: Run, declaration: Declaration, stored: Stored) -> Stored:
        now, _ = self._declared_ont(run, declaration.inputs)
        witness = carrier.recorded(now, stored.mark.witness)
        return replace(stored, mark=replace(stored.mark, witness=witness))

    def _refuse_foreign_ont(self, run: Run, declaration: Declaration, verb: str) -> None:
        """Refuse what is to stand on an ONT that is not what this program's ONT resource knows."""
        ont = declaration.inputs["ont"]
        declared = [each for each in self._declared_ont(run, declaration.inputs) if each]
        if not declared:
            return
        standing = _ont(self._client(run, declaration.inputs), ont)
        found = carrier.known_of(standing)
        if standing and not any(carrier.proves(each, found) for each in declared):
            raise carrier.refusal(declaration.name, ont, verb, declared[0], found, declaration.secrets)

    def _refuse_missing_profiles(self, run: Run, record: Record, inputs: Mapping[str, Any]) -> None:
        """Refuse to follow an ONT to an E7 without the profiles, before the ONT is made there."""
        if not has_unknown(inputs["ont"]) or has_unknown(inputs.get("connection")):
            return  # it is made by now: the E7 is asked like any other
        key = Key("calix.Ont", record.mark.system or "", split_service_id(record.id)[0])
        network = run.ledger.replacement(key).get("network_name", UNKNOWN)
        if not has_unknown(network):
            found = list(_missing_profiles(self._client(run, inputs), network, inputs))
            if found:
                raise refusals.impossible(self._named(record.id), "replaced", found, record.id)

    def _refuse_mismatch(
        self,
        run: Run,
        record: Record,
        model: Carried,
        wanted: Mapping[str, str],
        secrets: frozenset[str],
        verb: str,
    ) -> None:
        ont, known = split_service_id(record.id)[0], record.mark.witness
        now, before = self._declared_ont(run, {**record.properties, "ont": ont})
        declared = [each for each in (now, before) if each]
        if verb == "changed":
            # It is declared to stand on that ONT: what the ONT's own resource says comes first.
            any_of = declared or [known]
        else:
            # What goes may have stood on another ONT of that number: the resource that has the number now
            # must have known it as the same one before.
            any_of = [known, *(declared if carrier.proves(before, known) else [])]
        if not any(carrier.proves(each, model.ont) for each in any_of):
            raise carrier.refusal(self._named(record.id), ont, verb, any_of[0], model.ont, secrets)

    def _declared_ont(self, run: Run, properties: Mapping[str, Any]) -> tuple[Witness, Witness]:
        """What the resource of this run that holds the ONT knows it by: from now on, and before."""
        ont, connection = properties.get("ont"), properties.get("connection")
        if has_unknown([ont, connection]):
            return {}, {}
        try:
            system = self._settings(run, properties).system
        except ConfigurationError:
            return {}, {}  # no ONT of this run is there either
        before, now = run.ledger.witnesses(Key("calix.Ont", system, str(ont)))
        return carrier.as_carrier(now), carrier.as_carrier(before)

    # What only a service can say

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two at different places can stand side by side."""
        return not has_unknown([news.get(name) for name in _ADDRESS]) and any(
            olds.get(name) != news.get(name) for name in _ADDRESS
        )

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """Its place; and the VLANs on its port, which two services of one program do not share."""
        yield from super().natural_keys(inputs)
        port = [inputs.get(name) for name in _ADDRESS[:-1]]
        vlan = [inputs.get(name, "none") for name in ("outer_tag", "inner_tag")]
        if not has_unknown([*port, *vlan]) and vlan[0] != "none":
            ont, kind, number = port
            yield f"outer_tag {vlan[0]!r}, inner_tag {vlan[1]!r} on {kind} port {number} of ONT {ont}"

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """Its place."""
        return dict(zip(_ADDRESS, split_service_id(id_), strict=True))

    def place(self, id_: str) -> str:
        """Its E7."""
        return split_id(split_service_id(id_)[0])[0]

    def recognised(self, model: Carried) -> Witness:
        """What its ONT is known by."""
        return model.ont

    def texts(self, properties: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
        """What stands in some properties, and in what its ONT is known by."""
        wanted = list(names)
        yield from super().texts(properties, wanted)
        for name in carrier.PROOFS:
            if name in wanted and name in properties:
                yield str(properties[name])
                yield from serial_spellings(str(properties[name]))

    def locate(self, client: SyncCMSClient, record: Record, *, shared: bool = False) -> Carried | None:
        """At its place."""
        return _at(client, split_service_id(record.id), listed=shared)

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
        yield from _missing_profiles(client, network, inputs)

    def is_active(self, model: Carried) -> bool:
        """Enabled."""
        return model.service.admin_state != "disabled"

    def find(self, client: SyncCMSClient, inputs: Properties, *, shared: bool = False) -> Carried | None:
        """Look at its place."""
        return _at(client, tuple(inputs[name] for name in _ADDRESS))

    def make(self, client: SyncCMSClient, inputs: Properties) -> Carried:
        """Create the service."""
        # Looked up first: a look-up that failed afterwards would leave a service that nobody was told of.
        ont = carrier.known_of(_ont(client, inputs["ont"]))
        network, ont_id = split_id(inputs["ont"])
        attributes = {name: value for name, value in self.remote(inputs).items() if name not in _ADDRESS}
        service = client.e7.create_ethernet_service(
            network, ont_id, inputs["port"], inputs["service_id"], kind=inputs["port_kind"], **attributes
        )
        return Carried(service, ont)

    def fetch(self, client: SyncCMSClient, id_: str) -> Carried | None:
        """Look at its place."""
        return _at(client, split_service_id(id_))

    def listed(self, client: SyncCMSClient, place: str) -> Iterator[Carried]:
        """All of an E7, ONT by ONT."""
        for ont in client.e7.snapshot(place).values():
            for service in client.e7.listed_ethernet_services(place, ont.ont_id):
                yield Carried(service, carrier.known_of(ont))

    def change(self, client: SyncCMSClient, id_: str, inputs: Properties, changed: Properties) -> Carried:
        """Merge the changed attributes; an empty text clears."""
        ont, kind, port, service_id = split_service_id(id_)
        known = carrier.known_of(_ont(client, ont))
        merged: dict[str, Any] = {key: "" if value is None else value for key, value in changed.items()}
        service = client.e7.update_ethernet_service(*split_id(ont), port, service_id, kind=kind, **merged)
        return Carried(service, known)

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


def _at(client: SyncCMSClient, place: tuple[Any, ...], *, listed: bool = False) -> Carried | None:
    ont, kind, port, service_id = place
    service = client.e7.standing_ethernet_service(*split_id(ont), port, service_id, kind=kind, listed=listed)
    return Carried(service, carrier.known_of(_ont(client, ont, listed=listed))) if service else None


def _missing_profiles(client: SyncCMSClient, network: str, inputs: Mapping[str, Any]) -> Iterator[str]:
    for name in SERVICE_PROFILES:
        profile = inputs.get(name)
        if not profile or has_unknown(profile):
            continue
        if client.e7.has_service_profile(network, name, profile) is False:
            yield f"{name}: {network} has no profile {profile}"


def _ont(client: SyncCMSClient, ont: str, *, listed: bool = False) -> Ont | None:
    network, ont_id = split_id(ont)
    if listed:
        return client.e7.snapshot(network).get(ont_id)
    return next(iter(client.e7.standing(network, ont_id)), None)
