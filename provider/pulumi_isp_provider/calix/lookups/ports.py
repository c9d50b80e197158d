"""The questions about Ethernet ports of ONTs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...core.names import noun_of
from ...core.properties import properties_of
from ...core.questions import Argument, Columns, Question, Row, by_id, outputs_of, row_of, value_of
from ...errors import ValidationError
from ..client.choices import PORT_KINDS
from ..client.identifiers import bare_network_name, node_name
from ..resources.ids import split_id
from ..resources.ont_ethernet_port import (
    OntEthernetPortInputs,
    OntEthernetPortLifecycle,
    split_port_id,
)
from .plant import Plant

_PORT: Final = OntEthernetPortLifecycle()
_KIND: Final = properties_of(OntEthernetPortInputs)["port_kind"]


def questions() -> Iterator[Question]:
    """All of them."""
    port = Columns("GetOntEthernetPortResult", _PORT.about, outputs_of(_PORT))
    yield Question(
        name="get_ont_ethernet_port",
        kind="ont_ethernet_port",
        about="The settings of one Ethernet port of an ONT, by its id.",
        arguments={"id": Argument(about="Its id, ``<network name>/<ont id>/<port kind>/<port>``.")},
        columns=port,
        answer=_get_port,
    )
    yield Question(
        name="get_ont_ethernet_ports",
        kind="ont_ethernet_port",
        about="The settings of the Ethernet ports that an ONT's profile gives it: a listing for each kind.",
        arguments={
            "ont": Argument(about="The ONT, by its id, ``<network name>/<ont id>``."),
            "port_kind": Argument(about="Only ``gigabit``, ``fast`` or ``hpna`` ones."),
        },
        columns=port,
        many="ont_ethernet_ports",
        answer=_get_ports,
    )


def _get_port(plant: Plant, *, id: str | None) -> Row:  # noqa: A002 - the name that all of Pulumi uses
    if id is None:
        raise ValidationError("An Ethernet port is asked for by its id", hint="Give the argument id.")
    ont, kind, port = split_port_id(id)
    network, ont_id = split_id(ont)
    listing = plant.ports(node_name(network), ont_id, kind)
    wanted = f"{bare_network_name(network)}/{ont_id}/{kind}/{port}"
    return row_of(_PORT, by_id(listing, wanted, noun=noun_of(_PORT.kind), called=_PORT.identify))


def _get_ports(plant: Plant, *, ont: str | None, port_kind: str | None) -> list[Row]:
    if ont is None:
        raise ValidationError("Ethernet ports are asked for by their ONT", hint="Give the argument ont.")
    network, ont_id = split_id(ont)
    kinds: list[Any] = [*PORT_KINDS] if port_kind is None else [value_of(_KIND, "port_kind", port_kind)]
    return [
        row_of(_PORT, port)
        for kind in kinds
        for port in plant.ports(node_name(network), ont_id, kind).values()
    ]
