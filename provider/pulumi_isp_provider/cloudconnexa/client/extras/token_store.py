"""A store for tokens between runs. By default they are only in memory."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ....transport.logs import guarded_logger
from ...errors import ConfigurationError

log = guarded_logger(__name__)

_LARGEST = 64 * 1024
# A link could lead anywhere, and reading a pipe could block. Windows has neither flag.
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Token:
    """An access token.

    Attributes:
        value: The token itself.
        expires_at: Seconds since the epoch.
    """

    value: str = field(repr=False)
    expires_at: float


class TokenStore(Protocol):
    """Keeps tokens between runs."""

    def load(self) -> Token | None:
        """The stored token, or None."""

    def save(self, token: Token) -> None:
        """Store a token instead of the one before."""

    def forget(self, value: str) -> None:
        """Remove this token, which the vendor refused; a newer one stays."""


class FileTokenStore:
    """Keeps the token of one account in a file.

    The file has mode 0600 and belongs to this user; a file that others can read or write is not used. It is
    replaced in one step, so several processes can share it: each reads a complete token, the last one
    written. It contains only the token, its end, and a fingerprint of the account, so that another account's
    token is never used.

    Args:
        path: The file. Its folder must exist.
        account: Identifies the account: the tenant's address and the client id.
    """

    def __init__(self, path: str | Path, *, account: tuple[str, str]) -> None:
        self._path = Path(path)
        self._account = hashlib.sha256("\n".join(account).encode()).hexdigest()

    def load(self) -> Token | None:
        """The stored token; None if there is none for this account.

        Raises:
            ConfigurationError: Others can read or write the file.
        """
        try:
            # Opened before it is checked, so that the checked file is the one that is read.
            handle = os.open(self._path, _READ_ONLY)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(error.strerror or "it cannot be read") from None
        try:
            self._check_owner(os.fstat(handle))
            raw = os.read(handle, _LARGEST)
        finally:
            os.close(handle)
        return self._parse(raw)

    def save(self, token: Token) -> None:
        """Keep a token.

        Raises:
            ConfigurationError: The file cannot be written.
        """
        content = {"account": self._account, "token": token.value, "expires_at": token.expires_at}
        temporary: str | None = None
        try:
            # mkstemp makes the file with mode 0600.
            handle, temporary = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file)
            Path(temporary).replace(self._path)
        except OSError as error:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
            raise self._unusable(error.strerror or "it cannot be written") from None

    def forget(self, value: str) -> None:
        """Remove the token if it is still this one.

        Another process may write a newer one before the file is removed. That only costs one more request.

        Raises:
            ConfigurationError: Others can read or write the file, or it cannot be removed.
        """
        kept = self.load()
        if kept is not None and kept.value == value:
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                raise self._unusable(error.strerror or "it cannot be removed") from None

    def _parse(self, raw: bytes) -> Token | None:
        try:
            content = json.loads(raw)
            account, value, end = content["account"], content["token"], float(content["expires_at"])
        except (ValueError, TypeError, LookupError, RecursionError):
            log.warning("The token file %s is damaged and will be replaced", self._path.name)
            return None
        if account != self._account or not isinstance(value, str) or not math.isfinite(end):
            return None
        return Token(value, end)

    def _check_owner(self, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            raise self._unusable("it is not a regular file")
        if os.name != "posix":
            return
        if found.st_uid != os.geteuid():
            raise self._unusable("it belongs to another user")
        if found.st_mode & 0o077:
            raise self._unusable("others may read or write it")

    def _unusable(self, why: str) -> ConfigurationError:
        return ConfigurationError(
            f"The token file {self._path} cannot be used: {why}",
            hint="Delete it, or name another one in a folder of your own; it is made with mode 0600.",
        )
