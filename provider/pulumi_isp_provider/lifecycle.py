"""A resource's life, without Pulumi: check, look, diff, create, read, update, delete over plain dicts.

A resource says what only it can say (its schema, how to find, make, fetch, change and destroy one object);
everything that holds for all resources stands here, once:

* State holds what was declared, as it stands at the vendor, and what the vendor assigned. What was never
  declared is left alone; what is no longer declared is reset.
* Create looks under the natural key before it gives up: an object that is as declared is taken over.
* Not found is said once: ``read`` returns None, ``delete`` succeeds.
* A replacement is refused before anything is deleted, if the new object could not be made.
* An object that is not the one in state is neither changed nor deleted.

A lifecycle has no state of its own: what belongs to a run is in the :class:`.run.Run` that each verb is
handed. Nothing here or below knows which front (dynamic provider or plugin) runs it.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Generic, TypeVar, cast

from .comparison import Change, Comparison, is_empty
from .errors import (
    AlreadyExistsError,
    AnotherObjectError,
    AnotherSystemError,
    ConfigurationError,
    IspError,
    NotFoundError,
    PlanRefusedError,
    TargetRefusedError,
    ValidationError,
)
from .ownership import Claimed, Conflict, Key, Witness, differing_witness
from .records import Mark, Properties, Record, Stored
from .run import Preview, Run
from .schema import UNKNOWN, Failure, InputSchema, has_unknown, validate_inputs
from .settings import DEFAULT_CONNECTION, ManagedSettings

ClientT = TypeVar("ClientT")
ModelT = TypeVar("ModelT")
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Declaration:
    """One resource as a program declares it.

    Attributes:
        owner: Its identity in the program: type and name.
        inputs: Its properties.
        secrets: Names of the properties whose values the program marked secret. They are not shown.
    """

    owner: str
    inputs: Mapping[str, Any] = field(repr=False)
    secrets: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The resource for people, as in ``calix.Ont 'subscriber-7'``."""
        return shown_owner(self.owner)


@dataclass(frozen=True)
class Checked:
    """The answer of check: normalised inputs, and every failure.

    Attributes:
        inputs: The inputs.
        failures: What is wrong with them.
        system: The address of the system that the connection leads to, where that is known.
    """

    inputs: Properties
    failures: list[Failure]
    system: str | None = None


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
class Outlook:
    """What a create would do, as far as reads can tell.

    Attributes:
        text: For people; empty where nothing can be told yet.
        refusals: Why it would fail.
        warns: Whether the text is a warning.
    """

    text: str = ""
    refusals: tuple[str, ...] = ()
    warns: bool = False


