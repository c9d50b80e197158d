"""A resource's life as a table: the real lifecycle and client against a simulator, without an engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_isp_provider.lifecycle import Lifecycle


@dataclass(frozen=True)
class Step:
    """One change of mind.

    Attributes:
        news: What is declared from now on.
        changes: The properties that diff must name, as ``name`` or ``-name`` where it is no longer declared.
        replaces: Those of them that mean a new object.
    """

    news: Mapping[str, Any]
    changes: tuple[str, ...]
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Life:
    """Create, then each step, then delete.

    Attributes:
        born: What is declared first.
        id: The id that create must give, where it is known.
        computed: Outputs that create must give, beside what was declared.
        steps: What happens then.
    """

    born: Mapping[str, Any]
    steps: tuple[Step, ...] = ()
    id: str | None = None
    computed: Mapping[str, Any] = field(default_factory=dict)


def live(kind: type[Lifecycle[Any, Any]], client: Any, life: Life) -> None:
    """Run a life through; after every step, reading and comparing must find nothing to do."""
    lifecycle = kind()
    declared = _checked(lifecycle, life.born)
    stored = lifecycle.create(client, declared)
    if life.id is not None:
        assert stored.id == life.id
    assert {name: stored.outputs[name] for name in life.computed} == dict(life.computed)
    outputs = _settled(lifecycle, client, stored.id, stored.outputs, declared)
    for step in life.steps:
        lifecycle = kind()  # every step is a run of its own
        declared = _checked(lifecycle, step.news)
        difference = lifecycle.diff(stored.id, outputs, declared)
        named = {f"-{c.path}" if c.kind == "delete" else c.path for c in difference.changes}
        assert named == set(step.changes)
        assert set(difference.replaces) == set(step.replaces)
        if step.replaces:
            if difference.delete_before_replace:
                lifecycle.delete(client, stored.id, outputs)
                stored = lifecycle.create(client, declared)
            else:
                old = stored.id
                stored = lifecycle.create(client, declared)
                lifecycle.delete(client, old, outputs)
        else:
            stored = lifecycle.update(client, stored.id, outputs, declared)
        outputs = _settled(lifecycle, client, stored.id, stored.outputs, declared)
    lifecycle = kind()
    lifecycle.delete(client, stored.id, outputs)
    assert lifecycle.read(client, stored.id, outputs) is None
    lifecycle.delete(client, stored.id, outputs)


def _checked(lifecycle: Lifecycle[Any, Any], news: Mapping[str, Any]) -> dict[str, Any]:
    checked = lifecycle.check(news)
    assert checked.failures == []
    again = lifecycle.check(checked.inputs)
    assert again.inputs == checked.inputs, "check must take back what it gives"
    return checked.inputs


def _settled(
    lifecycle: Lifecycle[Any, Any],
    client: Any,
    id_: str,
    outputs: Mapping[str, Any],
    declared: Mapping[str, Any],
) -> dict[str, Any]:
    lifecycle = type(lifecycle)()  # the next run
    seen = lifecycle.read(client, id_, outputs)
    assert seen is not None
    assert seen.id == id_
    assert seen.inputs == declared
    described = lifecycle.describe(lifecycle.fetch(client, id_))
    fields = lifecycle.remote(dict.fromkeys(lifecycle.schema().fields))
    assert set(described) == {*fields, *lifecycle.computed}, "describe must name every property"
    assert seen.outputs == outputs
    assert lifecycle.diff(id_, seen.outputs, declared).changes == []
    return seen.outputs
