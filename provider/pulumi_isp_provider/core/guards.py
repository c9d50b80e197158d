"""What a lifecycle refuses before it changes or deletes anything, and the connections that it uses.

An object is the one in state if its witness says so. A refusal names the object, says why, and what to do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from ..errors import (
    AlreadyExistsError,
    AnotherObjectError,
    AnotherSystemError,
    ConfigurationError,
    IspError,
    NotFoundError,
)
from . import refusals
from .comparison import Change, is_empty
from .declarations import Declaration, connection_of
from .definition import ClientT, Definition, ModelT
from .ownership import Conflict, Key, Witness, differing_witness
from .records import Mark, Properties, Record
from .run import Run
from .schema import UNKNOWN, Failure, has_unknown
from .settings import ManagedSettings


class Guarded(Definition[ClientT, ModelT]):
    """One kind of resource with its guards: each raises where a verb must not go on."""

    # Connections

    def _settings(self, run: Run, properties: Mapping[str, Any]) -> ManagedSettings:
        found = run.connections.settings(self.vendor, connection_of(properties))
        return cast("ManagedSettings", found)

    def _client(self, run: Run, properties: Mapping[str, Any]) -> ClientT:
        client: ClientT = run.connections.client(self.vendor, connection_of(properties))
        return client

    # Guards

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
            error.add_hint(f"{what} was not {verb}, because it is not known whether that is possible.")
            raise
        if found:
            raise refusals.impossible(what, verb, found, own.id if own else None)

    def _stands(
        self, run: Run, client: ClientT, owner: str, inputs: Properties, own: Record | None, verb: str
    ) -> bool:
        """Whether the object in the way is the new one itself, made by an interrupted run."""
        if verb == "changed" and own and self.locate(client, own) is not None:
            return False
        # The old one is being deleted, or is gone: the engine compares it too, and then creates in any case.
        found = self.find(client, inputs, shared=True) if self.can_be_found(inputs) else None
        if found is None or (own and self.identify(found) == own.id):
            return False
        standing = self._store(found, inputs, Mark())
        key = self._key(self._settings(run, inputs).system, standing.id, standing.inputs)
        if run.ledger.other_owner(key, owner, self._witness(standing.inputs)) is not None:
            return False
        changes = list(self._compared.changes(standing.inputs, inputs, declared_only=True))
        return not any(c.replace for c in changes) and (not changes or self._adopts(inputs))

    def _refuse_foreign(
        self,
        run: Run,
        record: Record,
        declaration: Declaration,
        inputs: Properties,
        changes: Collection[Change],
    ) -> None:
        """Refuse to change another object that a refresh found with the id, unless that is allowed."""
        if inputs.get("adopt_existing") or not changes:
            return
        # A value from the program names the object; one that Pulumi put there was read.
        paths = {change.path for change in changes} | run.ledger.overruled(declaration.owner)
        seen = record.properties
        standing = {
            name: self._proof(name, seen[name])
            for name in record.mark.witness
            if name in paths and not is_empty(seen.get(name))
        }
        self._refuse_another(record.id, record.mark.witness, standing, declaration.secrets, "changed")

    def _refuse_imported(
        self, record: Record, declaration: Declaration, inputs: Properties, changes: Iterable[Change]
    ) -> None:
        """Refuse to change an object imported by a wrong id: the witness must be as declared."""
        if not record.mark.imported or inputs.get("adopt_existing"):
            return
        proofs = [change for change in changes if change.path in record.mark.witness]
        known = [change for change in proofs if not has_unknown(inputs.get(change.path))]
        if known:
            words = self._compared.shown(known, record.properties, inputs, declaration.secrets)
            raise refusals.imported(self._named(record.id), words, record.id)

    def _refuse_stranger(
        self, run: Run, record: Record, properties: Mapping[str, Any], secrets: frozenset[str]
    ) -> None:
        """Refuse to make the new object if the old one, which is deleted then, is not the one in state."""
        if not record.mark.witness:
            return
        try:
            model = self.locate(self._client(run, properties), record, shared=True)
        except (IspError, OSError):
            # It must be possible to move away from a vendor that does not answer; the delete reports the
            # error.
            return
        if model is not None:
            self._refuse_mismatch(run, record, model, {}, secrets, "replaced")

    def _look_first(
        self, run: Run, client: ClientT, record: Record, declaration: Declaration, inputs: Properties
    ) -> Properties:
        """Check that the object is the one in state, before anything is changed.

        Returns:
            If another object is taken over: the properties of the witness that have to be changed too. State
                may
            not know that they differ.
        """
        if not record.mark.witness:
            return {}
        model = self.locate(client, record)
        if model is None:
            other = self.fetch(client, record.id)
            if other is None:
                raise NotFoundError(
                    f"There is no {self._named(record.id)} any more", object=record.id, hint=refusals.GONE
                )
            model = other
        elif self.identify(model) != record.id:
            raise AnotherObjectError(
                f"{self._named(record.id)} stands under {self.identify(model)} now",
                hint="Run `pulumi refresh`: the state follows it. Then run `pulumi up` again.",
                object=record.id,
            )
        if not inputs.get("adopt_existing"):
            ours = {
                name: proof
                for name, proof in self._witness(inputs).items()
                if name not in run.ledger.overruled(declaration.owner)
            }
            self._refuse_mismatch(run, record, model, ours, declaration.secrets, "changed")
            return {}
        seen = self.describe(model)
        return {
            name: inputs[name]
            for name in self.witnesses(inputs)
            if not self._compared.same(name, seen.get(name), inputs[name])
        }

    def _refuse_mismatch(
        self,
        run: Run,
        record: Record,
        model: ModelT,
        wanted: Mapping[str, str],
        secrets: frozenset[str],
        verb: str,
    ) -> None:
        """Refuse if the object at the vendor is not the one in state.

        Args:
            run: The run.
            record: What state knows.
            model: The object at the vendor.
            wanted: The declared witness; a value that agrees with it is accepted too.
            secrets: Names of the properties that are not shown.
            verb: The refused action, as in ``changed``.
        """
        seen = self.describe(model)
        standing = {
            name: self._proof(name, seen[name])
            for name in record.mark.witness
            if not is_empty(seen.get(name)) and self._proof(name, seen[name]) != wanted.get(name)
        }
        self._refuse_another(self.identify(model), record.mark.witness, standing, secrets, verb)

    def _declared_by_another(
        self, run: Run, system: str, id_: str, record: Record, standing: Mapping[str, Any]
    ) -> str | None:
        """The resource that declares the witness of an object about to be deleted: it is the owner now.

        Deletes come last; after an error only if the engine was told to continue.

        Raises:
            PlanRefusedError: That resource could not get the object.
        """
        if run.ledger.declares(record.mark.owner):
            return None  # replaced, as planned
        keys = [Key(self._kind, system, words) for words in self.proven_keys(standing)]
        found = run.ledger.declared_by(keys, record.mark.owner)
        if found is None or self._makes_room(run, found.owner, record):
            return None
        if not run.ledger.is_settled(found.owner):
            raise refusals.wanted(self._named(id_), found, id_)
        # Otherwise its own object is elsewhere: the device has moved to another shelf.
        own = self._key(system, id_, record.properties)
        return found.owner if run.ledger.holds(found.owner, own) else None

    @staticmethod
    def _makes_room(run: Run, owner: str, record: Record) -> bool:
        """Whether an object is deleted for its own resource, which had another name when it was written.

        The engine compares before it deletes. For a requested replacement (``--replace``, taint) it does not,
        and the delete comes first. All other deletes come last.
        """
        replaced = run.ledger.replaced(owner)
        if replaced is not None:
            return (replaced.id, replaced.mark) == (record.id, record.mark)
        return not (run.ledger.is_begun(owner) or run.goes_on)

    def _refuse_another(
        self, id_: str, known: Witness, standing: Witness, secrets: frozenset[str], verb: str
    ) -> None:
        name = differing_witness(known, standing)
        if name is None:
            return
        hidden = name in secrets
        mine, theirs = ("[secret]", "[secret]") if hidden else (repr(known[name]), repr(standing[name]))
        raise refusals.another_object(self._named(id_), verb, name, mine, theirs, id_)

    def _refuse_other_system(self, settings: ManagedSettings, record: Record) -> None:
        if record.mark.system and not settings.is_system(record.mark.system):
            raise refusals.another_system(self._kind, record.mark.system, settings)

    def _moved(self, before: Record, settings: ManagedSettings) -> Iterator[Failure]:
        """The failure if the connection of this name leads to another system than before."""
        try:
            self._refuse_other_system(settings, before)
        except AnotherSystemError as error:
            yield Failure("", str(error))

    def _systems(self, run: Run, record: Record, inputs: Properties) -> tuple[str, str]:
        """The system of the object, and the declared one, independent of the connections' names."""
        if inputs.get("connection") is UNKNOWN:
            return record.mark.system or connection_of(record.properties), "not known yet"
        target = self._settings(run, inputs)
        if record.mark.system and target.is_system(record.mark.system):
            return target.system, target.system
        try:
            source = self._settings(run, record.properties)
        except ConfigurationError as error:
            error.hint = (
                f"The state knows the object by the connection {connection_of(record.properties)!r}. Keep "
                "the settings of that connection until `pulumi up` has moved the resource to the other one."
            )
            raise
        self._refuse_other_system(source, record)
        return source.system, target.system

    def _held_twice(self, id_: str, conflict: Conflict) -> AlreadyExistsError:
        return refusals.held_twice(self._named(id_), self._kind, conflict, id_)

    def _adopts(self, inputs: Properties) -> bool:
        """Whether an object that differs is changed as declared."""
        return self.always_there or bool(inputs.get("adopt_existing"))
