"""All benchmarks, or those that are named: ``python -m benchmarks requests startup``."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
import psutil

from .page import PICTURE, RESULTS, goals

ALL: Final = 45 * 60
"""Seconds for all of them, on two quiet cores. Those that are named have what each is allowed."""
LIMITS: Final = {
    "limit": 30,
    "provider": 100,
    "startup": 60,
    "requests": 240,
    "peer": 90,
    "latency": 220,
    "simulators": 60,
    "fronts": 400,
    "policies": 700,
    "front": 30 * 60,
}
"""Each is a module here, with a command; seconds after which it is ended. The last has what is left."""
AT_ONCE: Final = {
    "policies": ("--rounds", "2", "--no-afterwards"),
    "simulators": ("--scale", "0.3"),
    "front": ("--picture", str(PICTURE)),
}
"""What each is run with here; by itself it may take longer."""
NOTHING: Final[dict[str, Any]] = {"machine": "", "tables": [], "figures": {}}
"""What is known of one that never ended by itself."""
TO_END: Final = 20
"""Seconds that a benchmark is left for what it says at its end."""


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(tuple(LIMITS)))
def main(names: tuple[str, ...]) -> None:
    """Run benchmarks one after the other, print what each prints, and keep all figures in a file.

    One that fails, or takes too long, does not take the others along, and its earlier figures are kept.
    """
    end = time.monotonic() + (sum(LIMITS[name] for name in names) or ALL)
    failed = []
    for name in names or LIMITS:
        click.echo(f"\n## {name}\n")
        why, result = _run(name, min(LIMITS[name], end - time.monotonic()))
        known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        if why:
            failed.append(name)
            click.echo(f"{name}: {why}", err=True)
            result = known.get(name, NOTHING) | {
                "remarks": [f"The last run {why}; figures are an earlier one's."]
            }
        known = {each: known[each] for each in LIMITS if each in known} | {name: result}
        RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"\n{goals(json.loads(RESULTS.read_text(encoding='utf-8')))}")
    click.echo(f"\nAll figures: {RESULTS}. `make bench-page` writes them into docs/performance.md.")
    if failed:
        raise click.ClickException(f"not measured: {', '.join(failed)}")


def _run(name: str, seconds: float) -> tuple[str, dict[str, Any]]:
    """Run one benchmark: why there is nothing of it, and what it measured."""
    if seconds <= TO_END:
        return "was left out: no time was left", {}
    words = [sys.executable, "-m", f"benchmarks.{name}", *AT_ONCE.get(name, ())]
    if name == "front":
        words += ["--minutes", f"{(seconds - TO_END) / 60:.2f}"]
    with TemporaryDirectory() as folder:
        results = Path(folder, "results.json")
        process = psutil.Popen([*words, "--results", str(results)])
        try:
            code = process.wait(seconds)
        except (psutil.TimeoutExpired, subprocess.TimeoutExpired):
            _end(process)
            return f"was ended after {seconds:.0f} s", {}
        except BaseException:
            _end(process)
            raise
        if code:
            return f"ended with {code}", {}
        found: dict[str, Any] = json.loads(results.read_text(encoding="utf-8"))
        return "", found


def _end(process: psutil.Popen) -> None:
    """End a process and all that it has started."""
    started = process.children(recursive=True)
    for each in (process, *started):
        with suppress(psutil.NoSuchProcess):
            each.kill()
    psutil.wait_procs([process, *started], timeout=10)


if __name__ == "__main__":
    main()
