"""The search for ONTs: one, those that fulfil conditions, or all of a node. Results come page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Unpack

from ...errors import MalformedReplyError, OntNotFoundError
from .. import identifiers
from ..models import Ont, OntConditions
from ..nbi import rpc
from ..nbi.answers import check_address, paged
from ..nbi.attributes import decode, differing, encode
from ..nbi.cms import Cms
from ..nbi.wire import SYSTEM, Match, ObjectRef, WireValue
from .objects import Objects


class OntSearch:
    """Finds ONTs.

    Args:
        cms: Where to send.
        onts: Reads single ONTs and listings of what is provisioned.
    """

    def __init__(self, cms: Cms, onts: Objects[Ont]) -> None:
        self._cms = cms
        self._onts = onts

    def pages(
        self,
        network_name: str,
        ont_id: str | int | None = None,
        *,
        live: bool | None = None,
        **conditions: Unpack[OntConditions],
    ) -> Iterator[tuple[Ont, ...]]:
        """The ONTs that match, page by page; see :meth:`~.onts.OntOperations.query_ont`.

        Raises:
            InvalidValueError: A condition is not allowed. It is raised before anything is sent.
        """
        node = identifiers.node_name(network_name)
        port = conditions.get("gpon_port")
        filters = encode(Ont, {name: value for name, value in conditions.items() if name != "gpon_port"})
        if port is not None:
            filters["linked-pon"] = identifiers.gpon_port(port)
        ref = None if ont_id is None else Ont.address(ont_id=ont_id)
        return self.found(node, ref, filters, live=bool(filters or ref) if live is None else live)

    def found(
        self, node: str, ref: ObjectRef | None, filters: Mapping[str, WireValue], *, live: bool
    ) -> Iterator[tuple[Ont, ...]]:
        """The same, with the address and the conditions as the wire has them.

        Args:
            node: Node name of the E7.
            ref: One ONT.
            filters: Attributes of the provisioned half that must hold.
            live: Read the live half too.
        """
        if ref is not None and not live and not filters:
            one = self._onts.find(node, ref)
            if one:
                yield (one,)
            return
        for variant in _variants(filters):
            shown = False
            for page in (
                self._shown(node, ref, variant)
                if live or ref is not None
                else self._onts.pages(node, SYSTEM, filters=variant)
            ):
                # A release that ignores a condition would return other subscribers' ONTs.
                onts = tuple(ont for ont in page if not differing(Ont, filters, ont))
                if onts:
                    shown = True
                    yield onts
            if shown:
                return

    def _shown(
        self, node: str, ref: ObjectRef | None, filters: Mapping[str, WireValue]
    ) -> Iterator[tuple[Ont, ...]]:
        """Both halves of each, from the action ``show-ont``."""
        operation = "onts.show"
        conditions: list[tuple[str, WireValue]] = [*filters.items()]
        if ref is not None:
            conditions.append(("ont", ref))

        def ask(after: ObjectRef | None) -> tuple[tuple[Match, ...], bool]:
            body = rpc.action("show-ont", conditions if after is None else [*conditions, ("after", after)])
            try:
                reply = self._cms.call(node, operation, body, subject=ref or SYSTEM)
            except OntNotFoundError:
                if after is not None:
                    raise
                return (), False
            if reply.matches is None:
                raise MalformedReplyError(
                    "the CMS did not say which ONTs there are", node=node, operation=operation
                )
            if ref is not None:
                for match in reply.matches:
                    check_address(ref, match.ref, node=node, operation=operation)
            return reply.matches, reply.more

        for page in paged(ask, lambda match: match.ref, node=node, operation=operation):
            yield tuple(decode(Ont, node, match.config, match.state) for match in page)


def _variants(filters: Mapping[str, WireValue]) -> Iterator[Mapping[str, WireValue]]:
    """The conditions as they are, then with the other spellings of a serial number."""
    yield filters
    serial_number = filters.get("serno")
    if isinstance(serial_number, str):
        for spelling in identifiers.other_spellings(serial_number):
            yield {**filters, "serno": spelling}
