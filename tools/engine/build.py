"""The engine from the Go module registry, for machines that reach nothing but package registries.

Two modules, each with a committed go.mod and go.sum: the command line, and Python's language host, which is
served only in a version that does not compile against newer engines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .versions import CLI_VERSION, LANGUAGE_HOST_VERSION

GO_MINIMUM = "1.25.11"
HERE = Path(__file__).parent
SDK_MODULE = "github.com/pulumi/pulumi/sdk/v3"
_REPORT_EVERY = 30


class BuildError(Exception):
    """The engine could not be built; the message says at which step and why."""


@dataclass(frozen=True)
class Part:
    """One Go module to build, and the script that the SDK module ships to lie beside it."""

    module: Path
    package: str
    version: str
    executable: str
    script: str
    about: str


PARTS = (
    Part(
        HERE / "language_host",
        "github.com/pulumi/pulumi/sdk/python/cmd/pulumi-language-python/v3",
        LANGUAGE_HOST_VERSION,
        "pulumi-language-python",
        "python/cmd/pulumi-language-python-exec",
        "about half a minute",
    ),
    Part(
        HERE / "cli",
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        CLI_VERSION,
        "pulumi",
        "python/dist/pulumi-resource-pulumi-python",
        "about five minutes on two cores",
    ),
)


def build(folder: Path, say: Callable[[str], None]) -> None:
    """Build both parts into ``folder/bin``.

    Raises:
        BuildError: Go is missing or too old, or a step failed.
    """
    go = _go()
    binaries = folder / "bin"
    binaries.mkdir(parents=True, exist_ok=True)
    say("building the Pulumi engine from source; this happens once and is cached")
    for part in PARTS:
        say(f"building {part.executable} {part.version} ({part.about}) ...")
        began = time.monotonic()
        _run(
            [
                go,
                "build",
                "-trimpath",
                "-tags",
                "osusergo,grpcnotrace",
                "-ldflags",
                f"-w -s -X {SDK_MODULE}/go/common/version.Version=v{part.version}",
                "-o",
                str(binaries / part.executable),
                part.package,
            ],
            part.module,
            say,
        )
        sdk = _run([go, "list", "-m", "-f", "{{.Dir}}", SDK_MODULE], part.module, say).strip()
        script = Path(sdk) / part.script
        target = binaries / script.name
        shutil.copyfile(script, target)
        target.chmod(0o755)
        say(f"built {part.executable} in {time.monotonic() - began:.0f} s")


def _go() -> str:
    go = shutil.which("go")
    if go is None:
        raise BuildError("Go is not installed")
    found = subprocess.run([go, "version"], capture_output=True, text=True, check=False, timeout=60).stdout
    match = re.search(r"go(\d+)\.(\d+)(?:\.(\d+))?", found)
    wanted = tuple(int(part) for part in GO_MINIMUM.split("."))
    if match is None or tuple(int(part or 0) for part in match.groups()) < wanted:
        raise BuildError(f"Go {GO_MINIMUM} or newer is needed, found {found.strip() or 'none'}")
    return go


def _run(command: list[str], module: Path, say: Callable[[str], None]) -> str:
    # -mod=readonly: what is built is what go.sum says, or nothing.
    environment = {**os.environ, "GOFLAGS": "-mod=readonly", "GOWORK": "off"}
    process = subprocess.Popen(
        command,
        cwd=module,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    began = time.monotonic()
    while True:
        try:
            out, err = process.communicate(timeout=_REPORT_EVERY)
            break
        except subprocess.TimeoutExpired:
            say(f"... still building, {time.monotonic() - began:.0f} s so far")
        except BaseException:
            process.kill()
            process.wait()
            raise
    if process.returncode != 0:
        lines = err.strip().splitlines()[-5:]
        raise BuildError(f"`{' '.join(command[:2])}` failed in {module.name}: " + " | ".join(lines))
    return out
