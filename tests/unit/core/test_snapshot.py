"""One listing that serves many reads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_isp_provider.core.snapshot import Snapshot


class Vendor:
    """A collection that counts how often it is listed."""

    def __init__(self) -> None:
        self.objects = {"a": 1, "b": 2}
        self.listings = 0

    def load(self) -> list[tuple[str, int]]:
        self.listings += 1
        return list(self.objects.items())


def test_many_reads_list_once() -> None:
    """A thousand reads cost one listing."""
    vendor = Vendor()
    snapshot = Snapshot(vendor.load)

    for _ in range(1000):
        assert snapshot.get("a") == 1

    assert vendor.listings == 1


def test_threads_wait_for_one_listing() -> None:
    """Threads that ask at the same time share the listing of the first."""
    vendor = Vendor()
    together = threading.Barrier(8, timeout=30)
    snapshot = Snapshot(vendor.load)

    def read(_: int) -> int | None:
        together.wait()
        return snapshot.get("b")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, range(8))) == [2] * 8
    assert vendor.listings == 1


def test_our_own_writes_show_without_a_new_listing() -> None:
    """What we have written ourselves is applied, not asked for again."""
    vendor = Vendor()
    snapshot = Snapshot(vendor.load)
    snapshot.get("a")

    snapshot.put("c", 3)
    snapshot.remove("a")

    assert (snapshot.get("c"), snapshot.get("a"), vendor.listings) == (3, None, 1)


def test_a_write_before_the_first_listing_needs_no_listing() -> None:
    """A write applied to an empty snapshot leaves it empty: the next read lists everything."""
    vendor = Vendor()
    snapshot = Snapshot(vendor.load)

    snapshot.put("c", 3)

    assert vendor.listings == 0
    assert snapshot.get("c") is None


def test_dropped_and_old_listings_are_made_anew() -> None:
    """A dropped listing, and one past its lifetime, is asked for again."""
    vendor = Vendor()
    now = [0.0]
    snapshot = Snapshot(vendor.load, lifetime=60, clock=lambda: now[0])
    snapshot.get("a")

    snapshot.drop()
    snapshot.get("a")
    now[0] = 61
    snapshot.get("a")

    assert vendor.listings == 3


def test_a_failed_listing_is_not_kept() -> None:
    """A listing that fails leaves nothing behind: the next read tries again."""
    down = [True]

    def load() -> list[tuple[str, int]]:
        if down.pop():
            raise RuntimeError("down")
        return [("a", 1)]

    snapshot = Snapshot(load)
    with pytest.raises(RuntimeError, match="down"):
        snapshot.get("a")
    down.append(False)
    assert snapshot.get("a") == 1


def test_objects_are_found_by_other_things_than_their_key() -> None:
    """One listing answers for every index; writes of our own show in it, and drop forgets it."""
    vendor = Vendor()
    vendor.objects = {"a": 1, "b": 2, "c": 4}
    snapshot = Snapshot(
        vendor.load,
        by={"odd": lambda each: "yes" if each % 2 else None, "half": lambda each: str(each // 2)},
    )

    assert snapshot.having("odd", "yes") == (1,)
    assert snapshot.having("half", "1") == (2,)
    snapshot.put("a", 3)
    snapshot.put("d", 5)
    snapshot.remove("b")
    snapshot.remove("x")
    assert snapshot.having("odd", "yes") == (3, 5)
    assert snapshot.having("half", "0") == ()
    assert snapshot.having("half", "1") == (3,)
    assert snapshot.having("half", "2") == (4, 5)
    assert vendor.listings == 1

    snapshot.drop()
    assert snapshot.having("odd", "yes") == (1,)
    assert vendor.listings == 2


def test_an_index_is_not_older_than_its_listing() -> None:
    """A listing that was made anew for a read by key serves the index, too."""
    vendor = Vendor()
    snapshot = Snapshot(vendor.load, by={"value": str})
    assert snapshot.having("value", "1") == (1,)
    vendor.objects = {"a": 7}
    snapshot.drop()

    assert snapshot.get("a") == 7

    assert snapshot.having("value", "1") == ()
    assert snapshot.having("value", "7") == (7,)
    assert vendor.listings == 2


def test_looking_up_does_not_go_through_all_objects() -> None:
    """A thousand look-ups among ten thousand objects look at each object once, when it is listed."""
    looked_at = []

    def value(each: int) -> str:
        looked_at.append(each)
        return f"serial-{each}"

    snapshot = Snapshot(lambda: [(str(number), number) for number in range(10_000)], by={"serial": value})

    for number in range(0, 10_000, 10):
        assert snapshot.having("serial", f"serial-{number}") == (number,)
        assert snapshot.get(str(number)) == number

    assert len(looked_at) == 10_000


def test_index_that_comes_later_knows_what_is_listed_already() -> None:
    """Whoever looks by something new lists nothing again, and what is written from then on is found by it."""
    vendor = Vendor()
    snapshot = Snapshot(vendor.load)
    snapshot.put("c", 3)
    assert snapshot.get("b") == 2

    snapshot.index("double", lambda each: 2 * each)
    snapshot.put("d", 4)

    assert [snapshot.having("double", value) for value in (2, 4, 8, 6)] == [(1,), (2,), (4,), ()]
    assert vendor.listings == 1
