"""The definition of one kind of resource, and what follows from it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from .comparison import Comparison, is_empty
from .grounds import Plot
from .ownership import Key, Witness
from .properties import Computed, Fetched, InputSchema, Items, Property
from .records import Mark, Properties, Record, Stored
from .schema import has_unknown, validate_inputs
from .settings import ManagedSettings

ClientT = TypeVar("ClientT")
ModelT = TypeVar("ModelT")


class GoesAlong(NamedTuple):
    """What the vendor deletes together with an object, of one kind.

    Attributes:
        kind: The kind, as in ``NetworkConnector``.
        what: The sort of objects, for people.
        objects: Their names at the vendor, by id. They may belong to others.
    """

    kind: str
    what: str
    objects: Mapping[str, str]

    @property
    def names(self) -> list[str]:
        """Their names, sorted."""
        return sorted(self.objects.values())


class Definition(ABC, Generic[ClientT, ModelT]):
    """One kind of resource. An instance contains nothing of a run and is shared by all threads.

    Attributes:
        vendor: The vendor's name, as in config keys.
        kind: The name of the kind for people and tokens, as in ``Ont``.
        about: Description for people; the first sentence is also used alone.
        schema: Its inputs.
        computed: Outputs that the vendor assigns.
        fetched: Secret outputs that :meth:`obtain` fetches once, if a program asks for them.
        natural_key: The properties by which an object is found. All of them must be known. Empty if
            each system has one object of this kind.
        references: Properties that refer to other objects, or whose value must be unique. Before one of them
            changes, the vendor is asked whether that is possible.
        proven_by: The property that refers to the object whose witness proves this one.
        always_there: The object exists as long as another object or its system does. Declared properties
            are set on it without ``adopt_existing``.
        recognised_by: The names in :meth:`recognised`. They are secret if the other object's witness is.
        why_apart: Why two resources must not share a part of their :meth:`plots`, and what to do.
    """

    vendor: ClassVar[str]
    kind: ClassVar[str]
    about: ClassVar[str]
    schema: ClassVar[type[InputSchema]]
    computed: ClassVar[Mapping[str, Computed]]
    fetched: ClassVar[Mapping[str, Fetched]] = {}
    natural_key: ClassVar[tuple[str, ...]]
    references: ClassVar[frozenset[str]] = frozenset()
    proven_by: ClassVar[str | None] = None
    recognised_by: ClassVar[tuple[str, ...]] = ()
    always_there: ClassVar[bool] = False
    why_apart: ClassVar[str] = ""

    def __init__(self) -> None:
        self._schema = self.schema()
        self._compared = Comparison(self.schema)

    @property
    def properties(self) -> Mapping[str, Property]:
        """Its inputs, by name."""
        return self._compared.properties

    @property
    def stables(self) -> tuple[str, ...]:
        """The computed outputs that no update changes."""
        return tuple(name for name, each in self.computed.items() if each.stable)

    @property
    def is_only_one(self) -> bool:
        """Whether a system has one object of this kind, which exists as long as the system does."""
        return not self.natural_key

    # What each kind defines

    def looks_first(self, inputs: Properties) -> bool:
        """Whether create must look for the object before it makes one.

        True unless the vendor itself refuses a second object under the same natural key.
        """
        return True

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Whether a replacement in one system can make the new object while the old one exists."""
        return False

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """Unique values of the object in its system, in words, as far as known."""
        values = [inputs.get(name) for name in self.natural_key]
        if not any(value is None or has_unknown(value) for value in values):
            words = (
                f"{name} {self._compared.canonical(name, value)!r}"
                for name, value in zip(self.natural_key, values, strict=True)
            )
            yield ", ".join(words)

    def plots(self, inputs: Properties, settings: ManagedSettings) -> Iterator[Plot]:
        """The ranges that it uses and that no other declaration may overlap, as far as known.

        Args:
            inputs: All that is declared.
            settings: Settings of its connection: the vendor's release may matter.
        """
        yield from ()

    def can_be_found(self, inputs: Properties) -> bool:
        """Whether the natural key is known."""
        return not any(has_unknown(inputs.get(name)) for name in self.natural_key)

    def object_name(self, id_: str | None, properties: Mapping[str, Any]) -> str | None:
        """The unique name of the object among those of its kind in one system; None if not known yet."""
        return id_

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """Properties that the id contains. To declare one later with this value changes nothing."""
        return {}

    def parts(self, id_: str, properties: Mapping[str, Any]) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Objects that are declared inside this one and could be separate resources.

        Returns:
            By property and key in the property: the kind and object name of the resource.
        """
        return {}

    def witnesses(self, properties: Mapping[str, Any]) -> tuple[str, ...]:
        """The properties that prove that the object with the id is still the same one.

        They may include computed outputs, as of the last make or change. None if the vendor never reuses an
        id.
        """
        return ()

    def recognised(self, model: ModelT) -> Witness:
        """The proof of the object, if no declared property proves it.

        It is recorded when the object is made, changed or first read.
        """
        return {}

    def proven_keys(self, properties: Mapping[str, Any]) -> Iterator[str]:
        """The :meth:`natural_keys` that prove the object."""
        yield from ()

    def locate(self, client: ClientT, record: Record, *, shared: bool = False) -> ModelT | None:
        """Find the object in state, even if it has moved.

        Args:
            client: The vendor's client.
            record: The object.
            shared: Many objects are about to be read: list them all.
        """
        return self.fetch(client, record.id)

    def place(self, id_: str) -> str:
        """The part of the system whose listing contains an object, such as an E7; see :meth:`listed`.

        Empty if the system has one listing.

        Raises:
            ValidationError: The id is not one of this kind.
        """
        return ""

    def obstacles(self, client: ClientT, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Why an object could not be made, or changed as declared. Each text names the property.

        The answers come from shared listings. Values that are not known yet are not checked.

        Args:
            client: The vendor's client.
            inputs: All that is declared.
            own: The object that is changed, or that is deleted before the new one is made.
        """
        yield from ()

    def is_active(self, model: ModelT) -> bool:
        """Whether a delete of the object interrupts somebody's line."""
        return False

    @abstractmethod
    def find(self, client: ClientT, inputs: Properties, *, shared: bool = False) -> ModelT | None:
        """Find the object by the natural key of these inputs.

        Args:
            client: The vendor's client.
            inputs: All that is declared.
            shared: The answer may come from the shared listing, because nothing is changed yet.
        """

    @abstractmethod
    def make(self, client: ClientT, inputs: Properties) -> ModelT:
        """Make the object.

        Raises:
            AlreadyExistsError: The natural key is taken.
        """

    @abstractmethod
    def fetch(self, client: ClientT, id_: str) -> ModelT | None:
        """Read the object at the vendor; None if it does not exist."""

    @abstractmethod
    def listed(self, client: ClientT, place: str) -> Iterable[ModelT]:
        """All objects of this kind, from the shared listing.

        Args:
            client: The vendor's client.
            place: The part of the system that has its own listing, such as an E7; else empty.
        """

    def undecided(self, model: ModelT) -> Properties | None:
        """What may have been set on an object on which nothing is known to be set.

        Only for a kind whose objects are :attr:`always_there`: one on which nothing is set needs no resource.

        Returns:
            Its properties whose default is not known. None for an object on which something is set.
        """
        return None

    @abstractmethod
    def change(self, client: ClientT, id_: str, inputs: Properties, changed: Properties) -> ModelT:
        """Change the object as declared; if nothing changed, just read it.

        Args:
            client: The vendor's client.
            id_: The object's id.
            inputs: All that is declared.
            changed: The properties to change, with the declared value, or the value for a property that is no
                longer declared (None: cleared). For :class:`.properties.Items`, only the items to change, by
                key; None for an item that is no longer declared.
        """

    @abstractmethod
    def destroy(self, client: ClientT, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the object.

        Raises:
            NotFoundError: It does not exist.
        """

    @abstractmethod
    def identify(self, model: ModelT) -> str:
        """The id of an object."""

    @abstractmethod
    def describe(self, model: ModelT) -> Properties:
        """An object as properties: every input that the vendor knows, and every computed output.

        Empty text is ``""`` and an empty list ``[]``; None means that the vendor has no comparable value.
        """

    def obtain(self, client: ClientT, id_: str, name: str) -> str:
        """Fetch one of :attr:`fetched`, a secret, of an object that was just made, taken over or changed."""
        raise NotImplementedError(f"{self._kind} has no {name}")

    def goes_along(self, client: ClientT, id_: str, properties: Mapping[str, Any]) -> Iterator[GoesAlong]:
        """What the vendor deletes together with an object, from shared listings.

        Args:
            client: The vendor's client.
            id_: The object's id.
            properties: What state knows of it.
        """
        yield from ()

    def kept(self, client: ClientT, id_: str) -> None:
        """Called if a delete kept the object because another resource of the run owns it."""

    def is_about_target(self, error: Exception) -> bool:
        """Whether an error of a look means that a referenced object does not exist."""
        return False

    # What follows from these

    @property
    def known_as(self) -> frozenset[str]:
        """The names for it in :attr:`.Traits.refers_to`."""
        return frozenset({self.kind})

    def to_declare(self, model: ModelT) -> tuple[Properties, list[str]]:
        """The properties to declare so that an object is taken over unchanged.

        Defaults of the vendor are left out, and parts that other resources declare, such as the routes of a
        network. A switch that is off is left out if its default is not known.

        Returns:
            The properties, and why the resource would refuse or change them, if it would.
        """
        seen = self.describe(model)
        elsewhere = {name for name, _ in self.parts(self.identify(model), seen)}
        told: Properties = {}
        for name, declared in self._compared.properties.items():
            value, traits = seen.get(name), declared.traits
            if traits.local or name in elsewhere or is_empty(value):
                continue
            if declared.required or not (
                self._compared.same(name, value, traits.left_out) or (traits.stays and value is False)
            ):
                told[name] = value
        inputs, failures = validate_inputs(self._schema, told)
        if failures:
            return told, [str(failure) for failure in failures]
        changes = self._compared.changes(seen, inputs, declared_only=True)
        return told, [f"{change.path}: the vendor holds what cannot be declared" for change in changes]

    def differing(self, known: Mapping[str, Any], seen: Mapping[str, Any]) -> Iterator[str]:
        """The known properties that differ at the vendor, declared ones first.

        Args:
            known: Properties in state, or declared ones.
            seen: Properties that were read.
        """
        declared = (name for name in self._compared.names() if name in known)
        for name in declared:
            if not (self._compared.is_local(name) or self._compared.same(name, seen.get(name), known[name])):
                yield name
        yield from (name for name in self.computed if name in known and known[name] != seen.get(name))

    def remote(self, inputs: Mapping[str, Any]) -> Properties:
        """The inputs that the vendor knows."""
        return {name: value for name, value in inputs.items() if not self._compared.is_local(name)}

    def proofs(self) -> tuple[str, ...]:
        """The properties that may prove the object."""
        return self._proofs

    @cached_property
    def _proofs(self) -> tuple[str, ...]:
        declared = (name for name in self._compared.names() if self.witnesses({name: name}))
        return (*declared, *self.recognised_by)

    @cached_property
    def _since(self) -> Mapping[str, str]:
        """The release that introduced a property, for those that the first release lacks."""
        found = self._compared.properties.items()
        return {name: each.traits.since for name, each in found if each.traits.since}

    def texts(self, properties: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
        """The texts of some properties, in all spellings that the vendor may use."""
        for name in names:
            if name in self.fetched and isinstance(properties.get(name), str):
                yield properties[name]
            elif name in properties and name in self._compared.names():
                yield from self._compared.texts(name, properties[name])

    def _marked(self, record: Record) -> Record:
        """The record with its witness, which the state of an older build lacks."""
        if record.mark.witness or not self.witnesses(record.properties):
            return record
        return replace(record, mark=replace(record.mark, witness=self._witness(record.properties)))

    def _of_program(self, record: Record, inputs: Properties) -> Record:
        """The record, without list items that an import read and the program does not declare.

        An import reads by id alone, so its lists contain all items, such as the routes of a network that are
        separate resources. Only declared items count, in the declared spelling.
        """
        if record.mark.owner or not record.mark.system:
            return record
        lists = {name for name, each in self._compared.properties.items() if isinstance(each, Items)}
        known = dict(record.properties)
        for name in known.keys() & set(self._compared.names()):
            declared = inputs.get(name)
            if has_unknown(declared):
                continue
            if declared is None and name in lists:
                del known[name]
            elif declared is not None:
                part = self._compared.declared_part(name, known[name], declared)
                known[name] = self._compared.as_declared(name, part, declared)
        return replace(record, properties=known)

    def _mark(self, owner: str, system: str, inputs: Mapping[str, Any]) -> Mark:
        return Mark(owner, system, self._witness(inputs))

    def _witness(self, properties: Mapping[str, Any]) -> dict[str, str]:
        return {
            name: self._proof(name, properties[name])
            for name in self.witnesses(properties)
            if not has_unknown(properties[name])
        }

    def _proof(self, name: str, value: Any) -> str:
        return str(self._compared.canonical(name, value))

    def _store(self, model: ModelT, declared: Mapping[str, Any], mark: Mark) -> Stored:
        seen = self.describe(model)
        names = [name for name in self._compared.names() if name in declared]
        if not any(not self._compared.is_local(name) for name in names):
            # Read by id alone: nothing was declared yet, so everything counts.
            names = list(self._compared.names())
        inputs = {}
        for name in names:
            value = declared.get(name) if self._compared.is_local(name) else seen.get(name)
            value = self._compared.declared_part(name, value, declared.get(name))
            if value is not None:
                inputs[name] = self._compared.as_declared(name, value, declared.get(name))
        outputs = {**inputs, **{name: seen.get(name) for name in self.computed}}
        mark = replace(mark, witness=mark.witness or self.recognised(model))
        return Stored(self.identify(model), inputs, outputs, mark)

    def _with_fetched(self, stored: Stored, known: Mapping[str, Any], client: ClientT | None) -> Stored:
        """With the requested secret outputs: from state, or fetched.

        Args:
            stored: The object.
            known: Its properties in state.
            client: The vendor's client; None: nothing is fetched.
        """
        found = {}
        for name, each in self.fetched.items():
            if not stored.inputs.get(each.asked_by):
                continue
            if known.get(name) is not None:
                found[name] = known[name]
            elif client is not None:
                found[name] = self.obtain(client, stored.id, name)
        return replace(stored, outputs={**stored.outputs, **found}) if found else stored

    def _known(self, record: Record, inputs: Properties) -> Properties:
        """The known properties, from state or from the id."""
        told = self.told_by_id(record.id)
        return {**{name: told[name] for name in told if name in inputs}, **record.properties}

    @property
    def _kind(self) -> str:
        return f"{self.vendor}.{self.kind}"

    def _named(self, id_: str) -> str:
        return f"{self._kind} {id_}"

    def _key(self, system: str, id_: str, properties: Mapping[str, Any]) -> Key:
        return Key(self._kind, system, self.object_name(id_, properties) or id_)

    def _part_keys(self, system: str, id_: str, properties: Mapping[str, Any]) -> list[Key]:
        found = self.parts(id_, properties).values()
        return [Key(f"{self.vendor}.{kind}", system, name) for kind, name in found]

    def _objects(self, system: str, id_: str, properties: Mapping[str, Any]) -> list[Key]:
        return [self._key(system, id_, properties), *self._part_keys(system, id_, properties)]
