"""A resource's life, without Pulumi: check, diff, create, read, update, delete over plain dicts.

A resource says what only it can say (its schema, how to find, make, fetch, change and destroy one object);
everything that holds for all resources stands here, once:

* State holds what was declared, as it stands at the vendor, and what the vendor assigned. What was never
  declared is left alone; what is no longer declared is reset.
* Create looks under the natural key before it gives up: an object that is as declared is taken over.
* Not found is said once: ``read`` returns None, ``delete`` succeeds.

Nothing here or below knows which front (dynamic provider or plugin) runs it.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Generic, Literal, TypeVar

from .errors import AlreadyExistsError, NotFoundError, ValidationError
from .holders import Holders
from .schema import Failure, InputSchema, Items, has_unknown, validate_inputs
from .settings import DEFAULT_CONNECTION

ClientT = TypeVar("ClientT")
ModelT = TypeVar("ModelT")
Properties = dict[str, Any]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checked:
    """The answer of check: normalised inputs, and every failure."""

    inputs: Properties
    failures: list[Failure]


@dataclass(frozen=True)
class Change:
    """One property that differs between what is and what is declared."""

    path: str
    kind: Literal["add", "update", "delete"]
    replace: bool


@dataclass(frozen=True)
class Difference:
    """The answer of diff.

    Attributes:
        changes: Every property that differs; empty where nothing is to be done.
        delete_before_replace: The old object must go before the new one can come.
        stables: Outputs that no update changes.
    """

    changes: list[Change]
    delete_before_replace: bool
    stables: tuple[str, ...] = ()

    @property
    def replaces(self) -> list[str]:
        """The properties whose change means a new object."""
        return [change.path for change in self.changes if change.replace]


@dataclass(frozen=True)
class Stored:
    """What goes into state.

    Attributes:
        id: The vendor's own identifier, or one from which it can be told.
        inputs: The declared properties, as they stand at the vendor.
        outputs: The same, and what the vendor assigned.
    """

    id: str
    inputs: Properties
    outputs: Properties = field(repr=False)


class Lifecycle(ABC, Generic[ClientT, ModelT]):
    """The life of one kind of resource. Instances are shared by all threads.

    Attributes:
        vendor: The vendor's name, as in config keys.
        kind: The resource's name for people and tokens, as in ``Ont``.
        schema: Its inputs.
        computed: Outputs that the vendor assigns.
        stables: Those of them that no update changes.
    """

    vendor: ClassVar[str]
    kind: ClassVar[str]
    schema: ClassVar[type[InputSchema]]
    computed: ClassVar[tuple[str, ...]]
    stables: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        self._schema = self.schema()
        self._holders = Holders()

    # What a resource says of itself

    def looks_first(self, inputs: Properties) -> bool:
        """Whether create must look for the object before it makes one.

        True unless the vendor itself refuses a second object under the same natural key.
        """
        return True

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Whether, in a replacement, the new object can be made while the old one still exists."""
        return False

    def lost(self, olds: Mapping[str, Any]) -> str | None:
        """The property to make the object anew for, where something else in this run deletes it."""
        return None

    @abstractmethod
    def find(self, client: ClientT, inputs: Properties) -> ModelT | None:
        """Look for the object under the natural key of these inputs."""

    @abstractmethod
    def make(self, client: ClientT, inputs: Properties) -> ModelT:
        """Make the object.

        Raises:
            AlreadyExistsError: The natural key is taken.
        """

    @abstractmethod
    def fetch(self, client: ClientT, id_: str) -> ModelT | None:
        """Read the object as it stands at the vendor, or None where there is none."""

    @abstractmethod
    def change(self, client: ClientT, id_: str, inputs: Properties, changed: Properties) -> ModelT:
        """Bring the object to the declared shape; where nothing changed, just read it.

        Args:
            client: The vendor's client.
            id_: The object's id.
            inputs: All that is declared.
            changed: The properties to change; the value is the new one, or what the vendor is to
                hold where the property is no longer declared (None: cleared). Of :class:`.schema.Items`,
                only the things to change, by key; None stands for one that is no longer declared.
        """

    @abstractmethod
    def destroy(self, client: ClientT, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the object.

        Raises:
            NotFoundError: It is gone already.
        """

    @abstractmethod
    def identify(self, model: ModelT) -> str:
        """The id of an object."""

    @abstractmethod
    def describe(self, model: ModelT) -> Properties:
        """An object as properties: every input the vendor knows, and every computed output.

        Empty text is ``""`` and an empty list ``[]``; None means that the vendor holds nothing comparable.
        """

    def kept(self, client: ClientT, id_: str) -> None:
        """Called where a delete has left the object alone, because another resource of the run holds it."""

    def held(self, id_: str, inputs: Properties, olds: Mapping[str, Any]) -> None:
        """Called where a resource of this run has come to hold an object, or keeps the one that it held.

        Args:
            id_: The object's id.
            inputs: All that is declared.
            olds: Prior outputs, where there are any.

        Raises:
            AlreadyExistsError: Part of what is declared is another resource's already.
        """

    # What holds for all of them

    def remote(self, inputs: Mapping[str, Any]) -> Properties:
        """The inputs that the vendor knows."""
        return {name: value for name, value in inputs.items() if not self._is_local(name)}

    def check(self, news: Mapping[str, Any]) -> Checked:
        """Validate and normalise inputs. No network, no settings."""
        checked = self._validated(news)
        if not checked.failures:
            self._holders.declared(checked.inputs)
        return checked

    def diff(
        self,
        id_: str,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        *,
        systems: tuple[str, str] | None = None,
    ) -> Difference:
        """Compare what is (prior outputs) with what is declared (checked inputs). No network.

        Args:
            id_: The object's id.
            olds: Prior outputs.
            news: Checked inputs.
            systems: Where the connections of both lead, whatever they are called; without it, where they
                have the same name.

        Raises:
            AlreadyExistsError: Another resource of this run has the object too.
        """
        before, now = systems or (connection_of(olds), connection_of(news))
        changes = [
            replace(change, replace=False) if before == now and change.path == "connection" else change
            for change in self._compare(olds, news)
        ]
        lost = self.lost(olds)
        if lost and not any(change.replace for change in changes):
            changes.append(Change(lost, "update", replace=True))
        first = not self.coexist(dict(olds), dict(news))
        difference = Difference(changes, delete_before_replace=first, stables=self.stables)
        if not difference.replaces and self._holders.knows(news):
            if not self._holders.stays(now, id_, news):
                raise self._held_twice(id_)
            self.held(id_, dict(news), olds)
        return difference

    def create(self, client: ClientT, inputs: Properties, *, system: str | None = None) -> Stored:
        """Make the object, or take over the one that is there and is as declared.

        Args:
            client: The vendor's client.
            inputs: All that is declared.
            system: Where the connection leads, whatever it is called; without it, its name.

        Raises:
            AlreadyExistsError: Another object holds the natural key, and differs; or another resource of this
                run has the object.
        """
        inputs = self._normal(inputs)
        system = system or connection_of(inputs)
        since = self._holders.deletes()
        found = self.find(client, inputs) if self.looks_first(inputs) else None
        if found is None:
            try:
                made = self.make(client, inputs)
            except AlreadyExistsError:
                found = self.find(client, inputs)
                if found is None:
                    raise
            except NotFoundError as error:
                # What is being made cannot be missing: it is something that it refers to.
                if error.hint == NotFoundError.default_hint:
                    error.hint = (
                        "The declaration refers to something that does not exist at the vendor: correct it, "
                        "or make that first."
                    )
                raise
            else:
                stored = self._store(made, inputs)
                if not self._holders.made(system, stored.id):
                    raise self._held_twice(stored.id)
                return self._held(stored, inputs)
        taken = self._take_over(client, system, found, inputs, since)
        return taken or self.create(client, inputs, system=system)

    def read(self, client: ClientT, id_: str, state: Mapping[str, Any]) -> Stored | None:
        """Read the object; None where it is gone."""
        model = self.fetch(client, id_)
        return None if model is None else self._store(model, state)

    def update(self, client: ClientT, id_: str, olds: Mapping[str, Any], inputs: Properties) -> Stored:
        """Bring the object to the declared shape."""
        inputs = self._normal(inputs)
        changed = self._changed(self._compare(olds, inputs), olds, inputs)
        try:
            model = self.change(client, id_, inputs, changed) if changed else self.fetch(client, id_)
        except NotFoundError as error:
            error.hint = NotFoundError.default_hint
            raise
        if model is None:
            raise NotFoundError(f"There is no {self._named(id_)} any more", object=id_)
        return self._store(model, inputs)

    def delete(
        self, client: ClientT, id_: str, state: Mapping[str, Any], *, system: str | None = None
    ) -> None:
        """Delete the object; one that is gone already is as good as deleted.

        One that another resource of this run holds is kept: a resource that was given a new name in the
        program is created under the new name, which takes the object over, and deleted under the old one.

        Args:
            client: The vendor's client.
            id_: The object's id.
            state: Its outputs.
            system: Where the connection leads, whatever it is called; without it, its name.
        """
        with self._holders.letting_go(system or connection_of(state), id_) as free:
            if not free:
                logger.info("%s is kept: another resource of this program holds it", self._named(id_))
                self.kept(client, id_)
                return
            try:
                self.destroy(client, id_, state)
            except NotFoundError:
                logger.info("%s was gone already", self._named(id_))

    def _validated(self, raw: Mapping[str, Any]) -> Checked:
        given = {key: value for key, value in raw.items() if value is not None and not _internal(key)}
        return Checked(*validate_inputs(self._schema, given))

    def _normal(self, inputs: Mapping[str, Any]) -> Properties:
        # Between check and create the engine has made every number a float again.
        checked = self._validated(inputs)
        if checked.failures:
            raise ValidationError("; ".join(map(str, checked.failures)), object=f"{self.vendor}.{self.kind}")
        return checked.inputs

    def _take_over(
        self, client: ClientT, system: str, found: ModelT, inputs: Properties, since: int
    ) -> Stored | None:
        """None where another resource of the run has been deleting it meanwhile."""
        id_ = self.identify(found)
        what = self._named(id_)
        standing = self._store(found, inputs)
        changes = list(self._compare(standing.inputs, inputs, declared_only=True))
        names = ", ".join(change.path for change in changes)
        immutable = ", ".join(change.path for change in changes if change.replace)
        refused = bool(immutable or (changes and not inputs.get("adopt_existing")))
        outcome = self._holders.take_over(system, id_, since=since, wanted=not refused)
        if outcome == "gone":
            return None
        if outcome == "held":
            raise self._held_twice(id_)
        if refused:
            hint = (
                f"It cannot be adopted as it is, because {immutable} cannot be changed: declare it as it "
                "stands at the vendor, or delete it there."
                if immutable
                else "If this program has it under another name: say so with "
                "ResourceOptions(aliases=[pulumi.Alias(name=...)]). If it is to be taken over: set "
                "adopt_existing=True to change it to what is declared, or declare it as it stands."
            )
            raise AlreadyExistsError(f"{what} exists already and differs in {names}", hint=hint, object=id_)
        if not changes:
            logger.info("%s exists already and is as declared: taken over", what)
            return self._held(standing, inputs)
        logger.info("%s exists already: taken over, changing %s", what, names)
        changed = self._changed(changes, standing.inputs, inputs)
        return self._held(self._store(self.change(client, id_, inputs, changed), inputs), inputs)

    def _changed(self, changes: Iterable[Change], olds: Mapping[str, Any], inputs: Properties) -> Properties:
        changed = {}
        for name in (change.path for change in changes if not self._is_local(change.path)):
            declared = self._schema.fields[name]
            if isinstance(declared, Items):
                changed[name] = declared.changes(olds.get(name), inputs.get(name))
            else:
                changed[name] = inputs.get(name, self._reset_value(name))
        return changed

    def _held_twice(self, id_: str) -> AlreadyExistsError:
        return AlreadyExistsError(
            f"{self._named(id_)} belongs to another resource of this program already",
            hint="If two resources declare the same object: remove one, or give it a key of its own. If two "
            "resources exchange their keys: do it in two runs. If the object of one was deleted at the "
            "vendor, which gave its number to the other's: take the one whose object is gone out of the "
            "state with `pulumi state delete`; the next `up` makes it again.",
            object=id_,
        )

    def _held(self, stored: Stored, inputs: Properties) -> Stored:
        self.held(stored.id, inputs, {})
        return stored

    def _store(self, model: ModelT, declared: Mapping[str, Any]) -> Stored:
        seen = self.describe(model)
        names = [name for name in self._schema.fields if name in declared]
        if not any(not self._is_local(name) for name in names):
            # Read by id alone: nothing was declared yet, so everything there is counts.
            names = list(self._schema.fields)
        inputs = {}
        for name in names:
            value = declared.get(name) if self._is_local(name) else seen.get(name)
            items = self._schema.fields[name]
            if isinstance(items, Items) and declared.get(name) is not None:
                value = items.declared_part(value or [], declared[name])
            if value is not None:
                inputs[name] = self._as_declared(name, value, declared.get(name))
        outputs = {**inputs, **{name: seen.get(name) for name in self.computed}}
        return Stored(self.identify(model), inputs, outputs)

    def _compare(
        self, olds: Mapping[str, Any], news: Mapping[str, Any], *, declared_only: bool = False
    ) -> Iterable[Change]:
        for name, declared in self._schema.fields.items():
            notes = declared.metadata
            old, new = olds.get(name), news.get(name)
            if notes.get("local"):
                if declared_only or notes.get("create_only"):
                    continue
                old = notes.get("reset") if old is None else old
            if new is None and (declared_only or notes.get("sticky")):
                continue
            if self._same(name, old, notes.get("reset") if new is None else new):
                continue
            if new is None and old is None:
                continue  # never declared: left alone
            kind: Literal["add", "update", "delete"] = "add" if _empty(old) else "update"
            yield Change(name, "delete" if new is None else kind, bool(notes.get("replace")))

    def _same(self, name: str, old: Any, new: Any) -> bool:
        if has_unknown(new):
            return False
        if _empty(old) or _empty(new):
            return _empty(old) and _empty(new)
        canonical = self._schema.fields[name].metadata.get("canonical")
        return bool(canonical(old) == canonical(new) if canonical else old == new)

    def _as_declared(self, name: str, seen: Any, declared: Any) -> Any:
        # Where both mean the same, state keeps the user's own way of writing it, so that plans stay quiet.
        if declared is None:
            return seen
        read_back = self._schema.fields[name].metadata.get("read_back")
        expected = read_back(declared) if read_back else declared
        return declared if self._same(name, seen, declared) or self._same(name, seen, expected) else seen

    def _named(self, id_: str) -> str:
        return f"{self.vendor}.{self.kind} {id_}"

    def _reset_value(self, name: str) -> Any:
        return self._schema.fields[name].metadata.get("reset")

    def _is_local(self, name: str) -> bool:
        return bool(self._schema.fields[name].metadata.get("local"))


def connection_of(properties: Mapping[str, Any]) -> str:
    """The connection that a resource's inputs or state name."""
    return str(properties.get("connection") or DEFAULT_CONNECTION)


def _internal(key: str) -> bool:
    return key.startswith("__")


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == []
