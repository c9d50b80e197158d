"""A bounded number at a time, in order."""

from __future__ import annotations

import threading

import pytest

from pulumi_isp_provider.transport.slots import Slots


def test_served_in_the_order_of_arrival() -> None:
    """Who leaves and comes again stands at the end of the queue."""
    slots = Slots(1)
    served: list[str] = []
    queued = threading.Event()

    def wait(name: str) -> None:
        queued.set()
        with slots:
            served.append(name)

    with slots:
        threads = []
        for name in ("a", "b", "c"):
            queued.clear()
            threads.append(threading.Thread(target=wait, args=(name,)))
            threads[-1].start()
            assert queued.wait(10)
            while slots.waiting < len(threads):
                threads[-1].join(0.001)
    with slots:
        served.append("back again")
    for thread in threads:
        thread.join(10)
    assert served == ["a", "b", "c", "back again"]


def test_interrupted_waiter_takes_no_slot_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while waiting leaves as many slots as before, also if the turn came in that very moment."""
    slots = Slots(1)

    class Interrupted(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            raise KeyboardInterrupt

    class InterruptedTooLate(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            slots.__exit__()
            raise KeyboardInterrupt

    slots.__enter__()
    with monkeypatch.context() as patch:
        patch.setattr(threading, "Event", Interrupted)
        with pytest.raises(KeyboardInterrupt):
            slots.__enter__()
        patch.setattr(threading, "Event", InterruptedTooLate)
        with pytest.raises(KeyboardInterrupt):
            slots.__enter__()
    assert slots.waiting == 0
    with slots:
        pass
