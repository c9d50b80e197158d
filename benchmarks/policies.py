"""What a policy pack costs: a preview with none, with one that does nothing, and with strict, in one run."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

import click
from tools.engine import ensure

from pulumi_isp.policy.folder import folder

from . import nothing
from .measure import seconds_of

PROGRAM = """
import pulumi
from pulumi_isp import calix

for number in range({onts}):
    calix.Ont(
        f"subscriber-{{number}}",
        network_name=f"E7-{{number // 500}}",
        ont_id=1 + number % 500,
        ont_profile=162,
        serial_number=f"CXNK{{0xA000 + number:08X}}",
        subscriber_id=f"svc-{{number}}",
        opts=pulumi.ResourceOptions(protect=True),
    )
"""


@click.command()
@click.option("--onts", default=2000, show_default=True, help="How many ONTs the program declares.")
@click.option("--rounds", default=3, show_default=True, help="How often each is measured, in turns.")
def main(onts: int, rounds: int) -> None:
    """Preview a program of many ONTs, which nobody is asked about: none, one that does nothing, strict."""
    engine = ensure()
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        (project / "Pulumi.yaml").write_text("name: bench\nruntime: python\n")
        (project / "__main__.py").write_text(PROGRAM.format(onts=onts))
        environ = {
            **engine.environment(),
            "PULUMI_BACKEND_URL": f"file://{project}",
            "PULUMI_HOME": str(project / "home"),
            "PULUMI_CONFIG_PASSPHRASE": "a benchmark",
            "CALIX_URL": "http://cms.test:18080",
            "CALIX_USERNAME": "engineer",
            "CALIX_PASSWORD": "not asked for",
        }

        def run(*words: str) -> None:
            line = [str(engine.command), *words, "--non-interactive"]
            done = subprocess.run(  # noqa: S603 - the engine
                line, cwd=project, env=environ, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise click.ClickException(done.stdout + done.stderr)

        run("stack", "init", "bench")
        run("config", "set", "isp:preview", "offline")
        ways = {
            "without": (),
            "nothing": ("--policy-pack", str(_nothing(project / "nothing"))),
            "strict": ("--policy-pack", str(folder("strict"))),
        }
        spent: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, words in ways.items():
                before = _processor_seconds()
                seconds = seconds_of(partial(run, "preview", *words))
                spent[way].append((seconds, _processor_seconds() - before))
    click.echo(
        f"| a preview of {onts:,} ONTs, median of {rounds} | no pack s | nothing s | isp-strict s "
        "| nothing/none | strict/none | strict/nothing |"
    )
    click.echo("|---|---:|---:|---:|---:|---:|---:|")
    for place, what in enumerate(("on the clock", "of processors, in all processes")):
        none, floor, strict = (median(each[place] for each in spent[way]) for way in ways)
        click.echo(
            f"| {what} | {none:.1f} | {floor:.1f} | {strict:.1f} "
            f"| {floor / none:.2f} | {strict / none:.2f} | {strict / floor:.2f} |"
        )


def _nothing(path: Path) -> Path:
    """The folder of the pack that does nothing."""
    path.mkdir()
    project = {"runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}, "version": "1.0.0"}
    (path / "PulumiPolicy.yaml").write_text(json.dumps(project))
    shutil.copy(nothing.__file__, path / "__main__.py")
    return path


def _processor_seconds() -> float:
    """What all processes have taken that this one has started, and theirs, since it began."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
