"""The vendor's own Go client, where Go is there: its Terraform provider, built on it, cannot be faster."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Final

from pulumi_isp_simulators import CloudConnexaVendor, Simulator, self_signed

SOURCE: Final = Path(__file__).parent / "peer_client"
ROUTES: Final = [[f"10.{n}.{r}.0/24" for r in range(n, 50, 3)] for n in range(3)]
USERS: Final = [f"user-{u}" for u in range(20)]
SECRET: Final = "simulated-secret"  # noqa: S105 - the simulator's own
Took = dict[str, tuple[float, int]]
"""By phase: seconds on the clock, and requests."""


def built(folder: Path) -> Path | str:
    """Build it: where it is then, or why it cannot be."""
    go = shutil.which("go")
    if go is None:
        return "Go is not there"
    cache = Path.home() / ".cache" / "pulumi-isp" / "benchmark-go"
    environ = {
        "GOFLAGS": "-mod=readonly -modcacherw -buildvcs=false",
        "GOTOOLCHAIN": "local",
        "GOMODCACHE": str(cache / "modules"),
        "GOCACHE": str(cache / "build"),
    }
    done = subprocess.run(  # noqa: S603 - what the user has installed
        [go, "build", "-o", str(folder / "peer"), "."],
        cwd=SOURCE,
        env={**os.environ, **environ},
        capture_output=True,
        check=False,
    )
    return "it cannot be built" if done.returncode else folder / "peer"


def run(program: Path, seconds_of_latency: float) -> Took:
    """Make and read 3 networks, 50 routes and 20 users at a tenant of its own."""
    vendor = CloudConnexaVendor(client_id="bench.acme", client_secret=SECRET)
    tls = self_signed(program.parent / f"tls-{seconds_of_latency}")
    with Simulator(vendor, tls=tls) as tenant:
        tenant.latency = seconds_of_latency
        given = {
            "url": tenant.url,
            "id": "bench.acme",
            "secret": SECRET,
            "routes": ROUTES,
            "users": USERS,
        }
        seconds, sent, before = {}, Counter[str](), 0
        process = subprocess.Popen(  # noqa: S603 - what was just built
            [program],
            env={**os.environ, "SSL_CERT_FILE": str(tls.ca)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None  # noqa: S101 - asked for above
        assert process.stdout is not None  # noqa: S101 - the same
        process.stdin.write(json.dumps(given))
        process.stdin.close()
        for line in process.stdout:
            told = json.loads(line)
            seconds[told["phase"]] = told["seconds"]
            sent[told["phase"]] = len(tenant.requests) - before
            before = len(tenant.requests)
        if process.wait():
            raise RuntimeError(f"the Go client ended with {process.returncode}")
    return {phase: (seconds[phase], sent[phase]) for phase in seconds}
