"""The request log: requests, answers, and counts by operation."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter, deque
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from werkzeug.wrappers import Request

from .mask import masker

KEPT_ENTRIES = 100_000
KEPT_CHARACTERS = 64 * 1024 * 1024
KEPT_BODY = 64 * 1024
"""Maximum characters of a body in the log."""

_ENTRY_SIZE = 512


@dataclass(slots=True)
class LogEntry:
    """One request. Secrets are masked.

    Attributes:
        operation: The vendor's name of the operation.
        method: HTTP method.
        path: Path without the query.
        query: Query string without the question mark.
        headers: Request headers by name, title-cased.
        body: Request body as text; at most the first 65,536 characters.
        started: When it had arrived, in seconds since the epoch; never decreases from entry to entry.
        ended: When its answer was ready or abandoned; ``None`` while it is running.
        status: The status; ``None`` while it is running, and if the connection was reset.
        struck: Action of the fault that struck it, if any.
        bug: Whether the simulator itself failed on it.
    """

    operation: str
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str
    started: float
    ended: float | None = None
    status: int | None = None
    struck: str | None = None
    bug: bool = False

    @property
    def size(self) -> int:
        """Its approximate size in characters."""
        headers = sum(len(name) + len(value) for name, value in self.headers.items())
        return _ENTRY_SIZE + len(self.path) + len(self.query) + len(self.body) + headers

    def as_json(self) -> dict[str, Any]:
        """The entry as JSON values."""
        return asdict(self)


class RequestLog:
    """Keeps the newest entries, and exact counts of all.

    Args:
        file: Also append each answered entry to this file, as a line of JSON.
        system: The value of ``system`` in each line.
        kept: Maximum number of entries; older ones are dropped.
        kept_characters: Maximum characters of all entries.
    """

    def __init__(
        self,
        file: Path | str | None = None,
        system: str = "",
        kept: int = KEPT_ENTRIES,
        kept_characters: int = KEPT_CHARACTERS,
    ) -> None:
        self._lock = threading.Lock()
        self._entries: deque[LogEntry] = deque()
        self._size = 0
        self._kept = kept
        self._kept_characters = kept_characters
        self._system = system
        self._counts: Counter[str] = Counter()
        self._epoch = time.time() - time.monotonic()
        self._path = file
        self._file: TextIO | None = None

    def open(self) -> None:
        """Open the file, if there is one.

        Raises:
            OSError: It cannot be written.
        """
        if self._path is None:
            return
        try:
            self._file = Path(self._path).open("a", encoding="utf-8")  # noqa: SIM115 - see close()
        except OSError as error:
            raise OSError(f"the log {self._path} cannot be written ({error.strerror or error})") from error

    def begin(self, operation: str, request: Request, secrets: Collection[str]) -> LogEntry:
        """Add a request that has just arrived."""
        mask = masker(frozenset(secrets))
        # Cut after masking, so that the end does not contain the beginning of a secret.
        text = request.get_data()[: 4 * KEPT_BODY].decode("utf-8", "replace")
        entry = LogEntry(
            operation=operation,
            method=request.method,
            path=mask.text(request.path),
            query=mask.text(request.query_string.decode("latin-1")),
            headers={name: mask.header(name, value) for name, value in request.headers.items()},
            body=mask.text(text)[:KEPT_BODY],
            started=self._now(),
        )
        with self._lock:
            self._counts[operation] += 1
            self._entries.append(entry)
            self._size += entry.size
            while len(self._entries) > self._kept or self._size > self._kept_characters:
                self._size -= self._entries.popleft().size
        return entry

    def end(self, entry: LogEntry, status: int | None) -> None:
        """Note the answer of a request; no status means that it was not answered."""
        entry.status = status
        entry.ended = self._now()
        if self._file is not None:
            line = json.dumps({"system": self._system, **entry.as_json()}, ensure_ascii=False)
            with self._lock:
                if not self._file.closed:
                    self._file.write(f"{line}\n")
                    self._file.flush()

    def _now(self) -> float:
        return self._epoch + time.monotonic()

    def entries(self) -> list[LogEntry]:
        """The kept entries, oldest first."""
        with self._lock:
            return list(self._entries)

    def counts(self) -> dict[str, int]:
        """Requests per operation since the last reset."""
        with self._lock:
            return dict(self._counts)

    def reset(self) -> None:
        """Forget entries and counts; the file stays."""
        with self._lock:
            self._entries.clear()
            self._counts.clear()
            self._size = 0

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._file is not None:
                self._file.close()
