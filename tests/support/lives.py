"""A resource's life as a table: the real lifecycle and client against a simulator, without an engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_provider.cloudconnexa.releases import RELEASES
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings
from pulumi_isp_provider.core.declarations import Checked, Declaration, Difference, Outlook
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.records import Mark, Record, Stored
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.core.settings import ManagedSettings


@dataclass(frozen=True, kw_only=True)
class SomeSettings(ManagedSettings):
    """Settings of a vendor that exists only in tests."""

    vendor = "test"
    url: str = "http://vendor.example"


SETTINGS: dict[str, ManagedSettings] = {
    "calix": CalixSettings(url="http://cms.example:18080", username="engineer", password="hush"),
    "cloudconnexa": CloudConnexaSettings(
        url="https://acme.api.openvpn.example",
        client_id="pulumi",
        client_secret="hush",
        api_version=RELEASES[-1],
    ),
    "test": SomeSettings(),
}


class Reached:
    """Connections to vendors with an existing client.

    Args:
        client: The client.
        settings: Settings by the name of the connection. Default: the settings of the vendor.
    """

    def __init__(self, client: Any, settings: Mapping[str, ManagedSettings] | None = None) -> None:
        self._client = client
        self._settings = dict(settings or {})

    def settings(self, vendor: str, connection: str) -> ManagedSettings:
        found = self._settings.get(connection)
        return found or replace(SETTINGS[vendor], connection=connection)

    def client(self, vendor: str, connection: str) -> Any:
        return self._client


class Hands:
    """The verbs of one kind of resource, in one run.

    Args:
        kind: The kind of resource.
        client: A client of its vendor.
        run: The run; by default a new one.
        owner: The default owner of calls.
    """

    def __init__(
        self,
        kind: type[Lifecycle[Any, Any]] | Lifecycle[Any, Any],
        client: Any = None,
        run: Run | None = None,
        *,
        owner: str = "a",
    ) -> None:
        self.life = kind() if isinstance(kind, type) else kind
        self.run = run or Run(Reached(client))
        self.owner = f"{self.life.vendor}.{self.life.kind}::{owner}"

    def named(self, owner: str) -> Hands:
        """The same run, for another declaration."""
        return Hands(self.life, run=self.run, owner=owner)

    def declared(self, inputs: Mapping[str, Any], *secrets: str) -> Declaration:
        return Declaration(self.owner, dict(inputs), frozenset(secrets))

    def check(self, news: Mapping[str, Any], before: Record | None = None) -> Checked:
        return self.life.check(self.run, self.declared(news), before)

    def look(self, news: Mapping[str, Any], *secrets: str) -> Outlook:
        return self.life.look(self.run, self.declared(news, *secrets))

    def diff(
        self, id_: str | Stored | Record, olds: Mapping[str, Any], news: Mapping[str, Any]
    ) -> Difference:
        return self.life.diff(self.run, record_of(id_, olds), self.declared(news))

    def create(self, inputs: Mapping[str, Any]) -> Stored:
        return self.life.create(self.run, self.declared(inputs))

    def read(self, id_: str | Stored | Record, state: Mapping[str, Any] | None = None) -> Stored | None:
        return self.life.read(self.run, record_of(id_, state))

    def update(
        self, id_: str | Stored | Record, olds: Mapping[str, Any], inputs: Mapping[str, Any]
    ) -> Stored:
        return self.life.update(self.run, record_of(id_, olds), self.declared(inputs))

    def delete(self, id_: str | Stored | Record, state: Mapping[str, Any] | None = None) -> None:
        self.life.delete(self.run, record_of(id_, state))


def record_of(id_: str | Stored | Record, state: Mapping[str, Any] | None) -> Record:
    """The record in state: as stored, or with only id and outputs, as an older build wrote it."""
    if isinstance(id_, Stored):
        return id_.record
    if isinstance(id_, Record):
        return id_
    return Record(id_, dict(state or {}), Mark())


@dataclass(frozen=True)
class Step:
    """One change of the declaration.

    Attributes:
        news: The new declaration.
        changes: The properties that diff must name: ``name``, or ``-name`` if it is no longer declared.
        replaces: Those that mean a new object.
    """

    news: Mapping[str, Any]
    changes: tuple[str, ...]
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Life:
    """Create, then each step, then delete.

    Attributes:
        born: The first declaration.
        id: The id that create must return, if known.
        computed: Outputs that create must return in addition to the declared properties.
        steps: The changes.
    """

    born: Mapping[str, Any]
    steps: tuple[Step, ...] = ()
    id: str | None = None
    computed: Mapping[str, Any] = field(default_factory=dict)

    def without(self, names: Collection[str]) -> Life:
        """The same life without some properties."""

        def left(declared: Mapping[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in declared.items() if name not in names}

        steps = tuple(
            replace(
                step,
                news=left(step.news),
                changes=tuple(each for each in step.changes if each.lstrip("-") not in names),
            )
            for step in self.steps
        )
        return replace(self, born=left(self.born), steps=steps)


def no_longer_declared(born: Mapping[str, Any], changed: Collection[str], same: Collection[str] = ()) -> Life:
    """A life in which some properties are no longer declared.

    Args:
        born: The first declaration.
        changed: The ones that get another value. Diff must name them.
        same: The ones that keep their value.
    """
    left = {name: value for name, value in born.items() if name not in {*changed, *same}}
    return Life(born=born, steps=(Step(left, tuple(f"-{name}" for name in changed)),))


def live(kind: type[Lifecycle[Any, Any]], client: Any, life: Life) -> None:
    """Run a life. After each step, read and diff must find no difference."""
    hands = Hands(kind, client)
    declared = _checked(hands, life.born)
    stored = hands.create(declared)
    if life.id is not None:
        assert stored.id == life.id
    assert {name: stored.outputs[name] for name in life.computed} == dict(life.computed)
    stored = _settled(Hands(kind, client), client, stored, declared)
    for step in life.steps:
        hands = Hands(kind, client)  # each step is a separate run
        declared = _checked(hands, step.news)
        difference = hands.diff(stored, {}, declared)
        named = {f"-{c.path}" if c.kind == "delete" else c.path for c in difference.changes}
        assert named == set(step.changes)
        assert set(difference.replaces) == set(step.replaces)
        if step.replaces:
            assert hands.look(declared).refusals == (), "a preview refuses a possible change"
            if difference.delete_before_replace:
                hands.delete(stored)
                stored = hands.create(declared)
            else:
                old = stored
                stored = hands.create(declared)
                hands.delete(old)
        else:
            stored = hands.update(stored, {}, declared)
        stored = _settled(Hands(kind, client), client, stored, declared)
    hands = Hands(kind, client)
    hands.delete(stored)
    assert (hands.read(stored) is not None) == hands.life.always_there
    hands.delete(stored)


def _checked(hands: Hands, news: Mapping[str, Any]) -> dict[str, Any]:
    checked = hands.check(news)
    assert checked.failures == []
    again = hands.check(checked.inputs)
    assert again.inputs == checked.inputs, "check must accept its own result"
    return checked.inputs


def _settled(hands: Hands, client: Any, stored: Stored, declared: Mapping[str, Any]) -> Stored:
    seen = hands.read(stored)
    assert seen is not None
    assert seen.id == stored.id
    assert seen.inputs == declared
    described = hands.life.describe(hands.life.fetch(client, stored.id))
    fields = hands.life.remote(dict.fromkeys(hands.life.schema().fields))
    assert set(described) == {*fields, *hands.life.computed}, "describe must name every property"
    assert seen == stored
    assert hands.diff(seen, {}, declared).changes == []
    return seen