class Lifecycle(ABC, Generic[ClientT, ModelT]):
    """The life of one kind of resource. Instances hold nothing of a run and are shared by all threads.

    Attributes:
        vendor: The vendor's name, as in config keys.
        kind: The resource's name for people and tokens, as in ``Ont``.
        schema: Its inputs.
        computed: Outputs that the vendor assigns.
        stables: Those of them that no update changes.
        natural_key: The properties by which an object is found, all of which must be known for that.
        references: Properties by which it refers to others, or claims what only one object may have. Before
            one of them changes, the vendor is asked whether that is possible.
    """

    vendor: ClassVar[str]
    kind: ClassVar[str]
    schema: ClassVar[type[InputSchema]]
    computed: ClassVar[tuple[str, ...]]
    stables: ClassVar[tuple[str, ...]] = ()
    natural_key: ClassVar[tuple[str, ...]]
    references: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        self._schema = self.schema()
        self._compared = Comparison(self._schema)

    # What a resource says of itself

    def looks_first(self, inputs: Properties) -> bool:
        """Whether create must look for the object before it makes one.

        True unless the vendor itself refuses a second object under the same natural key.
        """
        return True

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Whether, in a replacement in one system, the new object can be made while the old one exists."""
        return False

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """What only one object in a system may have, in words, as far as it is known."""
        values = [inputs.get(name) for name in self.natural_key]
        if not any(value is None or has_unknown(value) for value in values):
            words = (
                f"{name} {self._compared.canonical(name, value)!r}"
                for name, value in zip(self.natural_key, values, strict=True)
            )
            yield ", ".join(words)

    def can_be_found(self, inputs: Properties) -> bool:
        """Whether the natural key is known."""
        return not any(has_unknown(inputs.get(name)) for name in self.natural_key)

    def object_name(self, id_: str | None, properties: Mapping[str, Any]) -> str | None:
        """What tells the object from others of its kind in one system; None where that is not known yet."""
        return id_

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """Properties that the id alone tells: to declare one later as it stands changes nothing."""
        return {}

    def parts(self, id_: str, properties: Mapping[str, Any]) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Objects that are declared inside this one and could be resources of their own.

        Returns:
            By property and key in that property: the kind and object name of the resource.
        """
        return {}

    def witnesses(self, properties: Mapping[str, Any]) -> tuple[str, ...]:
        """The declared properties that prove that what stands under the id is still the same object.

        None where the vendor never gives an id out again.
        """
        return ()

    def proven_keys(self, properties: Mapping[str, Any]) -> Iterator[str]:
        """Those of :meth:`natural_keys` that prove which object it is."""
        yield from ()

    def locate(self, client: ClientT, record: Record, *, shared: bool = False) -> ModelT | None:
        """Find the object that state knows, wherever it stands now.

        Args:
            client: The vendor's client.
            record: The object.
            shared: Many others are about to be asked for too: list them all.
        """
        return self.fetch(client, record.id)

    def obstacles(self, client: ClientT, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Why an object could not be made, or changed to be so; each names the property.

        Answered from the shared listings. Values that are not known yet are left out.

        Args:
            client: The vendor's client.
            inputs: All that is declared.
            own: The object that is changed, or goes before the new one comes.
        """
        yield from ()

    def is_active(self, model: ModelT) -> bool:
        """Whether a delete of the object takes somebody's line away."""
        return False

    @abstractmethod
    def find(self, client: ClientT, inputs: Properties, *, shared: bool = False) -> ModelT | None:
        """Look for the object under the natural key of these inputs.

        Args:
            client: The vendor's client.
            inputs: All that is declared.
            shared: The answer may come from the shared listing, because nothing is made of it yet.
        """

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
        """Called where a delete has left the object alone, because another resource of the run owns it."""

    # The verbs

    def check(self, run: Run, declaration: Declaration, before: Record | None = None) -> Checked:
        """Validate and normalise inputs, find their connection, and note what the program declares.

        Nothing is sent.

        Args:
            run: The run.
            declaration: What the program declares.
            before: The inputs that state has of it, where it is in state.
        """
        checked = self._validated(declaration.inputs)
        inputs, failures = checked.inputs, list(checked.failures)
        connection = inputs.get("connection")
        system = None
        if connection is not UNKNOWN:
            try:
                settings = self._settings(run, inputs)
            except ConfigurationError as error:
                failures.append(Failure("", str(error)))
            else:
                system = settings.system
                if before and connection_of(before.properties) == settings.connection:
                    failures += self._moved(before, settings)
        if not failures:
            failures = [Failure("", text) for text in self._declare(run, declaration, inputs, system or "")]
        return Checked(inputs, failures, system)

    def look(self, run: Run, declaration: Declaration) -> Outlook:
        """What create would do with these inputs: for previews. Reads only, from the shared listings."""
        inputs = dict(declaration.inputs)
        connection = connection_of(inputs)
        if (
            run.preview is Preview.OFFLINE
            or inputs.get("connection") is UNKNOWN
            or not self.can_be_found(inputs)
            or run.is_silent(self.vendor, connection)
        ):
            return Outlook()
        try:
            return self._outlook(run, declaration, inputs)
        except NotFoundError as error:
            return Outlook(refusals=(str(error),))
        except (IspError, OSError) as error:
            if self.is_about_target(error):
                return Outlook(refusals=(str(error),))
            if run.preview is Preview.STRICT:
                return Outlook(refusals=(f"{error}\nThis is an error because of isp:preview: strict.",))
            if run.falls_silent(self.vendor, connection):
                logger.warning(
                    "%s: connection %r does not answer, so this preview cannot say what is there, and `up` "
                    "may fail: %s",
                    self.vendor,
                    connection,
                    error,
                )
            return Outlook()

    def is_about_target(self, error: Exception) -> bool:
        """Whether an error of a look says that what the declaration refers to is not there."""
        return False

    def diff(self, run: Run, record: Record, declaration: Declaration) -> Difference:
        """Compare what is (prior outputs) with what is declared (checked inputs).

        Sends nothing unless something is to be replaced, or one of :attr:`references` changes.

        Raises:
            AlreadyExistsError: Another resource of this run has the object too.
            AnotherObjectError: A refresh found another object under the id.
            AnotherSystemError: The connection leads to another system than before.
            TargetRefusedError: What is planned could not be completed.
            TooManyDeletionsError: It would replace more than may go.
        """
        owner = declaration.owner
        # A refresh compares too, but declares nothing; what it compares may be what it has read before, and
        # a vendor may hold what we would not take.
        planned = run.ledger.declares(owner)
        inputs = (self._normal if planned else self._as_it_is)(declaration.inputs)
        record = self._marked(record)
        olds = self._known(record, inputs)
        before, now = self._systems(run, record, inputs)
        changes = [
            replace(change, replace=False) if before == now and change.path == "connection" else change
            for change in self._compared.changes(olds, inputs)
        ]
        own = self._key(before, record.id, record.properties)
        if (
            planned
            and run.ledger.is_lost(own, owner, record.mark.witness)
            and not any(c.replace for c in changes)
        ):
            changes.append(Change(self.natural_key[-1], "update", replace=True))
        first = before == now and not self.coexist(olds, inputs)
        difference = Difference(changes, delete_before_replace=first, stables=self.stables)
        if not planned:
            return difference
        if not changes:
            run.ledger.settles(owner)
        if not difference.replaces:
            self._refuse_foreign(record, inputs, changes, declaration.secrets)
            self._keep(run, record, declaration, inputs, now)
            if any(change.path in self.references for change in changes):
                self._refuse_impossible(run, owner, inputs, record, "changed")
            self._tell_lists(run, declaration, record, changes, inputs, now)
            return difference
        self._refuse_impossible(run, owner, inputs, record if before == now else None, "replaced")
        self._count(run, own, olds, replaced=True)
        if first:
            run.ledger.goes_first(owner, record)
        return difference

    def create(self, run: Run, declaration: Declaration) -> Stored:
        """Make the object, or take over the one that is there and is as declared.

        Raises:
            AlreadyExistsError: Another object holds the natural key, and differs; or another resource of this
                run has the object.
        """
        inputs, owner = self._normal(declaration.inputs), declaration.owner
        system, client = self._settings(run, inputs).system, self._client(run, inputs)
        run.ledger.creates(owner)
        while True:
            since = run.ledger.generation
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
                    if error.hint in (None, type(error).default_hint):
                        error.hint = (
                            "The declaration refers to something that does not exist at the vendor: correct "
                            "it, or make that first."
                        )
                    raise
                else:
                    stored = self._store(made, inputs, self._mark(owner, system, inputs))
                    objects = self._objects(system, stored.id, stored.inputs)
                    run.ledger.made(owner, objects, stored.mark.witness)
                    run.ledger.settles(owner)
                    return stored
            taken = self._take_over(run, client, system, found, declaration, inputs, since)
            if taken is not None:
                run.ledger.settles(owner)
                return taken

    def read(self, run: Run, record: Record) -> Stored | None:
        """Read the object; None where it is gone."""
        record = self._marked(record)
        settings = self._settings(run, record.properties)
        self._refuse_other_system(settings, record)
        model = self.locate(self._client(run, record.properties), record, shared=True)
        if model is None:
            return None
        mark = replace(record.mark, system=settings.system)
        stored = self._store(model, record.properties, mark)
        if not record.mark.witness:
            stored = replace(stored, mark=replace(mark, witness=self._witness(stored.inputs)))
        return stored

    def update(self, run: Run, record: Record, declaration: Declaration) -> Stored:
        """Bring the object to the declared shape.

        Raises:
            AnotherObjectError: Another object stands under its id.
            NotFoundError: It is gone.
        """
        inputs, owner = self._normal(declaration.inputs), declaration.owner
        record = self._marked(record)
        settings, client = self._settings(run, inputs), self._client(run, inputs)
        self._refuse_other_system(settings, record)
        own = self._key(settings.system, record.id, record.properties)
        conflict = run.ledger.other_owner(own, owner, record.mark.witness)
        if conflict:
            raise self._held_twice(record.id, conflict)
        mark = self._mark(owner, settings.system, inputs)
        olds = self._known(record, inputs)
        changed = self._compared.to_change(self._compared.changes(olds, inputs), olds, inputs)
        try:
            changed = {**changed, **self._look_first(client, record, inputs, declaration.secrets)}
            with self._dropping(run, settings.system, record, inputs, changed) as kept_out:
                model = (
                    self.change(client, record.id, inputs, kept_out)
                    if kept_out
                    else self.fetch(client, record.id)
                )
        except NotFoundError as error:
            if error.hint in (None, type(error).default_hint):
                error.hint = _REFRESH
            raise
        if model is None:
            raise NotFoundError(
                f"There is no {self._named(record.id)} any more", object=record.id, hint=_REFRESH
            )
        run.ledger.changed(owner, self._part_keys(settings.system, record.id, inputs))
        run.ledger.settles(owner)
        return self._store(model, inputs, mark)

    def delete(self, run: Run, record: Record) -> None:
        """Delete the object; one that is gone already is as good as deleted.

        One that another resource of this run owns is kept: a resource that was given a new name in the
        program is created under the new name, which takes the object over, and deleted under the old one.

        Raises:
            AnotherObjectError: Another object stands under its id.
            PlanRefusedError: Another resource declares what proves which object it is, and does not have it.
            TooManyDeletionsError: More would go than may go.
        """
        record = self._marked(record)
        settings, client = self._settings(run, record.properties), self._client(run, record.properties)
        self._refuse_other_system(settings, record)
        self._delete(run, client, settings, record)

    # What holds for all of them

    def remote(self, inputs: Mapping[str, Any]) -> Properties:
        """The inputs that the vendor knows."""
        return {name: value for name, value in inputs.items() if not self._compared.is_local(name)}

    def texts(self, properties: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
        """What stands in some properties, in each spelling in which it may come back."""
        for name in names:
            if name in properties and name in self._compared.names():
                yield from self._compared.texts(name, properties[name])

    def _validated(self, raw: Mapping[str, Any]) -> Checked:
        given = {key: value for key, value in raw.items() if value is not None}
        return Checked(*validate_inputs(self._schema, given))

    def _normal(self, inputs: Mapping[str, Any]) -> Properties:
        # Between check and create the engine has made every number a float again, and a policy may have
        # written what check never saw.
        checked = self._validated(inputs)
        if checked.failures:
            raise ValidationError(
                "; ".join(map(str, checked.failures)),
                object=f"{self.vendor}.{self.kind}",
                hint="The program's own values were checked. A policy's remediation or a transform wrote "
                "this after the check: correct it there.",
            )
        return checked.inputs

    def _as_it_is(self, inputs: Mapping[str, Any]) -> Properties:
        return self._validated(inputs).inputs

    def _declare(self, run: Run, declaration: Declaration, inputs: Properties, system: str) -> Iterator[str]:
        named = self.object_name(None, inputs)
        conflicts = run.ledger.declare(
            declaration.owner,
            self._kind,
            system,
            [Key(self._kind, system, words) for words in self.natural_keys(inputs)] if system else [],
            [Key(self._kind, system, named)] if named and system else [],
        )
        for conflict in conflicts:
            yield (
                f"{conflict.key.name} is declared by {shown_owner(conflict.owner)} already: declare it in "
                "one place, or give one of the two another key"
            )

    def _outlook(self, run: Run, declaration: Declaration, inputs: Properties) -> Outlook:
        client = self._client(run, inputs)
        found = self.find(client, inputs, shared=True)
        own = run.ledger.gone_first(declaration.owner)
        if found is None or (own and self.identify(found) == own.id):
            refusals = tuple(self.obstacles(client, inputs, own))
            return Outlook("" if refusals else f"{declaration.name}: will be made", refusals)
        what = self._named(self.identify(found))
        standing = self._store(found, inputs, Mark())
        changes = list(self._compared.changes(standing.inputs, inputs, declared_only=True))
        known = [change for change in changes if not has_unknown(inputs.get(change.path))]
        words = self._compared.shown(known, standing.inputs, inputs, declaration.secrets)
        if any(change.replace for change in known) or (known and not inputs.get("adopt_existing")):
            return Outlook(refusals=(self._refusal(what, known, words),))
        later = "".join(f"; {c.path} is not known yet" for c in changes if c not in known)
        if known:
            return Outlook(f"{declaration.name}: {what} will be taken over, changing {words}{later}")
        text = f"{declaration.name}: {what} will be taken over as it is{later}"
        if inputs.get("adopt_existing"):
            return Outlook(text)
        return Outlook(f"{text}. {self._not_in_state(run)}", warns=True)

    def _take_over(
        self,
        run: Run,
        client: ClientT,
        system: str,
        found: ModelT,
        declaration: Declaration,
        inputs: Properties,
        since: int,
    ) -> Stored | None:
        """None where another resource of the run has been deleting it meanwhile."""
        id_, mark = self.identify(found), self._mark(declaration.owner, system, inputs)
        what = self._named(id_)
        standing = self._store(found, inputs, mark)
        changes = list(self._compared.changes(standing.inputs, inputs, declared_only=True))
        refused = any(c.replace for c in changes) or bool(changes and not inputs.get("adopt_existing"))
        words = self._compared.shown(changes, standing.inputs, inputs, declaration.secrets)
        outcome = run.ledger.take_over(
            declaration.owner,
            self._objects(system, id_, inputs),
            self._witness(standing.inputs),
            since=since,
            wanted=not refused,
        )
        if isinstance(outcome, Conflict):
            raise self._held_twice(id_, outcome)
        if outcome is Claimed.GONE:
            return None
        if refused:
            raise AlreadyExistsError(self._refusal(what, changes, words), hint=_ADOPT, object=id_)
        if not changes:
            if inputs.get("adopt_existing"):
                logger.info("%s exists already and is as declared: taken over", what)
            else:
                logger.warning(
                    "%s exists already and is as declared: taken over. %s", what, self._not_in_state(run)
                )
            return standing
        logger.info("%s exists already: taken over, changing %s", what, words)
        changed = self._compared.to_change(changes, standing.inputs, inputs)
        return self._store(self.change(client, id_, inputs, changed), inputs, mark)

    @staticmethod
    def _not_in_state(run: Run) -> str:
        """What is known of an object that is taken over without a word: whose it was, nothing tells."""
        text = "This stack's state does not have it under this name"
        return f"{text}. {_ONE_STACK}" if run.advises() else f"{text} (see the first such warning)"

    @staticmethod
    def _refusal(what: str, changes: Iterable[Change], words: str) -> str:
        immutable = ", ".join(change.path for change in changes if change.replace)
        text = f"{what} exists already and differs in {words}"
        if immutable:
            text += (
                f". It cannot be adopted as it is, because {immutable} cannot be changed: declare it as it "
                "stands at the vendor, or delete it there"
            )
        return text

    def _delete(self, run: Run, client: ClientT, settings: ManagedSettings, record: Record) -> None:
        model = self.locate(client, record) if self.witnesses(record.properties) else None
        id_ = record.id if model is None else self.identify(model)
        key = self._key(settings.system, id_, record.properties)
        with run.ledger.letting_go(key, record) as keeper:
            if keeper is not None:
                if keeper == record.mark.owner:
                    logger.info("%s is kept, and was not made anew: %s", self._named(id_), _NOT_ANEW)
                else:
                    logger.info("%s is kept: %s owns it now", self._named(id_), shown_owner(keeper))
                    self.kept(client, id_)
                return
            if record.mark.witness:
                if model is None:
                    logger.info("%s was gone already", self._named(id_))
                    return
                self._refuse_mismatch(record, model, {}, frozenset(), "deleted")
            self._refuse_wanted(run, settings.system, id_, record)
            if not run.destroys:
                self._count(run, key, record.properties, replaced=False)
            try:
                self.destroy(client, id_, record.properties)
            except NotFoundError:
                logger.info("%s was gone already", self._named(id_))
                return
            if run.destroys and model is not None and self.is_active(model):
                logger.info(
                    "%s is deleted, and took an active line with it (number %d of this run)",
                    self._named(id_),
                    run.deletions.active(self._kind),
                )

    def _keep(
        self, run: Run, record: Record, declaration: Declaration, inputs: Properties, system: str
    ) -> None:
        before = self._part_keys(system, record.id, record.properties)
        now = self._part_keys(system, record.id, inputs)
        own = self._key(system, record.id, record.properties)
        undecided = any(has_unknown(inputs.get(name)) for name, _ in self.parts(record.id, record.properties))
        dropped = [] if undecided else [key for key in before if key not in now]
        conflict = run.ledger.stays(declaration.owner, record, [own, *now], dropped, self._witness(inputs))
        if conflict:
            raise self._held_twice(record.id, conflict)

    def _tell_lists(
        self,
        run: Run,
        declaration: Declaration,
        record: Record,
        changes: Iterable[Change],
        inputs: Properties,
        system: str,
    ) -> None:
        """Say what changes in lists: the engine shows them by place, and all that stands behind too."""
        kept = {
            place
            for place, (kind, part) in self.parts(record.id, record.properties).items()
            if run.ledger.declared_by([Key(f"{self.vendor}.{kind}", system, part)], declaration.owner)
        }
        for text in self._compared.told(changes, record.properties, inputs, declaration.secrets, kept):
            logger.info("%s: %s", declaration.name, text)

    @contextmanager
    def _dropping(
        self, run: Run, system: str, record: Record, inputs: Properties, changed: Properties
    ) -> Iterator[Properties]:
        """What is to change, without the parts that another resource owns now; they are kept."""
        wanted = dict(changed)
        with ExitStack() as going:
            for (name, item), (kind, part) in self.parts(record.id, record.properties).items():
                changes = wanted.get(name)
                if not isinstance(changes, dict) or changes.get(item, ...) is not None:
                    continue
                key = Key(f"{self.vendor}.{kind}", system, part)
                if going.enter_context(run.ledger.letting_go(key, record, is_part=True)):
                    wanted[name] = {each: value for each, value in wanted[name].items() if each != item}
            yield wanted

    def _count(self, run: Run, key: Key, properties: Mapping[str, Any], *, replaced: bool) -> None:
        settings = self._settings(run, properties)
        run.deletions.count(
            key,
            settings.deletions,
            run.size(self._kind, settings.system),
            replaced=replaced,
            lift=settings.how_to_lift,
        )

    # Refusals

    def _refuse_impossible(
        self, run: Run, owner: str, inputs: Properties, own: Record | None, verb: str
    ) -> None:
        what = self._named(own.id) if own else f"The {self.vendor}.{self.kind}"
        if inputs.get("connection") is UNKNOWN:
            return
        try:
            client = self._client(run, inputs)
            found = list(self.obstacles(client, inputs, own))
            if found and self._stands(run, client, owner, inputs, own, verb):
                return
        except IspError as error:
            error.hint = (
                f"{error.hint or ''} {what} was not {verb}: it cannot be said whether that is possible."
            )
            raise
        if found:
            raise TargetRefusedError(
                f"{what} cannot be {verb}: {'; '.join(found)}",
                hint="Correct the declaration, or what is in its way at the vendor. Nothing was deleted or "
                'changed. If resources change places: docs/operations.md, "Moving keys between resources".',
                object=own.id if own else None,
            )

    def _stands(
        self, run: Run, client: ClientT, owner: str, inputs: Properties, own: Record | None, verb: str
    ) -> bool:
        """Whether it is the new object that is in the way: made by a run that was cut short."""
        if verb == "changed" and own and self.locate(client, own) is not None:
            return False
        # The old one is to go, or is gone: the engine compares that too, and creates whatever the answer is.
        found = self.find(client, inputs, shared=True) if self.can_be_found(inputs) else None
        if found is None or (own and self.identify(found) == own.id):
            return False
        standing = self._store(found, inputs, Mark())
        key = self._key(self._settings(run, inputs).system, standing.id, standing.inputs)
        if run.ledger.other_owner(key, owner, self._witness(standing.inputs)) is not None:
            return False
        changes = list(self._compared.changes(standing.inputs, inputs, declared_only=True))
        return not any(c.replace for c in changes) and (not changes or bool(inputs.get("adopt_existing")))

    def _refuse_foreign(
        self, record: Record, inputs: Properties, changes: Iterable[Change], secrets: frozenset[str]
    ) -> None:
        """A refresh has shown another object under the id: changing it needs a word."""
        if inputs.get("adopt_existing"):
            return
        paths = {change.path for change in changes}
        seen = record.properties
        standing = {
            name: self._proof(name, seen[name])
            for name in record.mark.witness
            if name in paths and not is_empty(seen.get(name))
        }
        self._refuse_another(record.id, record.mark.witness, standing, secrets, "changed")

    def _look_first(
        self, client: ClientT, record: Record, inputs: Properties, secrets: frozenset[str]
    ) -> Properties:
        """Look who stands there before anything is changed.

        Returns:
            What is to be put back because another one is adopted; state may not know that it differs.
        """
        if not record.mark.witness:
            return {}
        model = self.locate(client, record)
        if model is None:
            other = self.fetch(client, record.id)
            if other is None:
                raise NotFoundError(
                    f"There is no {self._named(record.id)} any more", object=record.id, hint=_REFRESH
                )
            model = other
        elif self.identify(model) != record.id:
            raise AnotherObjectError(
                f"{self._named(record.id)} stands under {self.identify(model)} now",
                hint="Run `pulumi refresh`: the state follows it. Then run `pulumi up` again.",
                object=record.id,
            )
        if not inputs.get("adopt_existing"):
            self._refuse_mismatch(record, model, self._witness(inputs), secrets, "changed")
            return {}
        seen = self.describe(model)
        return {
            name: inputs[name]
            for name in self.witnesses(inputs)
            if not self._compared.same(name, seen.get(name), inputs[name])
        }

    def _refuse_mismatch(
        self, record: Record, model: ModelT, wanted: Mapping[str, str], secrets: frozenset[str], verb: str
    ) -> None:
        seen = self.describe(model)
        standing = {
            name: self._proof(name, seen[name])
            for name in record.mark.witness
            if not is_empty(seen.get(name)) and self._proof(name, seen[name]) != wanted.get(name)
        }
        self._refuse_another(self.identify(model), record.mark.witness, standing, secrets, verb)

    def _refuse_wanted(self, run: Run, system: str, id_: str, record: Record) -> None:
        """Keep an object in service that another resource declares and could not get.

        Deletes come last; after an error only if the engine was told to go on.
        """
        if run.ledger.declares(record.mark.owner):
            return  # replaced, and the plan was asked for
        keys = [Key(self._kind, system, words) for words in self.proven_keys(record.properties)]
        found = run.ledger.declared_by(keys, record.mark.owner)
        if found and not run.ledger.is_settled(found.owner):
            raise PlanRefusedError(
                f"{self._named(id_)} is not deleted: {shown_owner(found.owner)} declares {found.key.name}, "
                "and could not be brought to it",
                hint='Correct what that one was refused for; docs/operations.md, "Moving keys between '
                'resources", says what helps if many have changed places.',
                object=id_,
            )

    def _refuse_another(
        self, id_: str, known: Witness, standing: Witness, secrets: frozenset[str], verb: str
    ) -> None:
        name = differing_witness(known, standing)
        if name is None:
            return
        hidden = name in secrets
        mine, theirs = ("[secret]", "[secret]") if hidden else (repr(known[name]), repr(standing[name]))
        raise AnotherObjectError(
            f"{self._named(id_)} is not {verb}: it has {name} {theirs}, and the one in the state has {mine}. "
            "Somebody else may have been given this number",
            hint="If it is another customer's: take the resource out of the state with `pulumi state "
            "delete`; the next `up` makes yours again where it is free. If it is yours, changed at the "
            "vendor: declare it as it stands there, or set adopt_existing=True to change it to what is "
            "declared.",
            object=id_,
        )

    def _refuse_other_system(self, settings: ManagedSettings, record: Record) -> None:
        if record.mark.system and not settings.is_system(record.mark.system):
            raise self._elsewhere(record.mark.system, settings)

    def _moved(self, before: Record, settings: ManagedSettings) -> Iterator[Failure]:
        """Whether the connection leads elsewhere than before, under the same name."""
        try:
            self._refuse_other_system(settings, before)
        except AnotherSystemError as error:
            yield Failure("", str(error))

    def _elsewhere(self, known: str, settings: ManagedSettings) -> AnotherSystemError:
        return AnotherSystemError(
            f"The state knows this {self.vendor}.{self.kind} at {known}, and connection "
            f"{settings.connection!r} leads to {settings.system}",
            hint=f"If the system only has another address now: `{settings.how_to_rename}`. If it is another "
            "system: give it a connection of its own, with another name, and keep this one until the last "
            "resource has moved.",
        )

    def _systems(self, run: Run, record: Record, inputs: Properties) -> tuple[str, str]:
        """Where the object stands, and where it is to stand, whatever the connections are called."""
        if inputs.get("connection") is UNKNOWN:
            return record.mark.system or connection_of(record.properties), "not known yet"
        target = self._settings(run, inputs)
        if record.mark.system and target.is_system(record.mark.system):
            return target.system, target.system
        try:
            source = self._settings(run, record.properties)
        except ConfigurationError as error:
            error.hint = (
                f"The object is known by the connection {connection_of(record.properties)!r}. Keep its "
                "settings until `pulumi up` has moved the resource to the other connection."
            )
            raise
        self._refuse_other_system(source, record)
        return source.system, target.system

    def _held_twice(self, id_: str, conflict: Conflict) -> AlreadyExistsError:
        other = shown_owner(conflict.owner) if conflict.owner else "another resource of this program"
        part = conflict.key.name if conflict.key.kind != self._kind else ""
        what = f"{self._named(id_)}: {conflict.key.kind} {part}" if part else self._named(id_)
        return AlreadyExistsError(
            f"{what} belongs to {other} already",
            hint="If two resources declare the same object: remove one, or give it a key of its own. If two "
            "resources exchange their keys: do it in two runs. If the object of one was deleted at the "
            "vendor, which gave its number to the other's: run `pulumi refresh`, or take the one whose "
            "object is gone out of the state with `pulumi state delete`; the next `up` makes it again.",
            object=id_,
        )

    # State

    def _marked(self, record: Record) -> Record:
        """The record with its witness, which state of an older build does not have."""
        if record.mark.witness or not self.witnesses(record.properties):
            return record
        return replace(record, mark=replace(record.mark, witness=self._witness(record.properties)))

    def _mark(self, owner: str, system: str, inputs: Mapping[str, Any]) -> Mark:
        return Mark(owner, system, self._witness(inputs))

    def _witness(self, properties: Mapping[str, Any]) -> dict[str, str]:
        return {name: self._proof(name, properties[name]) for name in self.witnesses(properties)}

    def _proof(self, name: str, value: Any) -> str:
        return str(self._compared.canonical(name, value))

    def _store(self, model: ModelT, declared: Mapping[str, Any], mark: Mark) -> Stored:
        seen = self.describe(model)
        names = [name for name in self._compared.names() if name in declared]
        if not any(not self._compared.is_local(name) for name in names):
            # Read by id alone: nothing was declared yet, so everything there is counts.
            names = list(self._compared.names())
        inputs = {}
        for name in names:
            value = declared.get(name) if self._compared.is_local(name) else seen.get(name)
            value = self._compared.declared_part(name, value, declared.get(name))
            if value is not None:
                inputs[name] = self._compared.as_declared(name, value, declared.get(name))
        outputs = {**inputs, **{name: seen.get(name) for name in self.computed}}
        return Stored(self.identify(model), inputs, outputs, mark)

    def _known(self, record: Record, inputs: Properties) -> Properties:
        """What is, as far as state or the id tells."""
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

    def _settings(self, run: Run, properties: Mapping[str, Any]) -> ManagedSettings:
        found = run.connections.settings(self.vendor, connection_of(properties))
        return cast("ManagedSettings", found)

    def _client(self, run: Run, properties: Mapping[str, Any]) -> ClientT:
        client: ClientT = run.connections.client(self.vendor, connection_of(properties))
        return client


_REFRESH = (
    "If somebody deleted it: `pulumi refresh` drops it from the state, and the next `up` makes it again."
)
_NOT_ANEW = (
    "Pulumi creates first where a replacement is asked for (--replace, taint, a trigger), and create took "
    "over what is as declared. ResourceOptions(delete_before_replace=True) has it deleted first, "
    "and then made"
)
_ONE_STACK = (
    "That is right after a run that was cut short, a lost state, a new name in the program or a replacement "
    "on request; adopt_existing=True says that it is meant. If another stack has it too: one object belongs "
    "in one stack, for either would change and delete it. Take it out of this stack's state with `pulumi "
    "state delete`, and out of this program then: in that order, nothing is deleted"
)
_ADOPT = (
    "If this program has it under another name: say so with "
    "ResourceOptions(aliases=[pulumi.Alias(name=...)]). If it is to be taken over: set adopt_existing=True "
    "to change it to what is declared, or declare it as it stands. If many have changed places: "
    'docs/operations.md, "Moving keys between resources".'
)


def connection_of(properties: Mapping[str, Any]) -> str:
    """The connection that a resource's inputs or state name."""
    return str(properties.get("connection") or DEFAULT_CONNECTION)


def shown_owner(owner: str) -> str:
    """An owner for people: ``calix.Ont 'subscriber-7'``."""
    kind, _, name = owner.rpartition("::")
    return f"{kind.rpartition('$')[2]} {name!r}".strip()
