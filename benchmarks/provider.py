"""What our own code costs in the provider's process, call by call, without an engine around it.

The calls are those that the engine makes of many ONTs, run after run. The simulator is a process of its own,
so the processor time of this one is ours alone: checking, XML, HTTP, and the operating system's part in that.
Beside it stand as many requests over the bare HTTP library, each over a connection of its own.
"""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from tempfile import NamedTemporaryFile
from typing import Any, Final

import click
from pulumi.dynamic import Config, ConfigureRequest

from pulumi_isp_provider import dynamic
from pulumi_isp_provider.core.hidden import DECLARED, OWNER, PREVIEW, PROVIDER, RUN
from pulumi_isp_provider.fronts.logs import VARIABLE
from pulumi_isp_provider.fronts.process import REGISTRY, begin_run

from .measure import server
from .report import Report, benchmark, ratios
from .workload import Ask, Caller

PASSWORD: Final = "simulated"  # noqa: S105 - the simulator's own
SEED: Final = '{"networks": [{"name": "E7-1"}]}'
PHASES: Final = ("preview", "up", "again", "refresh", "destroy")


class Life:
    """Many ONTs, and what the engine holds of them.

    Args:
        count: How many.
        url: Where the CMS is.
    """

    def __init__(self, count: int, url: str) -> None:
        self._front: Any = next(p for p in dynamic.PROVIDERS if str(p.resource) == "calix.Ont")()
        self._constant = dynamic.serialized(type(self._front))
        self._declared = [self._declare(number, count) for number in range(1, count + 1)]
        self._state: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
        settings = {
            "calix:url": url,
            "calix:username": "admin",
            "calix:password": PASSWORD,
            "calix:maxDeletions": "100%",
        }
        self._front.configure(ConfigureRequest(config=Config(settings, "bench")))

    def preview(self) -> None:
        """Check, with a look whether it can be made."""
        for each in self._declared:
            self._check({}, {**each, RUN: {**each[RUN], PREVIEW: True}})

    def up(self) -> None:
        """Check, and make."""
        for each in self._declared:
            inputs = self._check({}, each)
            made = self._front.create(inputs)
            self._state.append((made.id, inputs, {**made.outs, PROVIDER: self._constant}))

    def again(self) -> None:
        """Check, and compare: nothing differs."""
        for each, (id_, old, outputs) in zip(self._declared, self._state, strict=True):
            if self._front.diff(id_, outputs, self._check(old, each)).changes:
                raise click.ClickException(f"{id_} differs from what was just made")

    def refresh(self) -> None:
        """Read, and compare."""
        for id_, inputs, outputs in self._state:
            if not self._front.read(id_, outputs).id:
                raise click.ClickException(f"{id_} is gone")
            self._front.diff(id_, outputs, inputs)

    def destroy(self) -> None:
        """Delete."""
        for id_, _, outputs in self._state:
            self._front.delete(id_, outputs)

    def _check(self, olds: dict[str, Any], news: dict[str, Any]) -> dict[str, Any]:
        checked = self._front.check(olds, news)
        if checked.failures:
            raise click.ClickException(str(checked.failures[0].reason))
        return {**checked.inputs, PROVIDER: self._constant}

    def _declare(self, number: int, count: int) -> dict[str, Any]:
        return {
            "network_name": "E7-1",
            "ont_id": float(number),
            "ont_profile": 162.0,
            "reg_id": f"r-{number}",
            OWNER: f"calix.Ont::ont-{number}",
            RUN: {PREVIEW: False, DECLARED: float(count)},
            PROVIDER: self._constant,
        }


