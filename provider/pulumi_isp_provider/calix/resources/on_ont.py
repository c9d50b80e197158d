"""What holds for all that stands on an ONT: whose ONT it is, and what this program says of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ...core import refusals
from ...core.comparison import Change
from ...core.declarations import Declaration, Difference, Outlook
from ...core.ownership import Key, Witness
from ...core.records import Properties, Record, Stored
from ...core.run import Preview, Run
from ...core.schema import UNKNOWN, has_unknown
from ...core.serial_numbers import serial_spellings
from ...errors import AnotherObjectError, ConfigurationError
from ..client.models import Ont
from . import carrier
from .ids import split_id
from .on_e7 import OnE7

if TYPE_CHECKING:
    from ..client.client import SyncCMSClient

ModelT = TypeVar("ModelT")


@dataclass(frozen=True)
class Carried(Generic[ModelT]):
    """Something on an ONT, and what the ONT is known by.

    Attributes:
        what: What is provisioned.
        ont: What the CMS knows the ONT by.
    """

    what: ModelT
    ont: Witness


class OnOnt(OnE7[Carried[ModelT]]):
    """What stands at a place on an ONT; ``ont`` comes first in its natural key, and in its id.

    Numbers of ONTs are given out again, so what proves that it is ours is what its ONT is known by. What our
    own program makes of the ONT is known from the ONT's resource.
    """

    proven_by = "ont"
    recognised_by = carrier.PROOFS

    # What only the kind can say

    @abstractmethod
    def split(self, id_: str) -> tuple[Any, ...]:
        """The parts of an id, as the properties of the natural key have them.

        Raises:
            InvalidValueError: It is no such id.
        """

    @abstractmethod
    def stands_at(self, model: ModelT) -> tuple[Any, ...]:
        """The same of an object."""

    @abstractmethod
    def look_at(self, client: SyncCMSClient, place: tuple[Any, ...], *, listed: bool) -> ModelT | None:
        """What stands at a place.

        Args:
            client: The client.
            place: The parts of its id.
            listed: Many others are asked for too.
        """

    def in_the_way(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Why it cannot stand at its place, on an ONT that is there; see :meth:`obstacles`."""
        yield from ()

    def lacking(self, client: SyncCMSClient, network: str, inputs: Mapping[str, Any]) -> Iterator[str]:
        """What an E7 lacks that is to be referred to; each names the property."""
        yield from ()

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
            self._refuse_lacking(run, record, declaration.inputs)
            if has_unknown(declaration.inputs["ont"]):
                # Once it is known, the new one is made first, and what is to go is looked at before.
                self._refuse_stranger(run, record, record.properties, declaration.secrets)
        now, _ = self._declared_ont(run, declaration.inputs)
        if not difference.changes and carrier.differs(record.mark.witness, now):
            return replace(difference, changes=[Change("ont", "update", replace=False)])
        return difference

    def create(self, run: Run, declaration: Declaration) -> Stored:
        """Make it, or take it over; the ONT must be the one that this program declares."""
        self._refuse_foreign_ont(run, declaration, "made")
        return self._recorded(run, declaration, super().create(run, declaration))

    def update(self, run: Run, record: Record, declaration: Declaration) -> Stored:
        """Bring it to the declared shape; its ONT must be the one that state or program know.

        What this program declares the ONT to be is no matter of this resource's ``adopt_existing``.
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
        standing = ont_at(self._client(run, declaration.inputs), ont)
        found = carrier.known_of(standing)
        if standing and not any(carrier.proves(each, found) for each in declared):
            raise carrier.refusal(declaration.name, ont, verb, declared[0], found, declaration.secrets)

    def _refuse_lacking(self, run: Run, record: Record, inputs: Mapping[str, Any]) -> None:
        """Refuse to follow an ONT to an E7 that lacks what this one needs, before the ONT is made there."""
        if not has_unknown(inputs["ont"]) or has_unknown(inputs.get("connection")):
            return  # it is made by now: the E7 is asked like any other
        key = Key("calix.Ont", record.mark.system or "", self.split(record.id)[0])
        network = run.ledger.replacement(key).get("network_name", UNKNOWN)
        if not has_unknown(network):
            found = list(self.lacking(self._client(run, inputs), network, inputs))
            if found:
                raise refusals.impossible(self._named(record.id), "replaced", found, record.id)

    def _refuse_mismatch(
        self,
        run: Run,
        record: Record,
        model: Carried[ModelT],
        wanted: Mapping[str, str],
        secrets: frozenset[str],
        verb: str,
    ) -> None:
        ont, known = self.split(record.id)[0], record.mark.witness
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

    # What follows

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two at different places can stand side by side."""
        return not has_unknown([news.get(name) for name in self.natural_key]) and any(
            olds.get(name) != news.get(name) for name in self.natural_key
        )

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """Its place."""
        return dict(zip(self.natural_key, self.split(id_), strict=True))

    def recognised(self, model: Carried[ModelT]) -> Witness:
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

    def locate(
        self, client: SyncCMSClient, record: Record, *, shared: bool = False
    ) -> Carried[ModelT] | None:
        """At its place."""
        return self.at(client, self.split(record.id), listed=shared)

    def obstacles(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Its ONT is there, it can stand at its place, and the E7 has what it refers to, as far as told."""
        ont = inputs.get("ont")
        if ont is None or has_unknown(ont):
            return
        if ont_at(client, ont) is None:
            yield f"ont: there is no ONT {ont}; if this program makes it, give the resource itself"
        elif self.can_be_found(inputs):
            yield from self.in_the_way(client, inputs, own)
        yield from self.lacking(client, split_id(ont)[0], inputs)

    def find(
        self, client: SyncCMSClient, inputs: Properties, *, shared: bool = False
    ) -> Carried[ModelT] | None:
        """Look at its place."""
        return self.at(client, tuple(inputs[name] for name in self.natural_key))

    def fetch(self, client: SyncCMSClient, id_: str) -> Carried[ModelT] | None:
        """Look at its place."""
        return self.at(client, self.split(id_))

    def identify(self, model: Carried[ModelT]) -> str:
        """Its place: the parts of its natural key."""
        return "/".join(str(part) for part in self.stands_at(model.what))

    def describe(self, model: Carried[ModelT]) -> Properties:
        """What is provisioned; how it is doing changes by itself and is no part of the plan."""
        names = self.remote(dict.fromkeys(self._compared.names()))
        seen = {name: getattr(model.what, name) for name in names if name not in self.natural_key}
        texts = {name: seen[name] or "" for name in seen if self._compared.properties[name].traits.for_people}
        return {**seen, **texts, **dict(zip(self.natural_key, self.stands_at(model.what), strict=True))}

    def at(
        self, client: SyncCMSClient, place: tuple[Any, ...], *, listed: bool = False
    ) -> Carried[ModelT] | None:
        """What stands at a place, with what its ONT is known by."""
        found = self.look_at(client, place, listed=listed)
        return Carried(found, carrier.known_of(ont_at(client, place[0], listed=listed))) if found else None


def ont_at(client: SyncCMSClient, ont: str, *, listed: bool = False) -> Ont | None:
    """The ONT with an id."""
    network, ont_id = split_id(ont)
    if listed:
        return client.e7.snapshot(network).get(ont_id)
    return next(iter(client.e7.standing(network, ont_id)), None)
