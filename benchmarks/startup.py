"""What `import pulumi_isp` costs beside `import pulumi`, each in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median
from typing import Final

import click

PROGRAM: Final = """
import json, resource, time
begin = time.process_time()
import {module}
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.process_time() - begin, used]))
"""
PROGRAMS: Final = {
    "pulumi": "pulumi",
    "pulumi_isp": "pulumi_isp",
    "pulumi_isp and every vendor": "pulumi_isp.calix, pulumi_isp.cloudconnexa, pulumi_isp.whmcs",
}


@click.command()
@click.option("--rounds", default=11, show_default=True, help="How often each is measured, in turns.")
def main(rounds: int) -> None:
    """Processor seconds and memory of an import, medians."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds):
        for name, module in PROGRAMS.items():
            line = [sys.executable, "-c", PROGRAM.format(module=module)]
            done = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
            seconds, mebibytes = json.loads(done.stdout)
            taken[name].append((seconds, mebibytes))
    click.echo("| import | processor s | MiB | s ÷ | MiB ÷ |\n|---|---:|---:|---:|---:|")
    middle = {name: [median(column) for column in zip(*rows, strict=True)] for name, rows in taken.items()}
    floor = middle["pulumi"]
    for name, own in middle.items():
        ratios = " | ".join(format(mine / theirs, ".2f") for mine, theirs in zip(own, floor, strict=True))
        click.echo(f"| {name} | {own[0]:.2f} | {own[1]:.0f} | {ratios} |")


if __name__ == "__main__":
    main()
