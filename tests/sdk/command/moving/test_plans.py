"""What `move` and `import-state` refuse, and what they would write; nothing but states, and no engine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pulumi_isp.command.moving import front, move
from pulumi_isp.command.moving.stack import RefusedError, Stack
from pulumi_isp.command.moving.urns import Urn

SYSTEM = "http://cms:18080"
ONT = "pulumi-python:isp/calix:Ont"
SERVICE = "pulumi-python:isp/calix:EthernetService"
PROVIDER = "pulumi:providers:pulumi-python"


def urn(stack: str, types: str, name: str) -> str:
    return f"urn:pulumi:{stack}::isp::{types}::{name}"


def entry(stack: str, types: str, name: str, id_: str, **more: Any) -> dict[str, Any]:
    """A resource in a state, on the dynamic front."""
    owner = "calix.Ont" if types.endswith("Ont") else "calix.EthernetService"
    return {
        "urn": urn(stack, types, name),
        "custom": True,
        "type": types.rpartition("$")[2],
        "id": id_,
        "inputs": {"__owner": f"{owner}::{name}"},
        "outputs": {"__owner": f"{owner}::{name}", "__system": SYSTEM},
        "parent": urn(stack, "pulumi:pulumi:Stack", f"isp-{stack}"),
        "provider": f"{urn(stack, PROVIDER, 'default')}::p-{stack}",
        **more,
    }


def stack(name: str, *entries: dict[str, Any], **more: Any) -> Stack:
    """A stack that holds something, and its own resource and provider."""
    root = {"urn": urn(name, "pulumi:pulumi:Stack", f"isp-{name}"), "type": "pulumi:pulumi:Stack"}
    provider = {"urn": urn(name, PROVIDER, "default"), "type": PROVIDER, "id": f"p-{name}", "custom": True}
    deployment = {
        "secrets_providers": {"type": "passphrase", "state": {"salt": "v1:x"}},
        "resources": [root, provider, *entries],
        **more,
    }
    return Stack(name, Path(), json.dumps({"version": 3, "deployment": deployment}))


HILL = [
    entry("hill", ONT, "ada", "hill/1"),
    entry(
        "hill",
        SERVICE,
        "line",
        "hill/1/gigabit/1/1",
        deletedWith=urn("hill", ONT, "ada"),
        propertyDependencies={"ont": [urn("hill", ONT, "ada")]},
    ),
]


def planned(source: Stack, target: Stack, *names: str, system: str = SYSTEM, **wish: bool) -> move.Plan:
    return move.plan(source, target, move.Wish(names, **wish), lambda *_: system)


@pytest.mark.parametrize(
    ("source", "target", "names", "says"),
    [
        (HILL, [], ["nobody"], "no resource 'nobody'"),
        (HILL, [], ["ada"], "line (deletedWith) -> ada"),
        (HILL, [], ["line"], "line (deletedWith) -> ada"),
        ([{**HILL[0], "delete": True}], [], ["ada"], "about to be replaced or deleted"),
        ([{**HILL[0], "pendingReplacement": True}], [], ["ada"], "about to be replaced or deleted"),
        ([{**HILL[0], "taint": True}], [], ["ada"], "about to be replaced or deleted"),
        ([{**HILL[0], "external": True}], [], ["ada"], "only read"),
        ([{**HILL[0], "type": "random:index:Id"}], [], ["ada"], "`pulumi state move`"),
        ([HILL[0]], [entry("dale", ONT, "ada", "dale/1")], ["ada"], "has a resource of that name"),
        ([HILL[0]], [entry("dale", ONT, "eve", "hill/1")], ["ada"], "the object of ada already, as eve"),
        ([HILL[0]], [entry("dale", ONT, "ada", "hill/1")], ["ada"], "has a resource of that name"),
    ],
)
def test_what_cannot_move_is_named_with_what_to_do(
    source: Sequence[dict[str, Any]], target: Sequence[dict[str, Any]], names: Sequence[str], says: str
) -> None:
    """Each case by itself; an object in both stacks too, unless the first would retain it."""
    with pytest.raises(RefusedError) as refused:
        planned(stack("hill", *source), stack("dale", *target), *names)

    assert says in str(refused.value)
    assert "What to do: " in str(refused.value)


def test_stacks_that_are_not_at_rest_or_not_there_are_refused() -> None:
    """A pending operation in either, a target without state or key, the same one twice, another system."""
    pending = {"pending_operations": [{"type": "creating", "resource": HILL[0]}]}
    empty = Stack("dale", Path(), json.dumps({"version": 3, "deployment": None}))
    keyless = stack("dale", secrets_providers=None)
    for source, target, system, says in (
        (stack("hill", HILL[0], **pending), stack("dale"), SYSTEM, "Stack hill has operations"),
        (stack("hill", HILL[0]), stack("dale", **pending), SYSTEM, "Stack dale has operations"),
        (stack("hill", HILL[0]), empty, SYSTEM, "Stack dale has no state yet"),
        (stack("hill", HILL[0]), keyless, SYSTEM, "Stack dale has no state yet"),
        (stack("hill", HILL[0]), stack("hill", HILL[0]), SYSTEM, "the same stack"),
        (stack("hill", HILL[0]), stack("dale"), "http://else", f"ada is at {SYSTEM}"),
    ):
        with pytest.raises(RefusedError) as refused:
            planned(source, target, "ada", system=system)
        assert says in str(refused.value)
        assert "What to do: " in str(refused.value)


def test_an_id_of_another_system_has_not_arrived() -> None:
    """Two E7s of one name at two CMS: what the source retains would be in no state any more."""
    theirs = entry("dale", ONT, "ada", "hill/1", outputs={"__system": "http://other:18080"})

    with pytest.raises(RefusedError, match="has a resource of that name"):
        planned(stack("hill", {**HILL[0], "retainOnDelete": True}), stack("dale", theirs), "ada")


def test_copies_of_two_stacks_of_one_name_are_two_files(tmp_path: Path) -> None:
    """Those of two projects, within the same second."""
    one, other = stack("dev", HILL[0]), stack("dev")

    files = [each.keep(tmp_path) for each in (one, other)]

    assert [each.read_text() for each in files] == [one.text, other.text]


def test_along_takes_all_that_is_tied_and_cut_names_what_it_cuts() -> None:
    """From either end; what another stack knows of its provider is its own."""
    source, target = stack("hill", *HILL, entry("hill", ONT, "eve", "hill/2")), stack("dale")

    for name in ("ada", "line"):
        along = planned(source, target, name, along=True)
        assert along.urns == {
            urn("hill", ONT, "ada"): urn("dale", ONT, "ada"),
            urn("hill", SERVICE, "line"): urn("dale", SERVICE, "line"),
        }
        assert (along.cut, along.new_providers) == ([], frozenset())
    cut = planned(source, target, "line", cut=True)
    assert cut.cut == [(urn("hill", SERVICE, "line"), "deletedWith", urn("hill", ONT, "ada"))]
    assert list(cut.urns) == [urn("hill", SERVICE, "line")]


def test_what_arrives_is_called_as_there_and_leaves_no_tie() -> None:
    """A child whose parent stays stands at the top; its owner's mark follows, and the provider is theirs."""
    inside = f"isp:own:Line${ONT}"
    child = entry("hill", inside, "ada", "hill/1", parent=urn("hill", "isp:own:Line", "line"))
    for part in ("inputs", "outputs"):
        child[part]["__owner"] = "isp:own:Line$calix.Ont::ada"
    parent = {"urn": urn("hill", "isp:own:Line", "line"), "type": "isp:own:Line"}
    source = stack("hill", parent, {**child, "dependencies": [parent["urn"]], "aliases": ["urn:x"]})
    plan = planned(source, stack("dale"), "ada", cut=True)

    (arrived,) = plan._arrived(source.resources)

    assert arrived["urn"] == urn("dale", ONT, "ada")
    assert arrived["parent"] == urn("dale", "pulumi:pulumi:Stack", "isp-dale")
    assert arrived["provider"] == f"{urn('dale', PROVIDER, 'default')}::p-dale"
    assert arrived["inputs"]["__owner"] == arrived["outputs"]["__owner"] == "calix.Ont::ada"
    assert arrived["dependencies"] == []
    assert "aliases" not in arrived


