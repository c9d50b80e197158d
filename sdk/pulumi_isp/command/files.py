"""Writes the files of a command: all of them or none, and each one completely."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o600
"""Mode of a file that only this user may read."""


def write(texts: Mapping[Path, str], mode: int | None = None) -> None:
    """Write files. Each is first written under another name beside its place; then all are renamed.

    Args:
        texts: The text of each file. Its folder must exist.
        mode: The mode of the files; None for the usual one.
    """
    with ExitStack() as left_over:
        beside = {}
        for file, text in texts.items():
            with uninterrupted():
                handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
                beside[file] = Path(name)
                left_over.callback(beside[file].unlink, missing_ok=True)
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            beside[file].chmod(usual_mode() if mode is None else mode)
        with uninterrupted():
            for file, written in beside.items():
                written.replace(file)


def usual_mode(most: int = 0o666) -> int:
    """The mode of a new file: ``most``, less what the umask takes away."""
    # The umask cannot be read without setting it.
    found = os.umask(0o022)
    os.umask(found)
    return most & ~found


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Delays a Ctrl-C until the block has ended."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    usual = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if asked:
        raise KeyboardInterrupt
