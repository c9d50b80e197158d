"""Where the processes of one user learn of each other: files in the user's cache folder that they lock.

The operating system releases a lock when its process ends, however it ends. So nothing has to be cleaned up,
and files that are left over do no harm. Nothing is written into a file.
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
"""The environment variable with the folder to use instead of the cache folder."""

_said: set[Path] = set()
_saying = threading.Lock()


class AloneError(Exception):
    """The folder cannot be used, so this process does not know of others."""


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
    """The processes that share one limit.

    Nothing is created before the first lock.

    Args:
        *about: What the limit belongs to, such as an address and a user name. The folder's name is a hash
            of it, so the name tells nobody what it is.
        root: The folder of all meetings; None takes the user's.
    """

    def __init__(self, *about: str, root: Path | None = None) -> None:
        self._about = about
        self._root = root
        self._usable = True
        self._tried = False

    @cached_property
    def folder(self) -> Path:
        """The folder of this meeting."""
        return self._of_all() / hashlib.sha256("\0".join(self._about).encode()).hexdigest()[:32]

    def take(self, name: str) -> BaseFileLock | None:
        """Lock a file, if nobody has locked it. Any thread may release it.

        Args:
            name: The file's name without ".lock".

        Returns:
            The lock, or None if somebody has it, which may be this process.

        Raises:
            AloneError: The folder cannot be written to, or its file system has no locks. The log says so
                once in a process.
        """
        # Imported here, as it takes time: a process that sends nothing does not need it.
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
        """Use no locks from now on.

        Args:
            error: Why.

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
