"""Check: inputs are validated and normalised, and the ledger of the run gets what the program declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import ConfigurationError, ValidationError
from .declarations import Checked, Declaration, connection_of, shown_owner, whole_owner
from .definition import ClientT, ModelT
from .grounds import Ground, Plot
from .guards import Guarded
from .ownership import Key
from .records import Properties, Record
from .run import Run
from .schema import UNKNOWN, Failure, has_unknown, same_values, validate_inputs
from .settings import ManagedSettings


class Checking(Guarded[ClientT, ModelT]):
    """One kind of resource whose declarations can be checked."""

    def check(self, run: Run, declaration: Declaration, before: Record | None = None) -> Checked:
        """Validate and normalise inputs, find their connection, and note what the program declares.

        Nothing is sent.

        Args:
            run: The run.
            declaration: What the program declares.
            before: Its inputs in state, if it is there.
        """
        checked = self._validated(declaration.inputs)
        inputs, failures = checked.inputs, list(checked.failures)
        connection = inputs.get("connection")
        system: str | None = None
        settings: ManagedSettings | None = None
        if connection is not UNKNOWN:
            try:
                settings = self._settings(run, inputs)
            except ConfigurationError as error:
                failures.append(Failure("", str(error)))
            else:
                system = settings.system
                failures += self._too_new(inputs, settings)
                if before and connection_of(before.properties) == settings.connection:
                    failures += self._moved(before, settings)
        if not failures:
            failures = [Failure("", text) for text in self._declare(run, declaration, inputs, system or "")]
        if not failures and settings:
            failures = list(self._crowded(run, declaration, inputs, settings))
        return Checked(inputs, failures, system)

    def _validated(self, raw: Mapping[str, Any]) -> Checked:
        return Checked(*validate_inputs(self._schema, _given(raw)))

    def _normal(self, run: Run, declaration: Declaration) -> Properties:
        # Between check and create the engine makes every number a float again, and a policy may write new
        # values. Values that check has accepted are not checked again.
        inputs, seen = declaration.inputs, run.ledger.inputs(declaration.owner)
        if seen and same_values(seen, _given(inputs)):
            return dict(seen)
        checked = self._validated(inputs)
        if checked.failures:
            raise ValidationError(
                "; ".join(map(str, checked.failures)),
                object=f"{self.vendor}.{self.kind}",
                hint="The values of the program itself were checked before. A policy's remediation or a "
                "transform wrote this value later: correct it there.",
            )
        return checked.inputs

    def _too_new(self, inputs: Properties, settings: ManagedSettings) -> Iterator[Failure]:
        """Declared properties of a later release than the connection's."""
        for name, release in self._since.items():
            if inputs.get(name) is not None and not has_unknown(inputs[name]):
                why = settings.lacks(release)
                if why:
                    yield Failure(name, why)

    def _as_it_is(self, inputs: Mapping[str, Any]) -> Properties:
        return self._validated(inputs).inputs

    def _declare(self, run: Run, declaration: Declaration, inputs: Properties, system: str) -> Iterator[str]:
        named = self.object_name(None, inputs)
        # A referenced object may have no id yet, but the program gives its resource.
        told = {
            name: f"[{whole_owner(owner)}]"
            for name, owner in declaration.refers.items()
            if inputs.get(name) is UNKNOWN
        }
        natural = self.natural_keys({**inputs, **told})
        conflicts = run.ledger.declare(
            declaration.owner,
            self._kind,
            system,
            [Key(self._kind, system, words) for words in natural] if system else [],
            [Key(self._kind, system, named)] if named and system else [],
            declaration.overruled,
            inputs,
        )
        for conflict in conflicts:
            whose = shown_owner(conflict.owner)
            if self.is_only_one:
                yield (
                    f"{system} has one {self._kind}, and {whose} declares it already: remove one of the two, "
                    "and declare with the other what is in both"
                )
            else:
                yield (
                    f"{conflict.key.name} is declared by {whose} already: remove one of the two, or give it "
                    "another key"
                )

    def _crowded(
        self, run: Run, declaration: Declaration, inputs: Properties, settings: ManagedSettings
    ) -> Iterator[Failure]:
        """Overlaps with the ranges of other declarations."""
        grounds = []
        for plot in self.plots(inputs, settings):
            place = self._place_of(run, declaration, plot, inputs, settings.system)
            if place is not None:
                grounds.append(Ground((settings.system, place), plot))
        for met in run.ledger.grounds.take(declaration.owner, grounds):
            own = met.owner == declaration.owner
            whose = "this resource" if own else shown_owner(met.owner)
            yield Failure(
                met.mine.path,
                f"{met.mine.name} overlaps {met.other.name}, which {whose} declares as {met.other.path}. "
                f"{self.why_apart}",
            )

    def _place_of(
        self, run: Run, declaration: Declaration, plot: Plot, inputs: Properties, system: str
    ) -> str | None:
        """The object with a range: its resource if known, else its id."""
        if plot.place is None:
            return declaration.owner
        id_ = inputs.get(plot.place)
        if has_unknown(id_):
            return declaration.refers.get(plot.place)
        kind = self._compared.properties[plot.place].traits.refers_to
        return run.ledger.holder(Key(f"{self.vendor}.{kind}", system, str(id_))) or f"id {id_}"


def _given(raw: Mapping[str, Any]) -> Properties:
    """The properties that have a value."""
    return {key: value for key, value in raw.items() if value is not None}