def test_a_state_goes_to_the_other_front_and_back_the_same() -> None:
    """Types in names of children too; the old provider goes, and the way back finds all as it was."""
    child = entry("hill", f"{ONT}${SERVICE}", "line", "hill/1/gigabit/1/1", parent=HILL[0]["urn"])
    del child["outputs"]["__owner"]  # as of a program in another language
    before = stack("hill", HILL[0], {**child, "dependencies": [HILL[0]["urn"]]})

    plan = front.plan(before, "plugin")
    there = Stack("hill", Path(), before.with_resources(plan._told()))
    back = Stack("hill", Path(), there.with_resources(front.plan(there, "dynamic")._told()))

    assert plan.retyped == 2
    assert {each["type"] for each in there.resources} == {
        "pulumi:pulumi:Stack",
        "pulumi:providers:isp",
        "isp:calix:Ont",
        "isp:calix:EthernetService",
    }
    line = there.resources[-1]
    assert Urn.parse(line["urn"]).types == ("isp:calix:Ont", "isp:calix:EthernetService")
    assert line["parent"] == line["dependencies"][0] == urn("hill", "isp:calix:Ont", "ada")
    assert [each["urn"] for each in back.resources] == [each["urn"] for each in before.resources]
    assert [each["outputs"]["__owner"] for each in back.resources[2:]] == [
        "calix.Ont::ada",
        f"{ONT}$calix.EthernetService::line",
    ]
    assert front.plan(there, "plugin").urns == {}


@pytest.mark.parametrize("more", [{"delete": True}, {"pendingReplacement": True}])
def test_a_state_in_between_stays_on_its_front(more: dict[str, bool]) -> None:
    """What is about to go is another process's to delete."""
    with pytest.raises(RefusedError, match="about to be replaced"):
        front.plan(stack("hill", {**HILL[0], **more}), "plugin")
