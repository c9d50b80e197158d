"""What a policy pack costs: a preview with none, with one that does nothing, and with strict, in one run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import click
from tools.engine import ensure

from pulumi_isp.policy.folder import folder

from . import nothing
from .report import Figure, Report, benchmark, ratios
from .stand import Spent, spent

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
@benchmark
@click.option("--onts", default=2000, show_default=True, help="How many ONTs the program declares.")
@click.option("--rounds", default=3, show_default=True, help="How often each is measured, in turns.")
def main(report: Report, onts: int, rounds: int) -> None:
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
        taken: dict[str, list[Spent]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, words in ways.items():
                taken[way].append(spent(partial(run, "preview", *words)))
    rows: list[list[object]] = []
    for figure, what in (("seconds", "on the clock"), ("processor", "of processors, in all processes")):
        none, floor, strict = ([getattr(each, figure) for each in taken[way]] for way in ways)
        pairs = {
            "nothing/none": (floor, none),
            "strict/none": (strict, none),
            "strict/nothing": (strict, floor),
        }
        plain = [Figure.of(each) for each in (none, floor, strict)]
        found = [report.figure(f"{figure}/{name}", ratios(*pair)) for name, pair in pairs.items()]
        rows.append([what, *plain, *found])
    head = ("no pack s", "nothing s", "isp-strict s", "nothing/none", "strict/none", "strict/nothing")
    report.table([f"a preview of {onts:,} ONTs", *head], rows)


def _nothing(path: Path) -> Path:
    """The folder of the pack that does nothing."""
    path.mkdir()
    project = {"runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}, "version": "1.0.0"}
    (path / "PulumiPolicy.yaml").write_text(json.dumps(project))
    shutil.copy(nothing.__file__, path / "__main__.py")
    return path


if __name__ == "__main__":
    main()
