"""What Pulumi's options do on either front: the table in docs/fronts.md, row by row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.options import OPTIONS, Fate
from tests.support.stack import Ran, Stack

from pulumi_isp_simulators import Fault

MakeStack = Callable[[str | Path], Stack]

ANEW = {"delete-replaced": 1, "replace": 1, "create-replacement": 1}


def program(options: str = "", one: str = "one", two: str = "two", *, before: str = "") -> str:
    """Two ONTs with these descriptions, the first one with options."""
    return f"""
import pulumi
from pulumi_isp import calix
{before}
calix.Ont(
    "one", pulumi.ResourceOptions({options}), network_name="hill", ont_id=7, ont_profile=162,
    description="{one}",
)
calix.Ont("two", network_name="hill", ont_id=8, ont_profile=162, description="{two}")
"""


class Plant:
    """A stack with two ONTs."""

    def __init__(self, subject: Stack) -> None:
        self.stack = subject
        self.isp = subject.isp

    def urn(self, name: str) -> str:
        """The URN of one of them."""
        urns = [str(each["urn"]) for each in self.stack.resources()]
        return next(urn for urn in urns if urn.endswith(f"::{name}"))

    def descriptions(self) -> dict[str, str]:
        """What stands at the vendor, by the ONT's number."""
        onts = self.isp.objects("calix", "onts")
        return {str(each["id"]): each["descr"] for each in onts if str(each["id"]) in ("7", "8")}

    def up(self, text: str, *words: str, fails: bool = False) -> tuple[Ran, list[str]]:
        """Run a program; and what was written at the vendor."""
        self.stack.write(text)
        self.isp.reset_logs()
        ran = self.stack.up(*words, fails=fails)
        return ran, [each.removeprefix("cms: ont.") for each in self.isp.writes()]


def fate(ran: Ran, written: list[str]) -> Fate:
    """What a run has done with the one resource that an option is about."""
    if "is kept, and was not made anew" in ran.text:
        return Fate.KEPT
    return {"": Fate.LEFT_OUT, "merge": Fate.IN_PLACE, "delete create": Fate.ANEW}[" ".join(written)]


@pytest.mark.parametrize("front", ["plugin"])
def test_replace_on_changes_deletes_and_makes_anew(stack: MakeStack) -> None:
    """A changed property that is named there is a replacement, and the number is free for it by then."""
    plant = Plant(stack(program()))
    plant.stack.up()

    replaced, written = plant.up(program('replace_on_changes=["description"]', one="new"))

    assert replaced.changes == {**ANEW, "same": 1}
    assert written == ["delete", "create"]
    assert plant.descriptions() == {"7": "new", "8": "two"}


