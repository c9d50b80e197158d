"""The plugin front beside the dynamic one: how wide each is at slow vendors, and a second up."""

from __future__ import annotations

from typing import Any, Final

import click
import yaml
from tests.support import ROOT
from tests.support.isp import Isp
from tests.support.overlap import most_at_once
from tests.support.stack import Stack

from pulumi_isp_simulators.core.log import LogEntry

from .policies import PROGRAM, fill
from .programs import NOTHING, USERS, at_the_end_alone, life
from .report import Report, benchmark, ratios
from .stand import Spent, spent, stack

FRONTS: Final = ("dynamic", "plugin")
WIDE: Final = ("--parallel", "32")
SHELVES: Final = 8
USER_LATENCY: Final = 0.1
ONT_LATENCY: Final = 0.05
ONTS: Final = """
from pulumi_isp import calix

for number in range({count}):
    calix.Ont(
        f"ont-{{number}}",
        network_name=f"shelf-{{number % %SHELVES%}}",
        ont_id=1 + number // %SHELVES%,
        ont_profile=162,
        reg_id=f"r-{{number}}",
    )
""".replace("%SHELVES%", str(SHELVES))


@click.command()
@benchmark
@click.option("--users", default=400, show_default=True, help="Users, at 100 ms a request.")
@click.option("--onts", default=1000, show_default=True, help=f"ONTs on {SHELVES} E7s, at 50 ms a request.")
@click.option("--unchanged", default=2000, show_default=True, help="ONTs in a run without a change.")
@click.option("--rounds", default=1, show_default=True, help="How often each is measured, in turns.")
def main(report: Report, users: int, onts: int, unchanged: int, rounds: int) -> None:
    """Clock time on both fronts, and the most requests that were under way at the same time."""
    _users(report, users, rounds)
    _onts(report, onts)
    _unchanged(report, unchanged, rounds)


def _users(report: Report, count: int, rounds: int) -> None:
    taken: dict[str, list[float]] = {front: [] for front in FRONTS}
    wide = dict.fromkeys(FRONTS, 0)
    for _ in range(rounds):
        for front in FRONTS:
            with stack(USERS.format(count=count), front=front) as (subject, isp):
                isp.cloudconnexa.latency = USER_LATENCY
                taken[front].append(_up(subject).seconds)
                wide[front] = most_at_once(isp.cloudconnexa.requests)
    beside = report.figure("users/plugin/dynamic", ratios(taken["plugin"], taken["dynamic"]))
    floor = life(NOTHING.format(count=count), ("up",))["up"].seconds
    beyond = [[each - floor for each in taken[front]] for front in reversed(FRONTS)]
    report.table(
        [f"{count:,} users, 100 ms a request, up {' '.join(WIDE)}", *FRONTS, "÷"],
        [
            ["clock s", *(report.figure(f"users/{f}/seconds", taken[f]) for f in FRONTS), beside],
            [f"less nothing's {floor:.1f} s", "", "", report.figure("users/beyond", ratios(*beyond))],
            ["requests at once", *(report.figure(f"users/{f}/wide", [wide[f]]) for f in FRONTS), ""],
        ],
    )


def _onts(report: Report, count: int) -> None:
    floor = life(NOTHING.format(count=count), ("up",))["up"].seconds
    forced = count / SHELVES * ONT_LATENCY
    rows: list[list[object]] = []
    for front in FRONTS:
        with stack(ONTS.format(count=count), front=front, seed=_shelves()) as (subject, isp):
            isp.cms.latency = ONT_LATENCY
            seconds = _up(subject).seconds
            on_one = max(most_at_once(_of(isp, f"shelf-{each}")) for each in range(SHELVES))
            figures = {
                "seconds": seconds,
                "wide": most_at_once(isp.cms.requests),
                "on one": on_one,
                "forced": (seconds - floor) / forced,
            }
        rows.append(
            [front, *(report.figure(f"ONTs/{front}/{name}", [each]) for name, each in figures.items())]
        )
    report.table(
        [
            f"{count:,} ONTs on {SHELVES} E7s, 50 ms a request, up {' '.join(WIDE)}",
            "clock s",
            "requests at once",
            "of these on one E7",
            f"less nothing's {floor:.1f} s, ÷ {forced:.2f} s",
        ],
        rows,
    )


def _unchanged(report: Report, count: int, rounds: int) -> None:
    taken: dict[str, list[Spent]] = {front: [] for front in FRONTS}
    sent = 0
    with stack("") as (subject, isp):
        at_the_end_alone(subject)
        shelf = isp.cms.state()["networks"][0]["name"]
        fill(subject, shelf, count)
        subject.write(PROGRAM.format(onts=count, shelf=shelf))
        for front in FRONTS:
            subject.move_to(front)
            subject.up()
            isp.reset_logs()
            taken[front] = [spent(subject.up) for _ in range(rounds)]
            sent += len(isp.cms.requests)
    rows = []
    for words, what in (("clock s", "seconds"), ("processor s", "processor")):
        both = [[float(getattr(each, what)) for each in taken[front]] for front in FRONTS]
        figures = [report.figure(f"again/{f}/{what}", each) for f, each in zip(FRONTS, both, strict=True)]
        rows.append(
            [words, *figures, report.figure(f"again/plugin/dynamic/{what}", ratios(both[1], both[0]))]
        )
    report.figure("again/requests", [sent])
    report.table([f"{count:,} ONTs without a change, up ({sent} requests)", *FRONTS, "÷"], rows)


def _up(subject: Stack) -> Spent:
    at_the_end_alone(subject)
    return spent(lambda: subject.up(*WIDE))


def _shelves() -> dict[str, Any]:
    """The demo's ISP, with as many E7s as there are shelves, and nothing on them."""
    seed: dict[str, Any] = yaml.safe_load((ROOT / "tools/demo/seed.yaml").read_text())
    return {**seed, "cms": {"networks": [{"name": f"shelf-{number}"} for number in range(SHELVES)]}}


def _of(isp: Isp, shelf: str) -> list[LogEntry]:
    return [each for each in isp.cms.requests if f'nodename="NTWK-{shelf}"' in str(each.body)]


if __name__ == "__main__":
    main()
