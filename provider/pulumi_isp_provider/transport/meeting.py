"""Where the processes of one user meet: files that a process holds locked, in the user's cache folder.

The system lets go of a lock when its process ends, however it ends, so nothing has to be tidied up, and
what was left behind is in nobody's way. Nothing is written into a file.
"""

from __future__ import annotations

import hashlib
import os
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from .logs import guarded_logger

if TYPE_CHECKING:
    from filelock import BaseFileLock

log = guarded_logger(__name__)

VARIABLE: Final = "PULUMI_ISP_LIMITS"
"""Names the folder, where the cache folder is not to be used."""

_said: set[Path] = set()
_lock = threading.Lock()


class AloneError(Exception):
    """The folder cannot be used, so the process goes by itself."""


class Meeting:
    """The processes that one limit holds for together.

    Nothing is made or touched before the first lock.

    Args:
        *about: What the limit belongs to, such as an address and a user name. The folder's name is a hash of
            it and tells nothing.
        root: The folder of all meetings; None takes the user's.
    """

    def __init__(self, *about: str, root: Path | None = None) -> None:
        self._about = about
        self._root = root
        self._usable = True

    @cached_property
    def folder(self) -> Path:
        """Where these processes meet."""
        return self._of_all() / hashlib.sha256("\0".join(self._about).encode()).hexdigest()[:32]

    def take(self, name: str) -> BaseFileLock | None:
        """Lock a file, if nobody holds it; to be released on any thread.

        Args:
            name: The file's name without ending.

        Returns:
            The lock, or None where somebody has it, this process included.

        Raises:
            AloneError: The folder cannot be written, or has no locks. The log says so once in a process.
        """
        # Whoever never sends anything does without the time that this takes.
        from filelock import FileLock, Timeout

        if not self._usable:
            raise AloneError
        try:
            folder = self.folder
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(folder / f"{name}.lock", mode=0o600, thread_local=False)
            lock.acquire(blocking=False)
        except Timeout:
            return None
        except (OSError, NotImplementedError) as error:
            self.give_up(error)
        return lock

    def give_up(self, error: Exception) -> NoReturn:
        """Go by oneself from now on.

        Raises:
            AloneError: Always.
        """
        self._usable = False
        root = self._of_all()
        with _lock:
            first = root not in _said
            _said.add(root)
        if first:
            log.warning(
                "Runs at the same time do not know of each other: %s cannot be used (%s). Each keeps a "
                "system's limits as if it were alone. What to do: make the folder writable, or name another "
                "one in %s.",
                root,
                getattr(error, "strerror", None) or type(error).__name__,
                VARIABLE,
            )
        raise AloneError from None

    def _of_all(self) -> Path:
        from platformdirs import user_cache_path

        named = os.environ.get(VARIABLE)
        return self._root or (Path(named) if named else user_cache_path("pulumi-isp") / "limits")