@pytest.mark.large
@pytest.mark.parametrize("front", ["dynamic", "plugin"])
def test_each_option_does_what_the_table_says(stack: MakeStack, front: str) -> None:
    """One stack, an option or a flag at a time, and what the vendor is sent for it."""
    plant = Plant(stack(program()))
    plant.stack.up()
    seen: dict[str, Fate] = {}

    ignored, written = plant.up(program('ignore_changes=["description"]', one="new"))
    assert ignored.changes == {"same": 2}
    seen["`ignore_changes`"] = fate(ignored, written)

    changed, written = plant.up(program('replace_on_changes=["description"]', one="new"))
    assert changed.changes in ({"update": 1, "same": 1}, {**ANEW, "same": 1})
    seen["`replace_on_changes`"] = fate(changed, written)

    both = program(one="newer", two="newer")
    _, written = plant.up(both, "--target", plant.urn("one"))
    assert (written, plant.descriptions()) == (["merge"], {"7": "newer", "8": "two"})
    _, written = plant.up(both, "--exclude", plant.urn("two"))
    assert written == []
    _, written = plant.up(both, "--exclude", plant.urn("one"))
    assert (written, plant.descriptions()) == (["merge"], {"7": "newer", "8": "newer"})
    seen["`--target`, `--exclude`"] = Fate.APART

    one = plant.urn("one")
    seen["`--replace`"] = fate(*plant.up(both, "--replace", one))
    plant.stack.run("state", "taint", "--yes", one)
    seen["`state taint`"] = fate(*plant.up(both))
    first = program("delete_before_replace=True", one="newer", two="newer")
    anew, written = plant.up(first, "--replace", one)
    assert anew.changes == {**ANEW, "same": 1}
    seen["`delete_before_replace`, with `--replace`"] = fate(anew, written)
    plant.stack.run("state", "taint", "--yes", one)
    tainted, written = plant.up(first)
    assert tainted.changes == {**ANEW, "same": 1}
    seen["`delete_before_replace`, with `state taint`"] = fate(tainted, written)

    plant.isp.cms.change("onts", "hill/8", {"descr": "theirs"})
    plant.isp.reset_logs()
    refreshed = plant.stack.refresh("--run-program")
    assert "theirs" in refreshed.text
    assert plant.isp.writes() == []
    repaired, written = plant.up(first)
    assert (repaired.changes, written) == ({"update": 1, "same": 1}, ["merge"])
    seen["`refresh --run-program`"] = Fate.LOOKED_AT

    home = 'home = pulumi.ComponentResource("my:plant:Home", "home")'
    inside = "parent=home, aliases=[pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)]"
    moved, written = plant.up(program(inside, one="newer", two="newer", before=home))
    assert (moved.changes, written) == ({"same": 2}, [])
    assert "my:plant:Home$" in plant.urn("one")
    seen["`aliases`, a move into a component"] = Fate.FOLLOWED

    guarded = program(f"protect=True, {inside}", one="newer", two="newer", before=home)
    plant.up(guarded)
    plant.up("", fails=True)
    assert plant.descriptions() == {"7": "newer"}
    seen["`protect`"] = Fate.PROTECTED
    plant.stack.run("state", "unprotect", "--yes", plant.urn("one"))
    _, written = plant.up("")
    assert written == ["delete"]

    held: Fault = plant.isp.cms.fault(operation="ont.create", action="stall", seconds=3, hold="answer")
    made, _ = plant.up(program('custom_timeouts=pulumi.CustomTimeouts(create="1s")'))
    assert held.struck
    assert made.changes == {"create": 2}
    seen["`custom_timeouts`"] = Fate.NO_LIMIT

    for options in ("provider=west", "providers=[west]", 'version="0.1.0"'):
        west = 'west = pulumi.ProviderResource("isp", "west", {})'
        refused, written = plant.up(program(options, before=west), fails=True)
        assert "a provider of their own" in refused.text
        assert written == []
    seen["`provider`, `providers`, `version`"] = Fate.REFUSED

    plant.up(program("retain_on_delete=True"))
    _, written = plant.up("")
    assert (written, plant.descriptions()) == (["delete"], {"7": "one"})
    seen["`retain_on_delete`"] = Fate.LET_GO

    imports = program('import_="hill/7"')
    if front == "dynamic":
        refused, written = plant.up(imports, fails=True)
        assert "Pulumi cannot import dynamic resources" in refused.text
        assert plant.descriptions() == {"7": "one"}
        seen["`import_`"] = Fate.REFUSED
    else:
        imported, written = plant.up(imports)
        assert imported.changes["import"] == 1
        assert written == ["create"]  # the other one
        seen["`import_`"] = Fate.IMPORTED
    plant.up(program())

    tied = (
        program()
        .replace('"two",', '"two", pulumi.ResourceOptions(deleted_with=one),')
        .replace('calix.Ont(\n    "one"', 'one = calix.Ont(\n    "one"')
    )
    plant.up(tied)
    ended, written = plant.up("")
    assert (ended.changes, written) == ({"delete": 2}, ["delete"])
    seen["`deleted_with`"] = Fate.GOES_ALONG

    assert seen == {each.name: each.on(front) for each in OPTIONS}
