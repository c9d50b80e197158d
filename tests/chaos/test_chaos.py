"""Promise 11 by chance: seeded runs under faults, ended at any moment, with other programs in between."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil
import pytest
from tests.acceptance.test_interruptions import ctrl_c, power_cut, recover
from tests.specimens import SPECIMENS
from tests.support.isp import Isp
from tests.support.promises import keeps
from tests.support.stack import Stack
from tests.support.waiting import wait_until

MakeStack = Callable[[str | Path], Stack]

ONLY_ONES: Final = {kind for kind, each in SPECIMENS.items() if each.is_only_one}
"""What a system has once, and keeps."""
PROGRAM: Final = Path(__file__).with_name("program.py")
FAULTS: Final[tuple[tuple[str, Mapping[str, Any]], ...]] = (
    ("status", {"status": 500}),
    ("status", {"status": 503}),
    ("reset_before", {}),
    ("reset_after", {}),
    ("garbage", {}),
    ("truncate", {"bytes": 20}),
)
"""What strikes every tenth request: before its effect, or after it."""


@dataclass
class Programs:
    """What is to be: another program each time, or, while a run is not done, the one before or the same.

    An object that a half-done replacement has left is in the way of any third program, if it differs from
    what that one declares (docs/operations.md).
    """

    subject: Stack
    chance: random.Random
    two: list[tuple[str, str]] = field(default_factory=list)

    def edit(self, *, done: bool) -> None:
        """Choose one."""
        if done or len(self.two) < 2:
            word, shift = self.chance.choice(["red", "amber", "green"]), self.chance.choice(["10", "11"])
            self.two = [*self.two[-1:], (word, shift)]
        else:
            self.chance.shuffle(self.two)
        self._set()

    def finish(self) -> None:
        """Run `up` to its end; where what was cut short is in the way, with the program of that run first."""
        tried = self.subject.run("up", "--yes", "--skip-preview", fails=None)
        if tried.code == 0:
            return
        assert "exists already and differs in" in tried.text
        assert "What to do: " in tried.text
        self.two.reverse()
        self._set()
        self.subject.up()

    def _set(self) -> None:
        self.subject.environ["CHAOS_WORD"], self.subject.environ["CHAOS_SHIFT"] = self.two[-1]


def standing(isp: Isp) -> dict[str, set[str]]:
    """The ids of what stands at the vendors, by kind of resource; what a system has once is left out."""
    return {
        kind: {str(each["id"]) for each in isp.objects(specimen.vendor, specimen.collection)}
        for kind, specimen in SPECIMENS.items()
        if kind not in ONLY_ONES
    }


def held(subject: Stack) -> dict[str, list[str]]:
    """The ids that the state has, by kind of resource, without the shelf."""
    kinds = {subject.token(kind): kind for kind in SPECIMENS}
    found: dict[str, list[str]] = {kind: [] for kind in SPECIMENS}
    for entry in subject.resources():
        kind = kinds[entry["type"]]
        found[kind].append(SPECIMENS[kind].key(entry["id"]).removeprefix("hill/"))
    return found


def strike_every_tenth(isp: Isp, chance: random.Random) -> None:
    """Two faults for each vendor, each for one request in twenty."""
    for vendor in (isp.cms, isp.cloudconnexa):
        for action, params in chance.sample(FAULTS, 2):
            vendor.fault(operation="*", action=action, share=0.05, seed=chance.randrange(10**6), **params)


def clear(isp: Isp) -> None:
    """Nothing strikes any more."""
    isp.cms.clear_faults()
    isp.cloudconnexa.clear_faults()


def cut_short(programs: Programs) -> None:
    """Run `up`, and end it once the vendors have seen so many writes; then do as docs/operations.md says."""
    subject, chance = programs.subject, programs.chance
    blow, writes = chance.choice([ctrl_c, power_cut]), chance.randrange(1, 20)
    subject.isp.reset_logs()
    with subject.started("up", "--yes", "--skip-preview") as running:
        wait_until(
            lambda: len(subject.isp.writes()) >= writes or running.process.poll() is not None,
            "a moment to strike",
        )
        with suppress(psutil.NoSuchProcess):  # it has ended by itself
            blow(running)
    clear(subject.isp)
    recover(subject)
    programs.finish()
    subject.refresh("--clear-pending-creates")


@keeps(11)
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("front", "seed", "cells", "rounds"),
    [
        ("dynamic", 1, 1, 4),
        pytest.param("plugin", 1, 1, 4, marks=pytest.mark.large),
        pytest.param("dynamic", 2, 20, 12, marks=pytest.mark.large),
        pytest.param("plugin", 3, 20, 12, marks=pytest.mark.large),
    ],
)
def test_promise_11_by_chance(stack: MakeStack, seed: int, cells: int, rounds: int) -> None:
    """After all of it, one more `up`: each object stands once, none is left over, nothing more is to do."""
    chance = random.Random(seed)
    subject = stack(PROGRAM)
    subject.environ["CHAOS_CELLS"] = str(cells)
    subject.configure({"calix:maxDeletions": "100%", "cloudconnexa:maxDeletions": "100%"}, {})
    before, programs, done = standing(subject.isp), Programs(subject, chance), True
    for _ in range(rounds):
        programs.edit(done=done)
        strike_every_tenth(subject.isp, chance)
        if chance.random() < 0.5:
            cut_short(programs)
            done = True
        else:
            done = subject.run("up", "--yes", "--skip-preview", fails=None).code == 0
        clear(subject.isp)

    programs.finish()

    ours = held(subject)
    assert {kind: len(ids) for kind, ids in ours.items()} == {
        kind: 1 if kind in ONLY_ONES else cells for kind in SPECIMENS
    }
    assert standing(subject.isp) == {kind: ids | set(ours[kind]) for kind, ids in before.items()}
    subject.up("--expect-no-changes")
    subject.refresh("--expect-no-changes")
    subject.destroy()
    assert standing(subject.isp) == before
