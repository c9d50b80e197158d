"""How many processes of this user draw from one account at the moment.

Each takes the first free slot in a folder, a file that it holds locked as long as it lives. The system lets
go of the lock when a process ends, however it ends, so nothing has to be tidied up. Beside it lies a file that
is touched while the process sends, so that one that has long sent nothing takes no share from the others.
Nothing is written into any file.
"""

from __future__ import annotations

import hashlib
import math
import threading
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from .clock import Clock
from .logs import guarded_logger

log = guarded_logger(__name__)

RECOUNT = 1.0
"""Seconds for which a count holds. Who comes to others sends nothing for as long: by then they know."""

IDLE = 600.0
"""Seconds without a request after which a process has no share. It comes back as one that is new, and does
so after half that time, so that no two clocks have to agree."""

SLOTS = 64
"""Processes that are told apart; of more, each takes the share of one in 64."""


def folder_of(*account: str) -> Path:
    """Where the processes of an account meet: in the user's cache folder, under a name that tells nothing."""
    name = hashlib.sha256("\0".join(account).encode()).hexdigest()[:32]
    return user_cache_path("pulumi-isp") / "limits" / name


class Peers:
    """The processes that draw from one account, this one included.

    Nothing is touched before the first count. Where the folder cannot be written, or its file system has no
    locks, the process counts as the only one, and the log says so once.

    Args:
        folder: Where they meet; it is made.
        clock: Where time comes from.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self._folder = folder
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._slot: FileLock | None = None
        self._usable = True
        self._count = 1
        self._counted_at = -math.inf
        self._arrivals = 0
        self._quiet_until = -math.inf

    @property
    def arrivals(self) -> int:
        """How often this process has come to others; each time what it took for its own is theirs."""
        with self._lock:
            return self._arrivals

    @property
    def quiet_until(self) -> float:
        """Time of the clock before which it sends nothing, as the others do not know of it yet."""
        with self._lock:
            return self._quiet_until

    def count(self) -> int:
        """Processes that draw from the account, 1 or more; at most :data:`RECOUNT` old."""
        with self._lock:
            now = self._clock.now()
            away = now - self._counted_at
            if self._usable and away >= RECOUNT:
                self._counted_at = now
                try:
                    self._count = self._look()
                except (OSError, NotImplementedError) as error:
                    self._give_up(error)
                if self._count > 1 and away > IDLE / 2:
                    self._arrivals += 1
                    self._quiet_until = now + RECOUNT
            return self._count

    def leave(self) -> None:
        """Give the slot back; for a process that goes on without the account."""
        with self._lock:
            if self._slot is not None:
                self._slot.release()
                self._slot = None
            self._counted_at = -math.inf
            self._count = 1

    def _give_up(self, error: Exception) -> None:
        self._usable = False
        self._count = 1
        log.warning(
            "Runs at the same time cannot share the server's rate limit: %s cannot be used (%s). "
            "Each goes by what the server tells it.",
            self._folder,
            getattr(error, "strerror", None) or type(error).__name__,
        )

    def _look(self) -> int:
        if self._slot is None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._slot = next(filter(None, map(self._taken, range(SLOTS))), None)
        own = Path(self._slot.lock_file) if self._slot else None
        if own:
            own.with_suffix(".used").touch(mode=0o600)
        others = (path for path in self._folder.glob("*.lock") if path != own)
        return 1 + sum(1 for path in others if _drawing(path))

    def _taken(self, number: int) -> FileLock | None:
        lock = _lock_at(self._folder / f"{number}.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return None
        return lock


def _lock_at(path: Path) -> FileLock:
    # Threads take turns at it by a lock of their own.
    return FileLock(path, mode=0o600, thread_local=False)


def _drawing(path: Path) -> bool:
    """Whether a process holds this slot and has sent something of late."""
    with suppress(FileNotFoundError):  # it has the slot, and is about to say so
        # A clock that was put back makes it younger than now: it counts.
        if time.time() - path.with_suffix(".used").stat().st_mtime > IDLE:
            return False
    lock = _lock_at(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False
