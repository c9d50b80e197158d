"""The lifecycle of a resource, without Pulumi: check, look, diff, create, read, update, delete.

Each kind has a subclass of :mod:`.definition` with its schema, and with functions to find, make, fetch,
change and destroy one object. This module contains what is the same for all kinds:

* State contains the declared properties, as the vendor has them, and those that the vendor assigned. A
  property that was never declared is not changed; one that is no longer declared is reset.
* Create looks for the natural key before it fails: an object that is as declared is taken over.
* If the object does not exist, ``read`` returns None and ``delete`` succeeds.
* A replacement is refused before anything is deleted, if the new object could not be made.
* An object that is not the one in state is neither changed nor deleted.

How inputs are checked is in :mod:`.checking`; what is refused, in :mod:`.guards`.

A lifecycle has no state: the data of a run is in the :class:`.run.Run` that each verb gets. Nothing here or
below knows which front (dynamic provider or plugin) calls it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from ..errors import (
    AlreadyExistsError,
    AnotherObjectError,
    IspError,
    NotFoundError,
    ValidationError,
)
from . import refusals
from .checking import Checking
from .comparison import Change
from .declarations import Declaration, Difference, Outlook, connection_of, shown_owner
from .definition import ClientT, GoesAlong, ModelT
from .names import few
from .ownership import Claimed, Conflict, Key
from .records import Mark, Properties, Record, Stored
from .run import Preview, Run
from .schema import UNKNOWN, has_unknown
from .settings import ManagedSettings

logger = logging.getLogger("pulumi_isp_provider.lifecycle")

_TOLD_ALONG = 20
"""Maximum number of names in a warning about what goes with an object."""


class Lifecycle(Checking[ClientT, ModelT]):
    """The lifecycle of one kind of resource: the verbs, which are the same for all kinds."""

    def look(self, run: Run, declaration: Declaration) -> Outlook:
        """What create would do with these inputs, for previews. It only reads, from the shared listings."""
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
        except (NotFoundError, AlreadyExistsError) as error:
            return Outlook(refusals=(str(error),))
        except (IspError, OSError) as error:
            if self.is_about_target(error):
                return Outlook(refusals=(str(error),))
            if run.preview is Preview.STRICT:
                return Outlook(refusals=(f"{error}\nThis is an error because of isp:preview: strict.",))
            if run.falls_silent(self.vendor, connection):
                logger.warning(
                    "%s: connection %r does not answer, so this preview cannot say what is there, and "
                    "`pulumi up` may fail: %s",
                    self.vendor,
                    connection,
                    error,
                )
            return Outlook()

    def diff(self, run: Run, record: Record, declaration: Declaration) -> Difference:
        """Compare what state knows (the outputs) with what is declared (the checked inputs).

        Reads at the vendor only if something is to be replaced, or one of :attr:`references` changes.

        Raises:
            AlreadyExistsError: Another resource of this run has the object too.
            AnotherObjectError: A refresh, or an import, found another object under the id.
            AnotherSystemError: The connection leads to another system than before.
            TargetRefusedError: The planned change or replacement is not possible.
            TooManyDeletionsError: The run would replace more objects than it may.
        """
        owner = declaration.owner
        # A refresh compares too, but declares nothing. It may compare values that it has read, and a vendor
        # may have values that we refuse.
        planned = run.ledger.declares(owner)
        run.ledger.begins(owner)
        # Of a program in another language the engine tells it only now.
        run.ledger.overrules(owner, declaration.overruled)
        inputs = self._normal(run, declaration) if planned else self._as_it_is(declaration.inputs)
        record = self._of_program(self._marked(record), inputs)
        olds = self._known(record, inputs)
        before, now = self._systems(run, record, inputs)
        changes = [
            change._replace(replace=False) if before == now and change.path == "connection" else change
            for change in self._compared.changes(olds, inputs)
        ]
        own = self._key(before, record.id, record.properties)
        if (
            planned
            # What a system has once stays when a resource lets go of it, so it is never lost.
            and not self.is_only_one
            and run.ledger.is_lost(own, owner, record.mark.witness)
            and not any(c.replace for c in changes)
        ):
            changes.append(Change(self.natural_key[-1], "update", replace=True))
        first = before == now and not self.coexist(olds, inputs)
        difference = Difference(changes, delete_before_replace=first, stables=self.stables)
        if not planned:
            return difference
        if record.mark.imported and not changes:
            # Nothing is sent, but from now on the object is known to be the declared one.
            difference = difference._replace(changes=[Change("connection", "update", replace=False)])
        self._refuse_imported(record, declaration, inputs, changes)
        if not changes:
            run.ledger.settles(owner)
        if not difference.replaces:
            self._refuse_foreign(run, record, declaration, inputs, changes)
            self._keep(run, record, declaration, inputs, now)
            if any(change.path in self.references for change in changes):
                self._refuse_impossible(run, owner, inputs, record, "changed")
            self._tell_lists(run, declaration, record, changes, inputs, now)
            return difference
        run.ledger.replaces(owner, record, first=first)
        self._refuse_impossible(run, owner, inputs, record if before == now else None, "replaced")
        if not first and inputs.get("connection") is not UNKNOWN:
            self._refuse_stranger(run, record, inputs if before == now else olds, declaration.secrets)
        self._count(run, own, olds, replaced=True)
        if run.preview is not Preview.OFFLINE:
            self._tell_along(run, record.id, record, "will be replaced")
        return difference

    def create(self, run: Run, declaration: Declaration) -> Stored:
        """Make the object, or take over the one that is there and is as declared.

        Raises:
            AlreadyExistsError: Another object holds the natural key, and differs; or another resource of this
                run has the object.
        """
        inputs, owner = self._normal(run, declaration), declaration.owner
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
                    # The new object cannot be missing, so it is one that it refers to.
                    error.advise(
                        "The declaration refers to something that does not exist at the vendor. Correct the "
                        "declaration, or make that object first."
                    )
                    raise
                else:
                    stored = self._store(made, inputs, self._mark(owner, system, inputs))
                    objects = self._objects(system, stored.id, stored.inputs)
                    run.ledger.made(owner, objects, stored.mark.witness)
                    run.ledger.settles(owner)
                    return self._completed(stored, {}, client)
            taken = self._take_over(run, client, system, found, declaration, inputs, since)
            if taken is not None:
                run.ledger.settles(owner)
                return self._completed(taken, {}, client)

    def read(self, run: Run, record: Record) -> Stored | None:
        """Read the object; None where it is gone."""
        record = self._marked(record)
        settings = self._settings(run, record.properties)
        self._refuse_other_system(settings, record)
        asked = {each.asked_by for each in self.fetched.values() if record.properties.get(each.asked_by)}
        if asked and not record.mark.system:
            raise ValidationError(
                f"{', '.join(sorted(asked))}: {self._named(record.id)} is only read here, and what is secret "
                "of it is fetched where it is managed",
                object=record.id,
                hint="Leave it out. The program that manages the object can export the secret.",
            )
        model = self.locate(self._client(run, record.properties), record, shared=True)
        if model is None:
            return None
        mark = replace(record.mark, system=settings.system)
        stored = self._store(model, record.properties, mark)
        if not record.mark.witness:
            witness = stored.mark.witness or self._witness(stored.inputs)
            stored = replace(stored, mark=replace(mark, witness=witness))
        return self._with_fetched(stored, record.properties, None)

    def recognise(self, run: Run, record: Record) -> None:
        """Check that the object with the id is the one in state. It is no error if there is none.

        It looks in the shared listings, as :meth:`read` does.

        Raises:
            AnotherObjectError: It is another object.
        """
        record = self._marked(record)
        if record.mark.witness:
            model = self.locate(self._client(run, record.properties), record, shared=True)
            if model is not None:
                self._refuse_mismatch(run, record, model, {}, record.secrets, "changed")

    def taken_along(self, run: Run, record: Record) -> list[GoesAlong]:
        """What the vendor would delete together with the object, whosever it is; none where it is gone.

        Reads only, from the shared listings.

        Raises:
            AnotherObjectError: Another object stands under the id, so nothing would be deleted.
        """
        record, id_ = self._marked(record), record.id
        client = self._client(run, record.properties)
        if record.mark.witness:
            model = self.locate(client, record, shared=True)
            if model is None:
                return []
            self._refuse_mismatch(run, record, model, {}, record.secrets, "deleted")
            id_ = self.identify(model)
        return list(self.goes_along(client, id_, record.properties))

    def update(self, run: Run, record: Record, declaration: Declaration) -> Stored:
        """Change the object as declared.

        Raises:
            AnotherObjectError: Another object stands under its id.
            NotFoundError: It is gone.
            TooManyDeletionsError: It would delete more parts of the object than it may.
        """
        inputs, owner = self._normal(run, declaration), declaration.owner
        run.ledger.changes(owner)
        record = self._of_program(self._marked(record), inputs)
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
            changed = {**changed, **self._look_first(run, client, record, declaration, inputs)}
            with self._dropping(run, settings.system, record, inputs, changed) as kept_out:
                model = (
                    self.change(client, record.id, inputs, kept_out)
                    if kept_out
                    else self.fetch(client, record.id)
                )
        except NotFoundError as error:
            error.advise(refusals.GONE)
            raise
        if model is None:
            raise NotFoundError(
                f"There is no {self._named(record.id)} any more", object=record.id, hint=refusals.GONE
            )
        run.ledger.changed(owner, self._part_keys(settings.system, record.id, inputs))
        run.ledger.settles(owner)
        return self._completed(self._store(model, inputs, mark), record.properties, client)

    def delete(self, run: Run, record: Record) -> None:
        """Delete the object. If it does not exist, nothing has to be done.

        An object that another resource of this run owns is kept. This happens if a resource has a new name in
        the
        program: create, with the new name, takes the object over; then delete comes for the old name.

        Raises:
            AnotherObjectError: Another object stands under its id.
            PlanRefusedError: Another resource declares the witness of this object, and could not get it; or
                this process does not know which other resource may have the object by now.
            TooManyDeletionsError: The run would delete more objects than it may.
        """
        record = self._marked(record)
        if run.is_told_elsewhere:
            raise refusals.told_elsewhere(self._named(record.id), record.id)
        settings, client = self._settings(run, record.properties), self._client(run, record.properties)
        self._refuse_other_system(settings, record)
        if record.mark.imported:
            logger.warning(refusals.ONLY_IMPORTED, self._named(record.id))
            return
        self._delete(run, client, settings, record)

    # Shared by the verbs

    def _outlook(self, run: Run, declaration: Declaration, inputs: Properties) -> Outlook:
        client = self._client(run, inputs)
        found = self.find(client, inputs, shared=True)
        own = run.ledger.gone_first(declaration.owner)
        if found is None or (own and self.identify(found) == own.id):
            against = tuple(self.obstacles(client, inputs, own))
            return Outlook("" if against else f"{declaration.name}: will be made", against)
        what = self._named(self.identify(found))
        standing = self._store(found, inputs, Mark())
        changes = list(self._compared.changes(standing.inputs, inputs, declared_only=True))
        known = [change for change in changes if not has_unknown(inputs.get(change.path))]
        words = self._compared.shown(known, standing.inputs, inputs, declaration.secrets)
        if any(change.replace for change in known) or (known and not self._adopts(inputs)):
            return Outlook(refusals=(str(refusals.differs(what, known, words, self.identify(found))),))
        outcome = run.ledger.take_over(
            declaration.owner,
            self._objects(self._settings(run, inputs).system, self.identify(found), inputs),
            self._witness(standing.inputs),
            since=run.ledger.generation,
            wanted=True,
        )
        if isinstance(outcome, Conflict):
            return Outlook(refusals=(str(self._held_twice(self.identify(found), outcome)),))
        if any(change.path in self.references for change in known):
            against = tuple(self.obstacles(client, inputs, standing.record))
            if against:
                return Outlook(refusals=against)
        later = "".join(f"; {c.path} is not known yet" for c in changes if c not in known)
        if known:
            return Outlook(f"{declaration.name}: {what} will be taken over, changing {words}{later}")
        text = f"{declaration.name}: {what} will be taken over as it is{later}"
        if self._adopts(inputs):
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
        """Take over an existing object; None if another resource of the run has just deleted it."""
        id_, mark = self.identify(found), self._mark(declaration.owner, system, inputs)
        what = self._named(id_)
        standing = self._store(found, inputs, mark)
        changes = list(self._compared.changes(standing.inputs, inputs, declared_only=True))
        refused = any(c.replace for c in changes) or bool(changes and not self._adopts(inputs))
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
            raise refusals.differs(what, changes, words, id_)
        if not changes:
            if self._adopts(inputs):
                logger.info("%s exists already and is as declared: taken over", what)
            else:
                logger.warning(
                    "%s exists already and is as declared: taken over. %s", what, self._not_in_state(run)
                )
            return standing
        if not self.always_there:
            logger.info("%s exists already: taken over, changing %s", what, words)
        changed = self._compared.to_change(changes, standing.inputs, inputs)
        return self._store(self.change(client, id_, inputs, changed), inputs, mark)

    def _completed(self, stored: Stored, known: Mapping[str, Any], client: ClientT) -> Stored:
        """With the secret outputs that the program asks for.

        An error says that the object exists: the next run takes it over, or finds it as declared.
        """
        try:
            return self._with_fetched(stored, known, client)
        except IspError as error:
            error.add_hint(refusals.STANDS.format(self._named(stored.id)))
            raise

    @staticmethod
    def _not_in_state(run: Run) -> str:
        """The text for an object that is taken over although ``adopt_existing`` is not set."""
        text = "No resource of this stack that this run was asked about has it"
        return f"{text}. {refusals.ONE_STACK}" if run.advises() else f"{text} (see the first such warning)"

    def _delete(self, run: Run, client: ClientT, settings: ManagedSettings, record: Record) -> None:
        model = self.locate(client, record) if record.mark.witness else None
        id_ = record.id if model is None else self.identify(model)
        key = self._key(settings.system, id_, record.properties)
        with run.ledger.letting_go(key, record) as keeper:
            if keeper is not None:
                if keeper == record.mark.owner:
                    logger.info("%s is kept, and was not made anew: %s", self._named(id_), refusals.NOT_ANEW)
                else:
                    logger.info("%s is kept: %s owns it now", self._named(id_), shown_owner(keeper))
                    self.kept(client, id_)
                return
            if record.mark.witness:
                if model is None:
                    logger.info("%s was gone already", self._named(id_))
                    return
                try:
                    self._refuse_mismatch(run, record, model, {}, record.secrets, "deleted")
                except AnotherObjectError as error:
                    if not run.ledger.holds_another(record.mark.owner, key):
                        raise
                    # The old half of a replacement: nobody can remove it from state by its name.
                    logger.warning(refusals.OLD_HALF, error.message)
                    return
            standing = record.properties if model is None else self.describe(model)
            holder = self._declared_by_another(run, settings.system, id_, record, standing)
            if holder is not None:
                logger.info("%s is kept: %s owns it now", self._named(id_), shown_owner(holder))
                return
            if not run.destroys:
                self._count(run, key, record.properties, replaced=False)
            self._tell_along(run, id_, record, "is deleted")
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

    def _tell_along(self, run: Run, id_: str, record: Record, what: str) -> None:
        """Say which objects a delete takes along, before it does. No plan shows other people's.

        If the program keeps a property of the object secret, the names of what belongs to it may be secret
        too, and nothing tells: then they are counted, not named.
        """
        properties = record.properties
        try:
            found = list(self.goes_along(self._client(run, properties), id_, properties))
        except NotFoundError:
            return
        except (IspError, OSError) as error:
            # It must be possible to move away from a vendor that does not answer; the delete reports the
            # error.
            logger.warning("%s %s. What goes with it could not be read: %s", self._named(id_), what, error)
            return
        words = "; ".join(
            f"{each.what} ({len(each.names)})"
            if record.secrets
            else f"{each.what} {few(each.names, _TOLD_ALONG)}"
            for each in found
            if each.objects
        )
        if words:
            logger.info("%s %s, and with it, whosever they are: %s", self._named(id_), what, words)

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
        """Log the changes in lists. The engine compares lists by position and shows too many changes."""
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
        """The properties to change, without the parts that another resource owns now; they are kept.

        Raises:
            TooManyDeletionsError: The run would delete more parts than it may.
        """
        wanted = dict(changed)
        with ExitStack() as going:
            for (name, item), (kind, part) in self.parts(record.id, record.properties).items():
                changes = wanted.get(name)
                if not isinstance(changes, dict) or changes.get(item, ...) is not None:
                    continue
                key = Key(f"{self.vendor}.{kind}", system, part)
                if going.enter_context(run.ledger.letting_go(key, record, is_part=True)):
                    wanted[name] = {each: value for each, value in wanted[name].items() if each != item}
                else:
                    self._count(run, key, inputs, replaced=False)
            yield wanted

    def _count(self, run: Run, key: Key, properties: Mapping[str, Any], *, replaced: bool) -> None:
        settings = self._settings(run, properties)
        run.deletions.count(
            key,
            settings.deletions,
            run.size(key.kind, settings.system),
            replaced=replaced,
            knows_all=not run.is_partial,
            lift=settings.how_to_lift,
        )
