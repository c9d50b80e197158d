"""Find a Pulumi engine, or obtain one.

In this order: the one named by ``PULUMI_ISP_ENGINE``; a new enough ``pulumi`` on PATH; one that an earlier
run left in the user's cache folder; an official release; a build from the Go module registry.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from . import build, release
from .versions import CLI_VERSION, LANGUAGE_HOST_VERSION, MINIMUM_VERSION

NAMED_BY = "PULUMI_ISP_ENGINE"


class NoEngineError(Exception):
    """None of the ways gave an engine; the message says what was tried and what helps."""


@dataclass(frozen=True)
class Engine:
    """A usable engine.

    Attributes:
        folder: Holds ``pulumi`` and, beside it, the language host; goes in front of PATH.
        version: What ``pulumi version`` says, without the ``v``.
        origin: Where it came from, for people.
    """

    folder: Path
    version: str
    origin: str

    @property
    def command(self) -> Path:
        """The executable."""
        return self.folder / "pulumi"

    def environment(self) -> dict[str, str]:
        """This process's environment with the engine, and this Python, in front of PATH."""
        python = Path(sys.executable).parent
        path = os.pathsep.join([str(self.folder), str(python), os.environ.get("PATH", os.defpath)])
        return {
            **os.environ,
            "PATH": path,
            "PULUMI_PYTHON_CMD": sys.executable,
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        }


def say(text: str) -> None:
    """Progress goes to stderr: stdout belongs to the answer."""
    print(f"engine: {text}", file=sys.stderr, flush=True)


def ensure() -> Engine:
    """Return an engine, obtaining one if need be.

    Raises:
        NoEngineError: None of the ways worked.
    """
    named = os.environ.get(NAMED_BY)
    if named:
        return _named(Path(named))
    on_path = shutil.which("pulumi")
    tried: list[str] = []
    if on_path:
        found = version_of(Path(on_path))
        if found and at_least(found, MINIMUM_VERSION):
            return Engine(Path(on_path).parent, found, "on PATH")
        tried.append(f"pulumi on PATH is {found or 'not runnable'}; {MINIMUM_VERSION} or newer is needed")
    else:
        tried.append("no pulumi on PATH")
    cache = user_cache_path("pulumi-isp") / "engine"
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "lock"):
        return _cached(cache) or _obtain(cache, tried)


def _named(path: Path) -> Engine:
    command = path / "pulumi" if path.is_dir() else path
    found = version_of(command)
    if found is None:
        raise NoEngineError(
            f"{NAMED_BY} names {command}, which does not run. Name a pulumi executable or its folder."
        )
    if not at_least(found, MINIMUM_VERSION):
        raise NoEngineError(
            f"{NAMED_BY} names pulumi {found}, but {MINIMUM_VERSION} or newer is needed. "
            f"Name a newer one, or unset {NAMED_BY} to have one obtained."
        )
    return Engine(command.parent, found, f"named by {NAMED_BY}")


def _folders(cache: Path) -> dict[str, Path]:
    return {
        "official release": cache / f"release-{CLI_VERSION}",
        "built from source": cache / f"source-{CLI_VERSION}-python-{LANGUAGE_HOST_VERSION}",
    }


def _cached(cache: Path) -> Engine | None:
    for origin, folder in _folders(cache).items():
        binaries = folder / "bin"
        found = version_of(binaries / "pulumi")
        if found:
            return Engine(binaries, found, f"{origin}, cached")
    return None


def _obtain(cache: Path, tried: list[str]) -> Engine:
    folders = _folders(cache)
    for origin, obtain in (
        ("official release", release.download),
        ("built from source", build.build),
    ):
        unfinished = folders[origin].with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            obtain(unfinished, say)
        except (OSError, subprocess.SubprocessError, build.BuildError, release.DownloadError) as error:
            tried.append(f"{origin}: {error}")
            say(f"{origin} did not work: {error}")
            shutil.rmtree(unfinished, ignore_errors=True)
            continue
        # Renamed only when complete: a run that was stopped half way leaves nothing that looks usable.
        shutil.rmtree(folders[origin], ignore_errors=True)
        unfinished.rename(folders[origin])
        engine = _cached(cache)
        if engine:
            return engine
        tried.append(f"{origin}: what came does not run here")
    raise NoEngineError(
        "No Pulumi engine could be found or obtained.\n"
        + "\n".join(f"  - {line}" for line in tried)
        + "\nWhat to do, one of:\n"
        f"  - install Pulumi {MINIMUM_VERSION} or newer (https://www.pulumi.com/docs/install/), so that\n"
        "    `pulumi` is on PATH;\n"
        f"  - set {NAMED_BY} to a pulumi executable or its folder;\n"
        f"  - install Go {build.GO_MINIMUM} or newer and let this command build the engine (once, about\n"
        "    six minutes)."
    )


def version_of(command: Path) -> str | None:
    """What a pulumi executable calls itself, or None where it does not run."""
    try:
        done = subprocess.run(
            [str(command), "version"],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip().removeprefix("v") or None


def at_least(found: str, wanted: str) -> bool:
    """Compare two versions by their numbers; what follows them (``-dev``) does not count."""

    def numbers(text: str) -> list[int]:
        plain = text.split("-", 1)[0].split("+", 1)[0]
        return [int(part) if part.isdigit() else 0 for part in plain.split(".")]

    return numbers(found) >= numbers(wanted)
