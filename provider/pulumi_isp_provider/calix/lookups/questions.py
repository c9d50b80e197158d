"""The questions about E7s: ONTs, services, ports, VLANs, discovered ONTs, profiles, and ONT status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ...core.asking import Asked
from ...core.properties import Computed, properties_of
from ...core.questions import (
    Argument,
    Columns,
    Question,
    Row,
    by_id,
    columns_of,
    one_of,
    outputs_of,
    plain,
    row_of,
    value_of,
)
from ...core.serial_numbers import serial_key
from ...errors import ValidationError
from ..client.e7.discovered import UNPROVISIONED, DiscoveredOnt
from ..client.e7.profiles import OntProfile
from ..client.identifiers import bare_network_name, node_name, same_profile
from ..client.models import Ont
from ..errors import MalformedReplyError, NodeTimeoutError, NodeUnavailableError
from ..resources.ethernet_service import EthernetServiceLifecycle, split_service_id
from ..resources.ids import split_id
from ..resources.ont import OntInputs, OntLifecycle
from ..settings import CalixSettings
from . import ports, vlans
from .plant import E7S, ONE_E7, Plant, connect_for_a_run

_ONT: Final = OntLifecycle()
_SERVICE: Final = EthernetServiceLifecycle()
_PROPERTIES: Final = properties_of(OntInputs)
_KEYS: Final = ("ont_id", "serial_number", "reg_id")

_PON: Final = "Only on this port of the OLT, ``shelf/card/port``, such as ``1/1/4``."
_ON: Final = {"network_name": Computed("The E7, by the CMS's name.")}

_ONT_OUTPUTS: Final = {
    **outputs_of(_ONT),
    "linked_pon": Computed(
        "The port that it hangs on, ``shelf/card/port``; None until it was seen.", "str | None"
    ),
}
_STATUS: Final = (
    "op_state",
    "derived_states",
    "model",
    "uptime",
    "receive_level",
    "transmit_level",
    "far_end_level",
    "range_length",
    "downstream_sdber_rate",
    "upstream_sdber_rate",
    "software_version",
    "critical_alarms",
    "major_alarms",
    "minor_alarms",
    "warnings",
)
_SEEN: Final = (
    "pon",
    "reg_id",
    "model",
    "vendor",
    "product_code",
    "manufacturing_serial_number",
    "mac_address",
)
_PROFILE: Final = (
    "profile_id",
    "name",
    "vendor",
    "model",
    "pots_ports",
    "fast_ethernet_ports",
    "gigabit_ethernet_ports",
    "hpna_ethernet_ports",
    "ds1_ports",
    "residential_gateways",
)
_BY: Final = {
    "id": Argument(about="Its id, ``<network name>/<ont id>``. Nothing else is given then."),
    "network_name": ONE_E7,
    "ont_id": Argument(about="Its number on its E7, which has to be named.", takes="str | int"),
    "serial_number": Argument(about="Its serial number, in any spelling."),
    "reg_id": Argument(about="Its registration id."),
}


def questions() -> Iterator[Question]:
    """All of them."""
    ont = Columns("GetOntResult", _ONT.about, _ONT_OUTPUTS)
    yield Question(
        name="get_ont",
        kind="ont",
        about="One provisioned ONT, by its id, its number, its serial number or its registration id.",
        arguments=_BY,
        columns=ont,
        answer=_get_ont,
    )
    yield Question(
        name="get_onts",
        kind="ont",
        about="The provisioned ONTs, each as its resource has it.",
        arguments={
            "network_name": E7S,
            "pon": Argument(about=_PON),
            "ont_profile": Argument(about="Only with this ONT profile, by number.", takes="str | int"),
            "admin_state": Argument(about="Only ``enabled``, ``disabled`` or ``enabled-no-alarms`` ones."),
        },
        columns=ont,
        many="onts",
        answer=_get_onts,
    )
    service = Columns("GetEthernetServiceResult", _SERVICE.about, outputs_of(_SERVICE))
    yield Question(
        name="get_ethernet_service",
        kind="ethernet_service",
        about="One provisioned Ethernet service, by its id.",
        arguments={
            "id": Argument(about="Its id, ``<network name>/<ont id>/<port kind>/<port>/<service id>``.")
        },
        columns=service,
        answer=_get_ethernet_service,
    )
    yield Question(
        name="get_ethernet_services",
        kind="ethernet_service",
        about=(
            "The Ethernet services of one ONT, or of all ONTs of E7s: from the listing of an E7. No public "
            "source shows that such a listing has all, so an ONT of which it has none is asked itself."
        ),
        arguments={
            "ont": Argument(about="Only on this ONT, by its id, ``<network name>/<ont id>``."),
            "network_name": E7S,
        },
        columns=service,
        many="ethernet_services",
        answer=_get_ethernet_services,
    )
    yield from ports.questions()
    yield from vlans.questions()
    yield Question(
        name="get_ont_status",
        kind="ont_status",
        about=(
            "How an ONT is doing: its operational state, its levels, its alarms. They change by themselves: "
            "this is for reports, and must never become an argument of a resource, or no two plans are alike."
        ),
        arguments=_BY,
        columns=Columns(
            "GetOntStatusResult",
            "An ONT as it is at the moment. What the E7 does not tell is None.",
            {"id": _ONT_OUTPUTS["id"], **columns_of(Ont, *_STATUS)},
        ),
        answer=_get_ont_status,
    )
    yield Question(
        name="get_discovered_onts",
        kind="discovered_ont",
        about="The ONTs that E7s see on their fibre, provisioned or not.",
        arguments={
            "network_name": E7S,
            "pon": Argument(about=_PON),
            "provisioned": Argument(about="Only those that are, or are not, provisioned.", takes="bool"),
        },
        columns=Columns(
            "DiscoveredOnt",
            "An ONT that an E7 sees on its fibre.",
            {
                **_ON,
                "serial_number": Computed("The serial number in its normal form, that of labels."),
                "ont_id": Computed(
                    "The number of the ONT it is provisioned as; None if it is not.", "str | None"
                ),
                **columns_of(DiscoveredOnt, *_SEEN, like=Ont),
            },
        ),
        many="discovered_onts",
        answer=_get_discovered_onts,
    )
    yield Question(
        name="get_ont_profiles",
        kind="ont_profile",
        about="The ONT profiles that E7s have.",
        arguments={"network_name": E7S},
        columns=Columns("OntProfile", "What an ONT model has.", {**_ON, **columns_of(OntProfile, *_PROFILE)}),
        many="ont_profiles",
        answer=_get_ont_profiles,
    )
    yield Question(
        name="get_shelves",
        kind="shelf",
        about="The E7s that the CMS manages, from its REST interface (``calix:restUrl``).",
        arguments={},
        columns=Columns(
            "Shelf",
            "An E7.",
            {
                **_ON,
                "device_id": Computed("Its id in the list, or its name where the list has no ids."),
                "device_type": Computed("``e7``."),
            },
        ),
        many="shelves",
        answer=_get_shelves,
    )


def _get_ont(plant: Plant, **given: Any) -> Row:
    return _described(_found(plant, **given))


def _get_onts(
    plant: Plant, *, network_name: Any, pon: str | None, ont_profile: Any, admin_state: str | None
) -> list[Row]:
    profile = None if ont_profile is None else _value("ont_profile", ont_profile)
    state = None if admin_state is None else _value("admin_state", admin_state)
    return [
        _described(ont)
        for node in plant.networks(network_name)
        for ont in plant.onts(node)
        if pon in (None, ont.linked_pon)
        and (profile is None or same_profile(ont.ont_profile, profile))
        and state in (None, ont.admin_state)
    ]


def _get_ethernet_service(plant: Plant, *, id: str | None) -> Row:  # noqa: A002 - the name that all of Pulumi uses
    if id is None:
        raise ValidationError("An Ethernet service is asked for by its id", hint="Give the argument id.")
    listing = plant.services(*_split(split_service_id(id)[0]))
    return row_of(_SERVICE, by_id(listing, id, noun="Ethernet service", called=_SERVICE.identify))


def _get_ethernet_services(plant: Plant, *, ont: str | None, network_name: Any) -> list[Row]:
    if ont is None:
        found = [each for node in plant.networks(network_name) for each in plant.all_services(node)]
    elif network_name is None:
        found = list(plant.services(*_split(ont)).values())
    else:
        raise ValidationError("Services are asked for by ont or by network_name", hint="Leave out one.")
    return [row_of(_SERVICE, each) for each in found]


def _get_ont_status(plant: Plant, **given: Any) -> Row:
    # Most questions give the id: then one request tells that the ONT exists and its status.
    node, ont_id = _split(given["id"]) if given["id"] is not None else ("", "")
    live = plant.status(node, ont_id) if ont_id and not _more(given) else None
    if live is None:
        ont = _found(plant, **given)
        live = plant.status(ont.network_name, ont.ont_id) or ont
    return {"id": _ONT.identify(live), **plain(live, _STATUS)}


def _get_discovered_onts(
    plant: Plant, *, network_name: Any, pon: str | None, provisioned: bool | None
) -> list[Row]:
    rows: list[Row] = []
    for node in plant.networks(network_name):
        for seen in plant.discovered(node):
            ont_id = None if seen.ont_id in (None, UNPROVISIONED) else seen.ont_id
            if pon in (None, seen.pon) and provisioned in (None, ont_id is not None):
                rows.append(
                    {
                        "network_name": bare_network_name(node),
                        "serial_number": serial_key(seen.discovered_id) or seen.discovered_id,
                        "ont_id": ont_id,
                        **plain(seen, _SEEN),
                    }
                )
    return rows


def _get_ont_profiles(plant: Plant, *, network_name: Any) -> list[Row]:
    return [
        {"network_name": bare_network_name(node), **plain(profile, _PROFILE)}
        for node in plant.networks(network_name)
        for profile in plant.profiles(node)
    ]


def _get_shelves(plant: Plant) -> list[Row]:
    return [
        {
            "network_name": bare_network_name(device.name),
            "device_id": device.device_id,
            "device_type": device.device_type,
        }
        for device in plant.shelves()
    ]


def _found(plant: Plant, **given: Any) -> Ont:
    """The one ONT that a question is about."""
    network, keys = given["network_name"], {key: given[key] for key in _KEYS if given[key] is not None}
    if given["id"] is not None:
        if _more(given):
            raise ValidationError("An ONT is asked for by its id alone", hint="Leave out the rest.")
        network, keys["ont_id"] = _split(given["id"])
    elif len(keys) != 1 or ("ont_id" in keys and network is None):
        raise ValidationError(
            "One ONT is asked for by its id, or by one of: network_name and ont_id, serial_number, reg_id",
            hint="Give one of these; with network_name, only that E7 is asked.",
        )
    ((key, value),) = ((key, _value(key, value)) for key, value in keys.items())
    nodes = plant.networks(network)
    look = _listed if network is None else _one_by_one
    on = {} if network is None else {"network_name": bare_network_name(nodes[0])}
    return one_of(
        lambda: [ont for node in nodes for ont in look(plant, node, key, value)],
        [plant.client.e7.snapshot(node) for node in nodes],
        noun="ONT",
        wanted={**on, key: value},
        called=_ONT.identify,
        there=lambda: _names(plant, nodes, key),
        hint="Ask for it by its id.",
    )


def _one_by_one(plant: Plant, node: str, key: str, value: str) -> Sequence[Ont]:
    """From one E7. The first few questions cost less than its listing."""
    return plant.client.e7.standing(node, **{key: value})


def _listed(plant: Plant, node: str, key: str, value: str) -> Iterable[Ont]:
    snapshot = plant.client.e7.snapshot(node)
    return snapshot.having(key, (serial_key(value) or "") if key == "serial_number" else value)


def _names(plant: Plant, nodes: Sequence[str], key: str) -> Iterator[str]:
    for node in nodes:
        yield from (str(value) for ont in plant.onts(node) if (value := getattr(ont, key)))


def _described(ont: Ont) -> Row:
    return {**row_of(_ONT, ont), "linked_pon": ont.linked_pon}


def _more(given: Mapping[str, Any]) -> bool:
    return any(value is not None for name, value in given.items() if name != "id")


def _split(id_: str) -> tuple[str, str]:
    network, ont_id = split_id(id_)
    return node_name(network), ont_id


def _value(name: str, value: Any) -> str:
    found: str = value_of(_PROPERTIES[name], name, value)
    return found


ASKED: Final = Asked(
    "Calix",
    CalixSettings,
    connect_for_a_run,
    # Errors of one E7 do not stop the questions to others.
    (NodeUnavailableError, NodeTimeoutError, MalformedReplyError),
    questions,
)
"""How CMSes are asked."""
