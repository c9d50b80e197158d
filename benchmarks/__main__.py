"""All benchmarks, or those that are named: ``python -m benchmarks requests startup``."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import click

NAMES: Final = ("startup", "requests", "front", "policies", "simulators")
"""Each is a module here with a command of its own, the quickest first."""


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
def main(names: tuple[str, ...]) -> None:
    """Run benchmarks one after the other, and print what each prints."""
    for name in names or NAMES:
        click.echo(f"\n## {name}\n")
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)  # noqa: S603 - our own modules
        if done.returncode:
            raise click.ClickException(f"benchmarks.{name} ended with {done.returncode}")


if __name__ == "__main__":
    main()
