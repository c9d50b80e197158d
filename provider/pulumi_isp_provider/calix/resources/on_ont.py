"""The base of all resources on an ONT. It checks that the ONT is still the same one."""

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
from . import carrier
from .ids import split_id
from .on_e7 import OnE7

if TYPE_CHECKING:
    from ..client.client import SyncCMSClient
    from ..client.models import Ont

ModelT = TypeVar("ModelT")


@dataclass(frozen=True)
class Carried(Generic[ModelT]):
    """A service or port with the proofs of its ONT.

    Attributes:
        what: The provisioned service or port.
        ont: The proofs of the ONT that the CMS has.
    """

    what: ModelT
    ont: Witness


class OnOnt(OnE7[Carried[ModelT]]):
    """A resource at a place on an ONT. ``ont`` is the first part of its natural key and of its id.

    An E7 reuses the numbers of ONTs. So the proofs of the ONT prove that the object is ours. If the program
    declares the ONT too, its resource tells what the program changes of it.
    """

    proven_by = "ont"
    recognised_by = carrier.PROOFS

    # What each kind defines

    @abstractmethod
    def split(self, id_: str) -> tuple[Any, ...]:
        """The parts of an id, as the properties of the natural key have them.

        Raises:
            InvalidValueError: The id has another form.
        """

    @abstractmethod
    def stands_at(self, model: ModelT) -> tuple[Any, ...]:
        """The same parts, of an object."""

    @abstractmethod
    def look_at(self, client: SyncCMSClient, place: tuple[Any, ...], *, listed: bool) -> ModelT | None:
        """The object at a place.

        Args:
            client: The client.
            place: The parts of its id.
            listed: Many others are read too.
        """

    def in_the_way(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Why it cannot be at its place on an existing ONT; see :meth:`obstacles`."""
        yield from ()

    def lacking(self, client: SyncCMSClient, network: str, inputs: Mapping[str, Any]) -> Iterator[str]:
        """Referenced objects that the E7 does not have; each text names the property."""
        yield from ()

    # Verbs that depend on the ONT's own resource

    def _outlook(self, run: Run, declaration: Declaration, inputs: Properties) -> Outlook:
        try:
            self._refuse_foreign_ont(run, declaration, "made")
        except AnotherObjectError as error:
            return Outlook(refusals=(str(error),))
        return super()._outlook(run, declaration, inputs)

    def diff(self, run: Run, record: Record, declaration: Declaration) -> Difference:
        """Compare. If this run changes the ONT's device, that is a change too, so that the record follows."""
        difference = super().diff(run, record, declaration)
        if not run.ledger.declares(declaration.owner):
            return difference
        if difference.replaces and run.preview is not Preview.OFFLINE:
            self._refuse_foreign_ont(run, declaration, "replaced")
            self._refuse_lacking(run, record, declaration.inputs)
            if has_unknown(declaration.inputs["ont"]):
                # Once the ONT is known, create comes first, and the old object is checked before that.
                self._refuse_stranger(run, record, record.properties, declaration.secrets)
        now, _ = self._declared_ont(run, declaration.inputs)
        if not difference.changes and carrier.differs(record.mark.witness, now):
            return difference._replace(changes=[Change("ont", "update", replace=False)])
        return difference

    def create(self, run: Run, declaration: Declaration) -> Stored:
        """Make it, or take it over. The ONT must be the one that this program declares."""
        self._refuse_foreign_ont(run, declaration, "made")
        return self._recorded(run, declaration, super().create(run, declaration))

    def update(self, run: Run, record: Record, declaration: Declaration) -> Stored:
        """Change it as declared. Its ONT must be the one in state or in the program.

        If the program declares the ONT, ``adopt_existing`` of this resource does not matter.
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
        """Refuse to act on an ONT that is not the one of this program's ONT resource."""
        ont = declaration.inputs["ont"]
        declared = [each for each in self._declared_ont(run, declaration.inputs) if each]
        if not declared:
            return
        standing = ont_at(self._client(run, declaration.inputs), ont)
        found = carrier.known_of(standing)
        if standing and not any(carrier.proves(each, found) for each in declared):
            raise carrier.refusal(declaration.name, ont, verb, declared[0], found, declaration.secrets)

    def _refuse_lacking(self, run: Run, record: Record, inputs: Mapping[str, Any]) -> None:
        """Refuse to follow an ONT to an E7 that lacks a referenced object, before the ONT is made there."""
        if not has_unknown(inputs["ont"]) or has_unknown(inputs.get("connection")):
            return  # the ONT exists by now: obstacles() asks the E7
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
            # The program declares the ONT: its resource comes first.
            any_of = declared or [known]
        else:
            # The object may be on an earlier ONT with this number: the resource with the number must have
            # known the same ONT before.
            any_of = [known, *(declared if carrier.proves(before, known) else [])]
        if not any(carrier.proves(each, model.ont) for each in any_of):
            raise carrier.refusal(self._named(record.id), ont, verb, any_of[0], model.ont, secrets)

    def _declared_ont(self, run: Run, properties: Mapping[str, Any]) -> tuple[Witness, Witness]:
        """The proofs of the ONT that its resource in this run has: new ones and old ones."""
        ont, connection = properties.get("ont"), properties.get("connection")
        if has_unknown([ont, connection]):
            return {}, {}
        try:
            system = self._settings(run, properties).system
        except ConfigurationError:
            return {}, {}  # then no ONT of this run is there
        before, now = run.ledger.witnesses(Key("calix.Ont", system, str(ont)))
        return carrier.as_carrier(now), carrier.as_carrier(before)

    # What follows from these

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Whether they are at different places."""
        return not has_unknown([news.get(name) for name in self.natural_key]) and any(
            olds.get(name) != news.get(name) for name in self.natural_key
        )

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """The properties that its id contains."""
        return dict(zip(self.natural_key, self.split(id_), strict=True))

    def recognised(self, model: Carried[ModelT]) -> Witness:
        """The proofs of its ONT."""
        return model.ont

    def texts(self, properties: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
        """The texts of some properties and of the proofs of its ONT."""
        wanted = list(names)
        yield from super().texts(properties, wanted)
        for name in carrier.PROOFS:
            if name in wanted and name in properties:
                yield str(properties[name])
                yield from serial_spellings(str(properties[name]))

    def locate(
        self, client: SyncCMSClient, record: Record, *, shared: bool = False
    ) -> Carried[ModelT] | None:
        """Find it at its place."""
        return self.at(client, self.split(record.id), listed=shared)

    def obstacles(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """A missing ONT, an occupied place, or a missing referenced object, as far as known."""
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
        """The parts of its natural key."""
        return "/".join(str(part) for part in self.stands_at(model.what))

    def describe(self, model: Carried[ModelT]) -> Properties:
        """The provisioned half. The live half changes by itself and is not part of the plan."""
        names = self.remote(dict.fromkeys(self._compared.names()))
        seen = {name: getattr(model.what, name) for name in names if name not in self.natural_key}
        texts = {name: seen[name] or "" for name in seen if self._compared.properties[name].traits.for_people}
        return {**seen, **texts, **dict(zip(self.natural_key, self.stands_at(model.what), strict=True))}

    def at(
        self, client: SyncCMSClient, place: tuple[Any, ...], *, listed: bool = False
    ) -> Carried[ModelT] | None:
        """The object at a place, with the proofs of its ONT."""
        found = self.look_at(client, place, listed=listed)
        return Carried(found, carrier.known_of(ont_at(client, place[0], listed=listed))) if found else None


def ont_at(client: SyncCMSClient, ont: str, *, listed: bool = False) -> Ont | None:
    """The ONT with an id."""
    network, ont_id = split_id(ont)
    if listed:
        return client.e7.snapshot(network).get(ont_id)
    return next(iter(client.e7.standing(network, ont_id)), None)
