"""All benchmarks, or those that are named: ``python -m benchmarks requests startup``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from .page import PICTURE, RESULTS

NAMES: Final = (
    "limit",
    "provider",
    "startup",
    "requests",
    "latency",
    "policies",
    "simulators",
    "memory",
    "front",
    "growth",
)
"""Each is a module here with a command of its own, the quickest first."""
OPTIONS: Final = {"growth": ("--picture", str(PICTURE))}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
def main(names: tuple[str, ...]) -> None:
    """Run benchmarks one after the other, print what each prints, and keep all figures in a file."""
    for name in names or NAMES:
        click.echo(f"\n## {name}\n")
        with TemporaryDirectory() as folder:
            results = Path(folder, "results.json")
            words = ("-m", f"benchmarks.{name}", "--results", str(results), *OPTIONS.get(name, ()))
            done = subprocess.run([sys.executable, *words], check=False)  # noqa: S603 - our own modules
            if done.returncode:
                raise click.ClickException(f"benchmarks.{name} ended with {done.returncode}")
            known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
            known[name] = json.loads(results.read_text(encoding="utf-8"))
            RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"\nAll figures: {RESULTS}. `make bench-page` writes them into docs/performance.md.")


if __name__ == "__main__":
    main()
