"""Where the processes of one user meet: files that a process holds locked, in the user's cache folder.

The system lets go of a lock when its process ends, however it ends, so nothing has to be tidied up, and
what was left behind is in nobody's way. Nothing is written into a file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
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
_saying = threading.Lock()


class AloneError(Exception):
    """The folder cannot be used, so the process goes by itself."""


def root() -> Path:
    """The folder of all meetings of this user. Nothing is made or touched."""
    from platformdirs import user_cache_path

    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_cache_path("pulumi-isp") / "limits"


def refuse_relative(folder: Path) -> None:
    """Refuse a path that is another one in each working folder: programs would not meet.

    Raises:
        OSError: It is relative.
    """
    if not folder.is_absolute():
        raise OSError(errno.EINVAL, "its path is relative")


def try_locks(folder: Path) -> None:
    """See that files in a folder can be locked. Nothing is left behind.

    filelock does not tell: by its version it waits for what nobody has, or makes a file that stands for a
    lock and outlives a process that is killed.

    Raises:
        OSError: None can be made there, or its file system has no locks.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        try:
            import fcntl
        except ModuleNotFoundError:  # Windows, where every file can be locked
            return
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def reason(error: OSError) -> str:
    """Why a folder cannot be used, without its path."""
    return error.strerror or type(error).__name__


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
        self._tried = False

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
            refuse_relative(self.folder)
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._tried:
                try_locks(self.folder)
                self._tried = True
            lock = FileLock(self.folder / f"{name}.lock", mode=0o600, thread_local=False)
            lock.acquire(blocking=False)
        except Timeout:
            return None
        except OSError as error:
            self.give_up(error)
        return lock

    def give_up(self, error: OSError) -> NoReturn:
        """Go by oneself from now on.

        Raises:
            AloneError: Always.
        """
        self._usable = False
        folder = self._of_all()
        with _saying:
            first = folder not in _said
            _said.add(folder)
        if first:
            log.warning(
                "Runs at the same time do not know of each other: %s cannot be used (%s). Each keeps a "
                "system's limits as if it were alone. What to do: make the folder writable, or name another "
                "one in %s.",
                folder,
                reason(error),
                VARIABLE,
            )
        raise AloneError from None

    def _of_all(self) -> Path:
        return self._root or root()
