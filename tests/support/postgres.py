"""A PostgreSQL for one test, from Debian's package, for Pulumi's `postgres://`."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .waiting import wait_until

_USER = "nobody"
"""PostgreSQL refuses to run as root."""


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database on a free port. It is deleted at the end."""
    command = _command("postgres")
    with tempfile.TemporaryDirectory() as folder:
        user = _USER if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        data, port = Path(folder, "data"), _free()
        made = [_command("initdb"), "-D", str(data), "-U", "pulumi", "-A", "trust", "--no-sync"]
        subprocess.run(made, user=user, cwd=folder, check=True, capture_output=True)
        options = [f"-p{port}", f"-k{folder}", "-clisten_addresses=127.0.0.1", "-cfsync=off"]
        with Path(folder, "log").open("wb") as log:
            server = subprocess.Popen(
                [command, "-D", str(data), *options], user=user, cwd=folder, stdout=log, stderr=log
            )
        try:
            ready = [_command("pg_isready"), "-q", "-h127.0.0.1", f"-p{port}"]
            wait_until(
                lambda: server.poll() is not None or subprocess.run(ready, check=False).returncode == 0,
                "PostgreSQL listens",
            )
            assert server.poll() is None, Path(folder, "log").read_text()
            yield f"postgres://pulumi@127.0.0.1:{port}/postgres?sslmode=disable"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def _command(name: str) -> str:
    """Find a command; Debian has them outside of the PATH."""
    folders = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    found = shutil.which(name, path=os.pathsep.join([*folders, os.environ["PATH"]]))
    assert found, f"{name} is not here: apt-get install postgresql"
    return found


def _free() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
