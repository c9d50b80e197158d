"""Processes, and threads that stand for some, take turns at so many places, and none is passed over."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pulumi_isp_provider.transport.meeting import Meeting
from pulumi_isp_provider.transport.turns import Turns

SHORT = 0.02

WORKER = """
import os, sys
from pathlib import Path
from pulumi_isp_provider.transport.meeting import Meeting
from pulumi_isp_provider.transport.turns import Turns
root, name = sys.argv[1:]
turns = Turns(Meeting("node", root=Path(root, "limits")), "node", seconds=0.02)
log = Path(root, "log")
said = ""
while len(said) < 6:
    with turns:
        os.mkdir(Path(root, "inside"))  # fails where somebody else is in
        said = log.read_text()
        if not said.endswith(name):
            log.write_text(said + name)
        os.rmdir(Path(root, "inside"))
"""

HOLDER = """
import sys
from pathlib import Path
from pulumi_isp_provider.transport.meeting import Meeting
from pulumi_isp_provider.transport.turns import Turns
with Turns(Meeting("node", root=Path(sys.argv[1])), "node", seconds=0.02):
    print("in", flush=True)
    sys.stdin.read()
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


@pytest.fixture
def turns(tmp_path: Path) -> Callable[..., Turns]:
    """Makes what one process would have."""
    return lambda **options: Turns(Meeting("node", root=tmp_path), "node", seconds=SHORT, **options)


def test_two_processes_are_never_in_at_once_and_both_go_on(tmp_path: Path) -> None:
    """Neither ends before each has had several turns."""
    (tmp_path / "log").write_text("")
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path), name]) for name in "ab"]
    assert [worker.wait() for worker in workers] == [0, 0]
    assert (tmp_path / "log").read_text()[:6] in {"ababab", "bababa"}


def test_a_process_that_is_killed_does_not_keep_its_place(
    tmp_path: Path, turns: Callable[..., Turns]
) -> None:
    holder = holding(tmp_path)
    assert Meeting("node", root=tmp_path).take("0") is None
    holder.kill()
    holder.communicate()
    with turns():
        assert Meeting("node", root=tmp_path).take("0") is None


def test_who_always_has_threads_inside_lets_another_in_all_the_same(turns: Callable[..., Turns]) -> None:
    busy, other = turns(), turns()
    lock, done = threading.Lock(), threading.Event()
    inside = 0

    def work() -> None:
        nonlocal inside
        while not done.is_set():
            with busy:
                with lock:
                    inside += 1
                done.wait(SHORT / 4)
                with lock:
                    inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    with other:
        seen = inside
        done.set()
    for thread in threads:
        thread.join()
    assert seen == 0


def test_there_is_room_for_as_many_as_there_are_places(turns: Callable[..., Turns], tmp_path: Path) -> None:
    with turns(places=2), turns(places=2):
        assert [Meeting("node", root=tmp_path).take(name) for name in "01"] == [None, None]


def test_a_place_is_kept_for_a_moment_and_given_up_when_nobody_comes(
    turns: Callable[..., Turns], tmp_path: Path
) -> None:
    patient = Turns(Meeting("other", root=tmp_path), "other", seconds=3600)
    with patient:
        pass
    assert Meeting("other", root=tmp_path).take("0") is None
    with turns():
        pass
    while Meeting("node", root=tmp_path).take("0") is None:
        time.sleep(SHORT)


def test_a_place_with_something_to_end_is_kept_until_another_needs_it(
    turns: Callable[..., Turns], tmp_path: Path
) -> None:
    left: list[str] = []
    one = turns(leave=lambda: left.append("one"))
    other = turns(leave=lambda: left.append("other"))
    for _ in range(3):
        with one:
            pass
    assert left == []
    with other:
        assert left == ["one"]
    with one:
        assert left == ["one", "other"]
    one.give_up()
    assert left == ["one", "other"]
    assert Meeting("node", root=tmp_path).take("0") is not None


def test_giving_up_while_somebody_is_inside_shuts_nobody_out(turns: Callable[..., Turns]) -> None:
    one, other = turns(leave=lambda: None), turns(leave=lambda: None)
    with one:
        one.give_up()
        with other:
            pass
    with one, one:
        pass


def test_a_wait_can_be_ended(turns: Callable[..., Turns]) -> None:
    def closed() -> None:
        raise RuntimeError("closed")

    with turns(), pytest.raises(RuntimeError, match="closed"), turns(check=closed):
        pass
    with turns():  # nobody stands at the door any more
        pass


def test_where_processes_cannot_meet_everybody_is_let_in(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    alone = [Turns(Meeting("node", root=tmp_path / "file"), "node", seconds=SHORT) for _ in range(2)]
    with alone[0], alone[1], alone[0]:
        pass
