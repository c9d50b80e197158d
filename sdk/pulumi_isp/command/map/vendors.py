"""Reads objects from the vendors. Nothing is written there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pulumi_isp_provider.calix.client.models import Ont

from .. import systems
from ..bounds import Bound
from ..terminal import Step
from .objects import Object

_NOT_DRAWN: Final = frozenset({"calix.Vlan", "calix.VlanMember", "calix.OntEthernetPort"})
"""Kinds that are not read. Their listings take many requests: one for each VLAN or each ONT."""
_REPORTED: Final = (
    "op_state",
    "derived_states",
    "receive_level",
    "transmit_level",
    "far_end_level",
    "range_length",
    "model",
    "uptime",
    "software_version",
    "critical_alarms",
    "major_alarms",
    "minor_alarms",
)


@dataclass(frozen=True)
class Reading:
    """What to read.

    Attributes:
        vendors: The vendors; empty for all that have settings.
        connection: The name of the connections.
        stack: The stack whose config has the settings; None for the selected one.
        shelves: The E7s; empty for all that the CMS lists.
        live: Whether to read the live half of each ONT, which takes minutes for each E7.
        limit: Seconds for reading.
    """

    vendors: Sequence[str]
    connection: str
    stack: str | None
    shelves: Sequence[str]
    live: bool
    limit: float


def read(wanted: Reading, step: Step) -> list[Object]:
    """All objects of the systems.

    Args:
        wanted: What to read.
        step: Shows the progress.

    Raises:
        IspError: Settings are missing, or a system cannot be read, or not in time.
    """
    with systems.configured(wanted.stack) as known:
        vendors = systems.chosen(known, wanted.vendors, wanted.connection)
        bound = Bound(wanted.limit, step)
        opened = systems.opened(known, vendors, wanted.connection, wanted.shelves, bound.step)
        return bound.one(
            lambda: [each for system in opened for each in _objects(system, wanted.live, bound.step)]
        )


def _objects(system: systems.System, live: bool, step: Step) -> Iterator[Object]:
    for place, lifecycle in system.listings(step, _NOT_DRAWN):
        kind = f"{lifecycle.vendor}.{lifecycle.kind}"
        if live and kind == "calix.Ont":
            models = system.client.e7.iter_onts(place, live=True)
        else:
            models = lifecycle.listed(system.client, place)
        for model in models:
            properties = lifecycle.describe(model)
            id_ = lifecycle.identify(model)
            if isinstance(model, Ont):
                yield Object(kind, id_, properties, model.linked_pon, _reported(model) if live else {})
            else:
                yield Object(kind, id_, properties)


def _reported(ont: Ont) -> dict[str, Any]:
    return {name: getattr(ont, name) for name in _REPORTED}
