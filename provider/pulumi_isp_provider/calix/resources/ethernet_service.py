"""The life of an Ethernet service: what a subscriber gets on a port of the ONT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...core.properties import Choice, Flag, InputSchema, WholeNumber
from ...core.records import Properties, Record
from ...core.schema import has_unknown
from ..client.e7.profiles import SERVICE_PROFILES
from ..client.e7.services import KIND_OF_SLOT, PON_COS, SERVICE_SLOTS, EthernetService
from ..client.identifiers import NODE_PREFIX
from ..client.models import ADMIN_STATES
from ..errors import InvalidValueError
from . import carrier
from .fields import OntReference, ProfileNumber, Rate, TrimmedText, VlanTag
from .ids import split_id
from .on_ont import Carried, OnOnt, ont_at

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


class EthernetServiceLifecycle(OnOnt[EthernetService]):
    """An Ethernet service. Its id is ``<network name>/<ont id>/<port kind>/<port>/<service id>``.

    Natural key: the same.
    """

    kind = "EthernetService"
    about = (
        "What an ISP sells: a service on an Ethernet port of an ONT. "
        "Its id is ``<network name>/<ont id>/<port kind>/<port>/<service id>``."
    )
    schema = EthernetServiceInputs
    computed = {}
    natural_key = _ADDRESS
    steps = 4
    references = frozenset({"ont", *SERVICE_PROFILES})

    def split(self, id_: str) -> tuple[str, str, int, int]:
        """ONT, kind of port, port, number."""
        return split_service_id(id_)

    def stands_at(self, model: EthernetService) -> tuple[str, str, int, int]:
        """The same."""
        ont = f"{model.network_name.removeprefix(NODE_PREFIX)}/{model.ont_id}"
        return ont, KIND_OF_SLOT[model.slot], int(model.port), int(model.service_id)

    def look_at(
        self, client: SyncCMSClient, place: tuple[Any, ...], *, listed: bool
    ) -> EthernetService | None:
        """Look at its place; from the listings where there is one."""
        ont, kind, port, service_id = place
        return client.e7.standing_ethernet_service(*split_id(ont), port, service_id, kind=kind, listed=listed)

    def in_the_way(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Its place is free."""
        taken = self.find(client, inputs, shared=True)
        if taken and not (own and self.identify(taken) == own.id):
            yield f"service_id: service {self.identify(taken)} exists already"

    def lacking(self, client: SyncCMSClient, network: str, inputs: Mapping[str, Any]) -> Iterator[str]:
        """Profiles, as far as the E7 lists them."""
        for name in SERVICE_PROFILES:
            profile = inputs.get(name)
            if not profile or has_unknown(profile):
                continue
            if client.e7.has_service_profile(network, name, profile) is False:
                yield f"{name}: {network} has no profile {profile}"

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """Its place; and the VLANs on its port, which two services of one program do not share."""
        yield from super().natural_keys(inputs)
        port = [inputs.get(name) for name in _ADDRESS[:-1]]
        vlan = [inputs.get(name, "none") for name in ("outer_tag", "inner_tag")]
        if not has_unknown([*port, *vlan]) and vlan[0] != "none":
            ont, kind, number = port
            yield f"outer_tag {vlan[0]!r}, inner_tag {vlan[1]!r} on {kind} port {number} of ONT {ont}"

    def is_active(self, model: Carried[EthernetService]) -> bool:
        """Enabled."""
        return model.what.admin_state != "disabled"

    def make(self, client: SyncCMSClient, inputs: Properties) -> Carried[EthernetService]:
        """Create the service."""
        # Looked up first: a look-up that failed afterwards would leave a service that nobody was told of.
        ont = carrier.known_of(ont_at(client, inputs["ont"]))
        network, ont_id = split_id(inputs["ont"])
        attributes = {name: value for name, value in self.remote(inputs).items() if name not in _ADDRESS}
        service = client.e7.create_ethernet_service(
            network, ont_id, inputs["port"], inputs["service_id"], kind=inputs["port_kind"], **attributes
        )
        return Carried(service, ont)

    def listed(self, client: SyncCMSClient, place: str) -> Iterator[Carried[EthernetService]]:
        """All of an E7, ONT by ONT."""
        for ont in client.e7.snapshot(place).values():
            for service in client.e7.listed_ethernet_services(place, ont.ont_id):
                yield Carried(service, carrier.known_of(ont))

    def change(
        self, client: SyncCMSClient, id_: str, inputs: Properties, changed: Properties
    ) -> Carried[EthernetService]:
        """Merge the changed attributes; an empty text clears."""
        ont, kind, port, service_id = split_service_id(id_)
        known = carrier.known_of(ont_at(client, ont))
        merged: dict[str, Any] = {key: "" if value is None else value for key, value in changed.items()}
        service = client.e7.update_ethernet_service(*split_id(ont), port, service_id, kind=kind, **merged)
        return Carried(service, known)

    def destroy(self, client: SyncCMSClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the service."""
        ont, kind, port, service_id = split_service_id(id_)
        client.e7.delete_ethernet_service(*split_id(ont), port, service_id, kind=kind)


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