@click.command()
@benchmark
@click.option("--count", default=1000, show_default=True, help="ONTs.")
@click.option("--rounds", default=3, show_default=True, help="How often each is measured, in turns.")
@click.option(
    "--profile", type=click.Choice(PHASES), help="Show where one phase spends its time, and no more."
)
def main(report: Report, count: int, rounds: int, profile: str | None) -> None:
    """Processor milliseconds of each call in each phase, and where they go."""
    os.environ[VARIABLE] = "warning"  # a line for each ONT would be the terminal's time
    taken: dict[str, list[float]] = {phase: [] for phase in PHASES}
    floor: list[float] = []
    told = {phase: pstats.Stats() for phase in PHASES}
    for number in range(rounds + 1):
        is_profiled = number == rounds
        with _cms() as url:
            life = Life(count, url)
            for phase in PHASES:
                begin_run()
                watch = cProfile.Profile()
                begin = time.process_time()
                (watch.runcall if is_profiled else _plainly)(getattr(life, phase))
                if is_profiled:
                    told[phase] = pstats.Stats(watch)
                else:
                    taken[phase].append((time.process_time() - begin) * 1000 / count)
            if not is_profiled:
                floor.append(_floor(url, count))
            REGISTRY.close()
    if profile:
        told[profile].sort_stats("tottime").print_stats(40)
        return
    rows = [[phase, report.figure(f"{phase}/ms", each)] for phase, each in taken.items()]
    rows.append(["floor: a request, bare", report.figure("floor/ms", floor)])
    report.table([f"{count:,} ONTs", "processor ms each"], rows)
    report.figure("up/floor", ratios(taken["up"], floor))
    shares = {phase: _shares(stats) for phase, stats in told.items()}
    names = list(_PARTS)
    report.table(
        ["share of the profiled time, %", *names],
        [[phase, *(f"{100 * each[name]:.0f}" for name in names)] for phase, each in shares.items()],
    )


_PARTS: Final = {
    "sockets": ("_socket", "socket.py", "built-in method posix", "function socket.close"),
    "HTTP libraries": ("requests/", "urllib3/", "http/client", "urllib/", "email/", "cookiejar"),
    "checking": ("marshmallow/", "core/properties", "core/schema", "resources/fields"),
    "XML": ("client/nbi/", "lxml"),
    "transport": ("transport/", "tenacity/"),
    "lifecycle, front": ("pulumi_isp_provider/core/", "dynamic.py", "resources/", "fronts/"),
    "the rest": ("",),
}
"""What stands in the place of a function, by what it belongs to; the first that fits counts."""


def _shares(stats: pstats.Stats) -> dict[str, float]:
    """Which share of the time each part takes; what Python itself does counts where it was asked for."""
    spent = dict.fromkeys(_PARTS, 0.0)
    table: dict[Any, Any] = stats.stats  # type: ignore[attr-defined] # the stubs know no field
    for (file, _, name), (_, _, own, _, callers) in table.items():
        by = {place: each[2] for place, each in callers.items()} if file in ("~", "<string>") else {}
        for (place, _, caller), seconds in (by or {(file, 0, name): own}).items():
            words = f"{file} {name}" if "socket" in name else f"{place} {caller}"
            spent[next(part for part, signs in _PARTS.items() if any(s in words for s in signs))] += seconds
    whole = sum(spent.values())
    return {part: seconds / whole for part, seconds in spent.items()}


def _plainly(action: Callable[[], None]) -> None:
    action()


@contextmanager
def _cms() -> Iterator[str]:
    """A CMS with one E7 and nothing on it, in a process of its own."""
    with NamedTemporaryFile("w", suffix=".json") as seed:
        seed.write(SEED)
        seed.flush()
        words = ("cms", "--username", "admin", "--password", PASSWORD, "--seed", seed.name)
        with server("pulumi_isp_simulators", *words) as (line, _):
            yield str(json.loads(line)["url"])


def _floor(url: str, count: int) -> float:
    """Processor milliseconds of one bare request with the size of a create's, over its own connection."""
    ask = Ask("POST", "/cmsexc/ex/netconf", b"<a>" + b" " * 700 + b"</a>", {"Content-Type": "text/xml"})
    begin = time.process_time()
    for _ in range(count):
        caller = Caller(url)
        with suppress(RuntimeError):  # whatever it says to that
            caller.send(ask)
        caller.close()
    return (time.process_time() - begin) * 1000 / count


if __name__ == "__main__":
    main()
