"""One vendor with its log, its faults and its initial state."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from .clock import Clock
from .faults import Fault, Faults
from .log import LogEntry, RequestLog
from .plain import plain_copy
from .seed import collector_held
from .vendor import Vendor


class Simulation:
    """A simulated vendor without sockets, as tests and the admin side use it.

    Args:
        vendor: The simulated system.
        seed: Its initial state, in the vendor's seed format. Default: its present state.
        latency: Seconds added to every request.
        log: The request log. Default: one without a file.

    Raises:
        SeedError: The seed is not usable.
    """

    def __init__(
        self,
        vendor: Vendor,
        seed: Mapping[str, Any] | None = None,
        latency: float = 0.0,
        log: RequestLog | None = None,
    ) -> None:
        self.vendor = vendor
        self.latency = latency
        self.log = log or RequestLog()
        self.faults = Faults(vendor.operations)
        self._stopping = threading.Event()
        with collector_held():
            if seed is not None:
                vendor.load(plain_copy(dict(seed)))
            # Not the seed: ids that the vendor chose must be restored too.
            self._first: Mapping[str, Any] = vendor.dump()

    @property
    def clock(self) -> Clock:
        """The vendor's time; move it with ``clock.advance(seconds)``."""
        return self.vendor.clock

    @property
    def requests(self) -> list[LogEntry]:
        """Logged requests, oldest first; the newest 100,000 are kept, fewer if they are large."""
        return self.log.entries()

    def counts(self) -> dict[str, int]:
        """Requests per operation since the start or the last reset, struck ones included."""
        return self.log.counts()

    def count(self, operation: str) -> int:
        """Requests of one operation since the start or the last reset.

        Raises:
            KeyError: The vendor has no such operation; a misspelt name must not count as zero.
        """
        if operation not in self.vendor.operations:
            raise KeyError(operation)
        return self.log.counts().get(operation, 0)

    def reset_log(self) -> None:
        """Forget logged requests and counts."""
        self.log.reset()

    def reset(self, state: bool = False) -> None:
        """Forget log, counts and faults; with ``state``, restore the initial state too."""
        self.log.reset()
        self.faults.clear()
        if state:
            self.load(self._first)

    def fault(self, operation: str, action: str, **script: object) -> Fault:
        """Script a fault.

        Args:
            operation: A name from ``vendor.operations``, or ``*``.
            action: ``status``, ``reset_before``, ``reset_after``, ``stall``, ``truncate``, ``garbage``,
                ``content_type``, ``expire``, ``throttle`` or ``drip``.
            **script: ``times``, ``every`` or ``share`` with ``seed``, and the action's parameters.

        Returns:
            The fault; its ``struck`` is the number of struck requests so far.

        Raises:
            FaultError: A name is unknown or a value out of range; the message says what is allowed.
        """
        return self.faults.add({"operation": operation, "action": action, **script})

    def clear_faults(self) -> None:
        """Remove all faults."""
        self.faults.clear()

    def state(self) -> dict[str, Any]:
        """The vendor's whole state, in its seed format."""
        return self.vendor.dump()

    def load(self, state: Mapping[str, Any]) -> None:
        """Replace the vendor's whole state.

        Raises:
            SeedError: Something in it is not allowed; the old state is kept.
        """
        self.vendor.load(plain_copy(dict(state)))

    def change(self, kind: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Change one object behind the client's back.

        Raises:
            KeyError: No such kind or object.
            SeedError: A field has a value that is not allowed.
        """
        return self.vendor.change(kind, key, fields)

    def remove(self, kind: str, key: str) -> None:
        """Delete one object behind the client's back.

        Raises:
            KeyError: No such kind or object.
        """
        self.vendor.remove(kind, key)

    def expire(self) -> int:
        """End every token or session now; returns their number."""
        return self.vendor.expire()

    def pause(self, seconds: float) -> None:
        """Wait, or less if the simulator is being stopped."""
        if seconds > 0:
            self._stopping.wait(seconds)

    def end_pauses(self) -> None:
        """End all pauses, because the simulator is being stopped."""
        self._stopping.set()
