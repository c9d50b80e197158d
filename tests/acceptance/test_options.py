"""What Pulumi's options do on either front: the statements of the table in docs/fronts.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
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

    ignored, written = plant.up(program('ignore_changes=["description"]', one="new"))
    assert (ignored.changes, written) == ({"same": 2}, [])

    changed, written = plant.up(program('replace_on_changes=["description"]', one="new"))
    in_place = front == "dynamic"
    assert changed.changes == ({"update": 1, "same": 1} if in_place else {**ANEW, "same": 1})
    assert written == (["merge"] if in_place else ["delete", "create"])

    both = program(one="newer", two="newer")
    _, written = plant.up(both, "--target", plant.urn("one"))
    assert (written, plant.descriptions()) == (["merge"], {"7": "newer", "8": "two"})
    _, written = plant.up(both, "--exclude", plant.urn("two"))
    assert written == []
    _, written = plant.up(both, "--exclude", plant.urn("one"))
    assert (written, plant.descriptions()) == (["merge"], {"7": "newer", "8": "newer"})

    one = plant.urn("one")
    kept, _ = plant.up(both, "--replace", one)
    assert "is kept, and was not made anew" in kept.text
    first = program("delete_before_replace=True", one="newer", two="newer")
    anew, written = plant.up(first, "--replace", one)
    assert (anew.changes, written) == ({**ANEW, "same": 1}, ["delete", "create"])
    plant.stack.run("state", "taint", "--yes", one)
    tainted, written = plant.up(first)
    assert (tainted.changes, written) == ({**ANEW, "same": 1}, ["delete", "create"])

    plant.isp.cms.change("onts", "hill/8", {"descr": "theirs"})
    plant.isp.reset_logs()
    plant.stack.refresh("--run-program")
    assert plant.isp.writes() == []
    repaired, written = plant.up(first)
    assert (repaired.changes, written) == ({"update": 1, "same": 1}, ["merge"])

    home = 'home = pulumi.ComponentResource("my:plant:Home", "home")'
    inside = "parent=home, aliases=[pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)]"
    moved, written = plant.up(program(inside, one="newer", two="newer", before=home))
    assert (moved.changes, written) == ({"same": 2}, [])
    assert "my:plant:Home$" in plant.urn("one")

    guarded = program(f"protect=True, {inside}", one="newer", two="newer", before=home)
    plant.up(guarded)
    plant.up("", fails=True)
    assert plant.descriptions() == {"7": "newer"}
    plant.stack.run("state", "unprotect", "--yes", plant.urn("one"))
    _, written = plant.up("")
    assert written == ["delete"]

    held: Fault = plant.isp.cms.fault(operation="ont.create", action="stall", seconds=3, hold="answer")
    made, _ = plant.up(program('custom_timeouts=pulumi.CustomTimeouts(create="1s")'))
    assert held.struck
    assert made.changes == {"create": 2}

    plant.up(program("retain_on_delete=True"))
    _, written = plant.up("")
    assert (written, plant.descriptions()) == (["delete"], {"7": "one"})
