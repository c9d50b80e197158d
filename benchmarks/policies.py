"""What a policy pack costs: a preview with none, with one that does nothing, and with strict, in one run."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

import click
import psutil
import yaml
from tests.support import ROOT
from tests.support.stack import Stack
from tools.engine import ensure

from pulumi_isp.policy.folder import folder

from . import nothing
from .report import Figure, Report, benchmark, ratios
from .stand import by_process, stack

PER_SHELF: Final = 500
OTHERS: Final = 100
"""ONTs of other people on each E7 of a new stack."""
AFTERWARDS: Final = "strict, afterwards"
PROGRAM: Final = """
import pulumi
from pulumi_isp import calix

for number in range({onts}):
    calix.Ont(
        f"subscriber-{{number}}",
        network_name=f"{shelf}-{{number // 500}}" if number else "{shelf}",
        ont_id=1 + number % 500,
        ont_profile=162,
        serial_number=f"CXNK{{0xA000 + number:08X}}",
        subscriber_id=f"svc-{{number}}",
        opts=pulumi.ResourceOptions(protect=True),
    )
"""


@click.command()
@benchmark
@click.option("--onts", default=2000, show_default=True, help="How many ONTs the stack has.")
@click.option("--rounds", default=3, show_default=True, help="How often each is measured, in turns.")
@click.option("--afterwards/--no-afterwards", default=True, help="Also strict over the preview's document.")
@click.option("--latency", default=20, show_default=True, help="Milliseconds that a CMS takes to answer.")
def main(report: Report, onts: int, rounds: int, afterwards: bool, latency: int) -> None:
    """Preview a stack of many ONTs with no pack, with one that does nothing, and with strict.

    First one whose ONTs are all there, and nobody is asked; then one with as many new ones, on E7s that hold
    some of other people's: their CMS is asked what is there.
    """
    with stack("") as (subject, isp):
        subject.configure({"isp:preview": "offline"}, {})
        shelf = isp.cms.state()["networks"][0]["name"]
        fill(subject, shelf, onts)
        subject.write(PROGRAM.format(onts=onts, shelf=shelf))
        ways = _ways(subject) if afterwards else _at_once(subject)
        _measure(report, "", f"a stack of {onts:,} ONTs", ways, subject, rounds)
    with stack(PROGRAM.format(onts=onts, shelf="hill"), seed=_shelves(onts)) as (subject, isp):
        isp.cms.latency = latency / 1000
        what = f"{onts:,} new ONTs, a CMS of {latency} ms"
        _measure(report, "new/", what, _at_once(subject), subject, rounds)


def _measure(
    report: Report,
    prefix: str,
    what: str,
    ways: dict[str, list[tuple[str, ...]]],
    subject: Stack,
    rounds: int,
) -> None:
    _spent(subject, ways["no pack"])  # the first one compiles
    taken: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, commands in ways.items():
            taken[way].append(_spent(subject, commands))
    names = dict.fromkeys(name for rows in taken.values() for row in rows for name in row)
    report.table(
        [f"preview of {what}, s", *ways],
        [[name, *(Figure.of(row.get(name, 0.0) for row in taken[way]) for way in ways)] for name in names],
    )
    none = taken["no pack"]
    report.table(
        ["as many times as with no pack", "on the clock", "of the processors"],
        [
            [
                way,
                *(
                    report.figure(
                        f"{prefix}{figure}/{way}/none",
                        ratios([row[figure] for row in taken[way]], [row[figure] for row in none]),
                    )
                    for figure in ("clock", "processors")
                ),
            ]
            for way in list(ways)[1:]
        ],
    )


def _shelves(onts: int) -> dict[str, Any]:
    """The demo's ISP, with the E7s of the program; each holds some ONTs that are none of its own."""
    seed: dict[str, Any] = yaml.safe_load((ROOT / "tools/demo/seed.yaml").read_text())
    names = ["hill", *(f"hill-{number}" for number in range((onts - 1) // PER_SHELF + 1))]
    others = [
        {"id": 1000 + number, "ontprof": "162", "reg-id": f"other-{number}"} for number in range(OTHERS)
    ]
    return {**seed, "cms": {"networks": [{"name": name, "onts": others} for name in names]}}


def _ways(subject: Stack) -> dict[str, list[tuple[str, ...]]]:
    """The commands of each way to preview, one after the other."""
    preview = ("pulumi", "preview", "--stack", subject.stack, "--non-interactive")
    judge = ("pulumi-isp", "policy", "test", "--pack", "strict", "--previous", "export.json", "preview.json")
    return {
        "no pack": [preview],
        "nothing": [(*preview, "--policy-pack", str(_nothing(subject.project / "nothing")))],
        "strict": [(*preview, "--policy-pack", str(folder("strict")))],
        AFTERWARDS: [
            (*preview, "--json"),
            ("pulumi", "stack", "export", "--stack", subject.stack),
            judge,
        ],
    }


def _at_once(subject: Stack) -> dict[str, list[tuple[str, ...]]]:
    """Those of one command."""
    return {way: commands for way, commands in _ways(subject).items() if way != AFTERWARDS}


def _spent(subject: Stack, commands: list[tuple[str, ...]]) -> dict[str, float]:
    """Seconds on the clock, and of the processors by what took them, of commands one after the other."""
    programs = {
        "pulumi": str(ensure().command),
        "pulumi-isp": str(Path(sys.executable).parent / "pulumi-isp"),
    }
    begin, shares = time.perf_counter(), Counter[str]()
    for name, *words in commands:
        answer = subject.project / f"{'export' if 'export' in words else words[0]}.json"
        with answer.open("wb") as output:
            process = psutil.Popen(
                [programs[name], *words], cwd=subject.project, env=subject.environ, stdout=output
            )
            shares.update(by_process(process, _role))
        if process.returncode:
            raise click.ClickException(answer.read_text())
    return {"clock": time.perf_counter() - begin, "processors": sum(shares.values()), **shares}


def _role(line: str) -> str:
    for part, role in (
        ("stack export", "asking for the state"),
        ("policy test", "the pack"),
        ("pulumi.dynamic", "the provider"),
        ("language-python-exec", "the program"),
        ("pip list", "the engine"),
        ("pulumi preview", "the engine"),
        ("language-python", "the engine"),
    ):
        if part in line:
            return role
    return "the pack"


def fill(subject: Stack, shelf: str, onts: int) -> None:
    """Give the stack a state of many ONTs, all like one that was made, and alone at the vendor."""
    subject.write(PROGRAM.format(onts=1, shelf=shelf))
    subject.up()
    state = subject.state()
    resources = state["deployment"]["resources"]
    one = resources.pop()
    for number in range(onts):
        each = json.loads(json.dumps(one).replace("subscriber-0", f"subscriber-{number}"))
        where = f"{shelf}-{number // 500}" if number else shelf
        for values in (each["inputs"], each["outputs"]):
            values |= {
                "network_name": where,
                "ont_id": str(1 + number % 500),
                "serial_number": f"{0xA000 + number:X}",
                "subscriber_id": f"svc-{number}",
            }
        each["id"] = f"{where}/{1 + number % 500}"
        resources.append(each)
    file = subject.folder / "state.json"
    file.write_text(json.dumps(state))
    subject.run("stack", "import", "--file", str(file))


def _nothing(path: Path) -> Path:
    """The folder of the pack that does nothing."""
    path.mkdir()
    project = {"runtime": {"name": "python", "options": {"virtualenv": sys.prefix}}, "version": "1.0.0"}
    (path / "PulumiPolicy.yaml").write_text(json.dumps(project))
    shutil.copy(nothing.__file__, path / "__main__.py")
    return path


if __name__ == "__main__":
    main()
