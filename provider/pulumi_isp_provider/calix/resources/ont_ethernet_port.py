"""The lifecycle of the settings of an Ethernet port. The ONT's profile defines the port."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from marshmallow import ValidationError

from ...core.properties import Choice, Flag, Identifier, InputSchema, WholeNumber
from ...core.records import Properties, Record
from ...errors import NotFoundError
from ..client.choices import ADMIN_STATES, KIND_OF_SLOT, PORT_KINDS
from ..client.identifiers import NODE_PREFIX
from ..errors import InvalidValueError, OntNotFoundError
from . import carrier
from .fields import OntReference, ProfileNumber, TrimmedText
from .ids import split_id
from .on_ont import Carried, OnOnt

if TYPE_CHECKING:
    from ..client.choices import PortKind
    from ..client.client import SyncCMSClient
    from ..client.e7.ports import EthernetPort
    from ..client.e7.profiles import OntProfile

_NO_DEFAULT: Final = "Named by one to three public clients. The E7's default is not known."
_CLEARED: Final = "One public source tells the length; that an empty one clears it is inferred."


def _leases(value: str) -> None:
    if value != "none" and not (re.fullmatch(r"[0-9]{1,3}", value, re.ASCII) and int(value) <= 255):
        raise ValidationError("must be none, or a whole number from 0 to 255")


class OntEthernetPortInputs(InputSchema):
    """The properties of a port. For a few attributes it is known how many public clients name them."""

    ont = OntReference(
        "The ONT: the ONT itself, or its id, ``<network name>/<ont id>``.",
        required=True,
        replaces=True,
        refers_to="Ont",
        goes_with=True,
        part_of_id=0,
    )
    port_kind = Choice("The kind of port.", *PORT_KINDS, default="gigabit", replaces=True, part_of_id=1)
    port = WholeNumber(
        "The port of that kind.", lowest=1, highest=8, required=True, replaces=True, part_of_id=2
    )
    admin_state = Choice(
        "Whether the port runs. Two public clients write it; one has seen the default.",
        *ADMIN_STATES,
        reset="enabled-no-alarms",
    )
    subscriber_id = TrimmedText(f"Your name for the subscriber. {_CLEARED}", longest=32, for_people=True)
    description = TrimmedText(f"Free text. {_CLEARED}", longest=48, for_people=True)
    speed = Choice("Speed in Mbit/s; one public client has seen the default.", "auto", "1000", reset="auto")
    duplex = Choice(f"Duplex. {_NO_DEFAULT}", "full", "half", stays=True)
    role = Choice(
        "Towards a subscriber or another network; can only be changed while the port has no service. "
        f"{_NO_DEFAULT}",
        "uni",
        "inni",
        stays=True,
    )
    policing = Choice(f"Whether the rates are enforced. {_NO_DEFAULT}", "enable", "disable", stays=True)
    disable_on_battery = Flag(
        f"Whether the port is off while the ONT runs on its battery. {_NO_DEFAULT}", stays=True
    )
    grade_of_service = ProfileNumber(f"Number of the grade-of-service profile. {_NO_DEFAULT}", stays=True)
    security_profile = ProfileNumber(f"Number of the Ethernet security profile. {_NO_DEFAULT}", stays=True)
    dscp_map = ProfileNumber(f"Number of the map from DSCP to priority bits. {_NO_DEFAULT}", stays=True)
    dhcp_limit_override = Identifier(
        f"How many DHCP leases the port may have: ``none``, or 0 to 255. {_NO_DEFAULT}",
        validate=_leases,
        stays=True,
    )
    force_dot1x = Choice(
        f"Whether 802.1X is forced, whatever the profile says. {_NO_DEFAULT}",
        "none",
        "true",
        "false",
        stays=True,
    )
    poe_power_priority = Choice(f"Who gets power first. {_NO_DEFAULT}", "low", "medium", "high", stays=True)
    poe_class_control = Choice(f"Power class control. {_NO_DEFAULT}", "enabled", "disabled", stays=True)


_ID: Final = re.compile(r"(?P<ont>.+/[1-9][0-9]*)/(?P<kind>[a-z]+)/(?P<port>[1-8])", re.ASCII)


class OntEthernetPortLifecycle(OnOnt["EthernetPort"]):
    """The settings of a port. Their id is ``<network name>/<ont id>/<port kind>/<port>``.

    Natural key: the same. A port is neither made nor deleted: create takes it over, and delete resets the
    properties whose defaults are known.
    """

    kind = "OntEthernetPort"
    about = (
        "The settings of an Ethernet port of an ONT, which is there because the ONT's profile has it. "
        "Their id is ``<network name>/<ont id>/<port kind>/<port>``. What is declared is set on the port as "
        "it stands; once the resource goes, ``admin_state``, ``speed``, ``subscriber_id`` and "
        "``description`` are set back, and the rest stays as it is."
    )
    schema = OntEthernetPortInputs
    computed = {}
    natural_key = ("ont", "port_kind", "port")
    steps = 3
    references = frozenset({"ont"})
    always_there = True

    def split(self, id_: str) -> tuple[str, str, int]:
        """ONT, kind of port, port."""
        return split_port_id(id_)

    def stands_at(self, model: EthernetPort) -> tuple[str, str, int]:
        """ONT, kind of port, port."""
        ont = f"{model.network_name.removeprefix(NODE_PREFIX)}/{model.ont_id}"
        return ont, KIND_OF_SLOT[model.slot], int(model.port)

    def look_at(self, client: SyncCMSClient, place: tuple[Any, ...], *, listed: bool) -> EthernetPort | None:
        """Read the port alone: a listing of the ports costs as much as reading each."""
        ont, kind, port = place
        found: EthernetPort | None = client.e7.query_ont_ethernet_port(*split_id(ont), port, kind=kind)
        return found

    def in_the_way(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """A port that the ONT does not have."""
        if self.find(client, inputs) is None:
            yield _missing(inputs)

    def make(self, client: SyncCMSClient, inputs: Properties) -> Carried[EthernetPort]:
        """Always refused: a port cannot be made."""
        raise NotFoundError(
            _missing(inputs),
            hint="Its ports are those of its ONT profile: see calix.get_ont_profiles.",
            object=inputs["ont"],
        )

    def listed(self, client: SyncCMSClient, place: str) -> Iterator[Carried[EthernetPort]]:
        """Those of an E7, ONT by ONT.

        An E7 is only known to list the ports of one ONT, and one kind of them, so its profiles tell which
        kinds to ask for.
        """
        kinds = {each.profile_id: _kinds_of(each) for each in client.e7.query_ont_profile(place)}
        for ont in client.e7.snapshot(place).values():
            known = carrier.known_of(ont)
            for kind in kinds.get(str(ont.ont_profile), [*PORT_KINDS]):
                try:
                    ports = client.e7.query_ont_ethernet_port(place, ont.ont_id, kind=kind)
                except OntNotFoundError:
                    break  # deleted meanwhile: it takes long to ask all of them
                yield from (Carried(port, known) for port in ports)

    def undecided(self, model: Carried[EthernetPort]) -> Properties | None:
        """Eleven properties, where the others are as they are known to be by themselves."""
        seen = self.describe(model)
        if self._to_set_back(seen):
            return None
        return {name: seen[name] for name, each in self._compared.properties.items() if each.traits.stays}

    def change(
        self, client: SyncCMSClient, id_: str, inputs: Properties, changed: Properties
    ) -> Carried[EthernetPort]:
        """Merge the changed attributes. An empty text clears one."""
        ont, kind, port = split_port_id(id_)
        found = self.at(client, (ont, kind, port))
        if found is None:
            raise NotFoundError(f"There is no {self._named(id_)}", object=id_)
        merged: dict[str, Any] = {key: "" if value is None else value for key, value in changed.items()}
        written = client.e7.update_ont_ethernet_port(*split_id(ont), port, kind=kind, **merged)
        return replace(found, what=written)

    def destroy(self, client: SyncCMSClient, id_: str, state: Mapping[str, Any]) -> None:
        """Reset declared properties whose default is known."""
        found = self.fetch(client, id_)
        if found is None:
            raise NotFoundError(f"There is no {self._named(id_)}", object=id_)
        own = self._to_set_back(self.describe(found))
        wanted = {name: value for name, value in own.items() if state.get(name) is not None}
        if wanted:
            self.change(client, id_, {}, wanted)

    def _to_set_back(self, seen: Mapping[str, Any]) -> dict[str, Any]:
        """What is not as it is known to be by itself: the value that it has then."""
        settable = (
            (name, each.traits)
            for name, each in self._compared.properties.items()
            if not (each.traits.local or each.traits.replaces or each.traits.stays)
        )
        return {
            name: traits.left_out
            for name, traits in settable
            if not self._compared.same(name, seen[name], traits.left_out)
        }


def split_port_id(id_: str) -> tuple[str, Any, int]:
    """The parts of the id of a port's settings: ONT, kind of port, port.

    Raises:
        InvalidValueError: The id has another form.
    """
    found = _ID.fullmatch(id_)
    if found is None or found["kind"] not in PORT_KINDS:
        raise InvalidValueError(
            f"{id_!r} is not the id of an ONT's Ethernet port, which is "
            "<network name>/<ont id>/<port kind>/<port>"
        )
    return found["ont"], found["kind"], int(found["port"])


def _missing(inputs: Properties) -> str:
    return f"port: ONT {inputs['ont']} has no {inputs['port_kind']} port {inputs['port']}"


def _kinds_of(profile: OntProfile) -> list[PortKind]:
    """The kinds of Ethernet ports that a profile gives; one that does not tell may give any."""
    return [kind for kind in PORT_KINDS if getattr(profile, f"{kind}_ethernet_ports") != 0]
