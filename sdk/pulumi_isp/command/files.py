"""How every command writes files: all of them or none, none of them half."""

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
"""Mode of a file that nobody else is to read."""


def write(texts: Mapping[Path, str], mode: int | None = None) -> None:
    """Write files: each beside its place first, then all in their places.

    Args:
        texts: The text of each file. Its folder is there.
        mode: The mode of the files; None for what the umask leaves.
    """
    with ExitStack() as left_over:
        beside = {}
        for file, text in texts.items():
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
    """The mode that the umask leaves of another one."""
    # There is no way to ask for it alone.
    found = os.umask(0o022)
    os.umask(found)
    return most & ~found


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A Ctrl-C waits until the block has ended."""
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
