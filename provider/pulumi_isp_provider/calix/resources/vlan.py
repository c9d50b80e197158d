"""The lifecycle of a VLAN of an E7."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...core.declarations import Declaration, Difference
from ...core.definition import GoesAlong
from ...core.names import few
from ...core.properties import Choice, Flag, InputSchema
from ...core.records import Properties, Record
from ...core.run import Preview, Run
from ...core.schema import has_unknown
from ...errors import IspError, NotFoundError, PlanRefusedError
from ..client.identifiers import NODE_PREFIX
from ..errors import OperationError
from .fields import NetworkName, ProfileNumber, Switch, TrimmedText, VlanNumber, switch_word
from .ids import split_vlan_id
from .on_e7 import OnE7

if TYPE_CHECKING:
    from ..client.client import SyncCMSClient
    from ..client.e7.services import EthernetService
    from ..client.e7.vlans import Vlan


class VlanInputs(InputSchema):
    """The properties of a VLAN, known from one public client (release R15)."""

    network_name = NetworkName(
        "The CMS's name of the E7, with or without ``NTWK-``.", required=True, replaces=True, part_of_id=0
    )
    vlan_id = VlanNumber("The VLAN's number.", required=True, replaces=True, part_of_id=1)
    name = TrimmedText("Its name. That an empty one clears it is inferred.", for_people=True)
    igmp_mode = Choice("How multicast is handled.", "flood", "snoop-suppress", "proxy", stays=True)
    igmp_profile = ProfileNumber("Number of the IGMP profile.", reset="1")
    igmp_priority = Choice("Priority of IGMP frames.", *(f"pbit-{bits}" for bits in range(8)), stays=True)
    dhcp_mode = Choice("How DHCP is handled.", "none", "snoop", "proxy", stays=True)
    dhcp_service_profile = ProfileNumber("Number of the DHCP service profile.", stays=True)
    option82 = Switch("Whether DHCP requests get option 82.", stays=True)
    ethernet_option82_profile = ProfileNumber(
        "Number of the option 82 profile of Ethernet ports.", stays=True
    )
    gpon_option82_profile = ProfileNumber("Number of the option 82 profile of GPON ports.", stays=True)
    mac_forced_forwarding = Switch("Whether subscribers reach each other only by the router.", stays=True)
    ip_source_verification = Switch("Whether a frame's source address must be a leased one.", stays=True)
    mac_learning = Switch("Whether MAC addresses are learned.", stays=True)
    ae_ont_discovery = Switch("Whether active Ethernet ONTs are discovered in it.", stays=True)
    pon_tlan = Switch("Whether it is a transparent LAN on the PON.", stays=True)
    pon_hairpin = Switch("Whether ONTs of one PON reach each other.", stays=True)
    mobility = Switch("Whether a MAC address may move between ports.", stays=True)
    pppoe_profile = ProfileNumber(
        "Number of the PPPoE profile. Its type on the wire is inferred.", stays=True
    )
    force_delete = Flag(
        "Delete the VLAN together with its members, and although services have it as their outer tag.",
        local=True,
    )


logger = logging.getLogger("pulumi_isp_provider.lifecycle")

_KEY: Final = ("network_name", "vlan_id")
_NAMED: Final = 5
"""A refusal names at most so many services."""


class VlanLifecycle(OnE7["Vlan"]):
    """A VLAN. Its id is ``<network name>/<vlan id>``.

    Natural key: the same. People choose the number and may reuse it, so the name is the witness.
    """

    kind = "Vlan"
    about = (
        "A VLAN of an E7. Its id is ``<network name>/<vlan id>``. Known from one public client: for most "
        "settings the default is not known, nor for certain how an E7 writes a switch."
    )
    schema = VlanInputs
    computed = {}
    natural_key = _KEY

    def diff(self, run: Run, record: Record, declaration: Declaration) -> Difference:
        """Compare. If the VLAN is replaced, warn which services would prevent its delete.

        It is only a warning: the same program may give these services the new tag before the delete.
        """
        difference = super().diff(run, record, declaration)
        if (
            difference.replaces
            and run.ledger.declares(declaration.owner)
            and run.preview is not Preview.OFFLINE
            and not record.properties.get("force_delete")
        ):
            try:
                using = _using(self._client(run, record.properties), *split_vlan_id(record.id))
            except (IspError, OSError):
                return difference  # it must be possible to move away from an E7 that does not answer
            if using:
                logger.warning(
                    "%s: %s is deleted in the end only if no service has it as its outer tag any more. "
                    "Services of these ONTs have it now: %s",
                    declaration.name,
                    self._named(record.id),
                    few(using, _NAMED),
                )
        return difference

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Whether they have different E7s or numbers."""
        places = [[each.get(name) for name in _KEY] for each in (olds, news)]
        return not has_unknown(places[1]) and places[0] != places[1]

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """The properties that its id contains."""
        return dict(zip(_KEY, split_vlan_id(id_), strict=True))

    def witnesses(self, properties: Mapping[str, Any]) -> tuple[str, ...]:
        """Its name."""
        return ("name",) if properties.get("name") else ()

    def obstacles(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Why the E7 would refuse it: the number is in use."""
        if has_unknown([inputs.get(name) for name in _KEY]):
            return
        taken = self.find(client, inputs, shared=True)
        if taken and not (own and self.identify(taken) == own.id):
            yield f"vlan_id: VLAN {self.identify(taken)} exists already"

    def find(self, client: SyncCMSClient, inputs: Properties, *, shared: bool = False) -> Vlan | None:
        """Look at its number."""
        return client.e7.vlan_snapshot(inputs["network_name"]).get(inputs["vlan_id"])

    def make(self, client: SyncCMSClient, inputs: Properties) -> Vlan:
        """Create the VLAN."""
        attributes = {name: value for name, value in self.remote(inputs).items() if name not in _KEY}
        return client.e7.create_vlan(inputs["network_name"], inputs["vlan_id"], **attributes)

    def fetch(self, client: SyncCMSClient, id_: str) -> Vlan | None:
        """Look in the shared listing of the node."""
        network, number = split_vlan_id(id_)
        return client.e7.vlan_snapshot(network).get(number)

    def listed(self, client: SyncCMSClient, place: str) -> Iterable[Vlan]:
        """All VLANs of an E7."""
        return client.e7.vlan_snapshot(place).values()

    def change(self, client: SyncCMSClient, id_: str, inputs: Properties, changed: Properties) -> Vlan:
        """Merge the changed attributes. An empty text clears one. That an E7 merges VLANs is inferred."""
        merged: dict[str, Any] = {key: "" if value is None else value for key, value in changed.items()}
        return client.e7.update_vlan(*split_vlan_id(id_), **merged)

    def goes_along(
        self, client: SyncCMSClient, id_: str, properties: Mapping[str, Any]
    ) -> Iterator[GoesAlong]:
        """Its members. Without ``force_delete`` an E7 does not delete a VLAN with members."""
        if properties.get("force_delete"):
            members = client.e7.vlan_member_snapshot(*split_vlan_id(id_)).values()
            names = {f"{id_}/{each.member_id}": each.interface or each.member_id for each in members}
            yield GoesAlong("VlanMember", "members", names)

    def destroy(self, client: SyncCMSClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the VLAN, with its members only if the program says so.

        An E7 refuses if there are members. It is not known whether it refuses if services have the tag, so
        they are searched for.
        """
        network, number = split_vlan_id(id_)
        force = bool(state.get("force_delete"))
        if not force:
            _refuse_in_use(client, network, number)
        try:
            client.e7.delete_vlan(network, number, force=force)
        except OperationError as error:
            # The words of this refusal are not known, so it is of the general class.
            if not force and type(error) is OperationError:
                error.add_hint(
                    "If the VLAN has members and they are to go with it: declare force_delete=True, run "
                    "`pulumi up`, and delete it then."
                )
            raise

    def identify(self, model: Vlan) -> str:
        """``<network name>/<vlan id>``."""
        return f"{model.network_name.removeprefix(NODE_PREFIX)}/{model.vlan_id}"

    def describe(self, model: Vlan) -> Properties:
        """The provisioned half."""
        names = [name for name in self.remote(dict.fromkeys(self._compared.names())) if name not in _KEY]
        return {
            **{name: switch_word(getattr(model, name)) for name in names},
            "name": model.name or "",
            **dict(zip(_KEY, split_vlan_id(self.identify(model)), strict=True)),
        }


def _refuse_in_use(client: SyncCMSClient, network: str, number: str) -> None:
    using = _using(client, network, number)
    if using:
        raise PlanRefusedError(
            f"VLAN {network}/{number} is not deleted: services of these ONTs have it as their outer tag: "
            f"{few(using, _NAMED)}",
            hint="Give them another tag, or delete them, first. To delete the VLAN all the same: declare "
            "force_delete=True, run `pulumi up`, and delete it then.",
            object=f"{network}/{number}",
        )


def _using(client: SyncCMSClient, network: str, number: str) -> list[str]:
    """The ONTs with a service that has the VLAN as its outer tag."""
    return [
        f"{network}/{ont.ont_id}"
        for ont in client.e7.snapshot(network).values()
        if any(service.outer_tag == number for service in _services(client, network, ont.ont_id))
    ]


def _services(client: SyncCMSClient, network: str, ont_id: str) -> Iterable[EthernetService]:
    try:
        return client.e7.listed_ethernet_services(network, ont_id)
    except NotFoundError:
        return ()  # the ONT was deleted since the listing
