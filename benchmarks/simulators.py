"""How large a simulated ISP may be: ``python -m benchmarks.simulators``. See README.md beside this file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import click

from pulumi_isp_simulators import CloudConnexaVendor, CmsVendor, Simulator, Vendor, WhmcsVendor

from .floor import FloorServer
from .measure import at_once, one_by_one, seconds_of, server
from .report import Report, benchmark
from .workload import Ask, Caller, Listing, Load, loads

VENDORS: dict[str, type[Vendor]] = {
    "cms": CmsVendor,
    "cloudconnexa": CloudConnexaVendor,
    "whmcs": WhmcsVendor,
}


@click.command()
@benchmark
@click.option(
    "--scale",
    type=click.FloatRange(0.0001, 10),
    default=1.0,
    show_default=True,
    help="Share of the full size.",
)
@click.option(
    "--requests", type=click.IntRange(2, 10_000), default=300, show_default=True, help="Requests per listing."
)
@click.option(
    "--clients", type=click.IntRange(1, 200), default=50, show_default=True, help="Clients at once."
)
@click.option(
    "--starts", type=click.IntRange(2, 1000), default=30, show_default=True, help="Starts and stops."
)
def main(report: Report, scale: float, requests: int, clients: int, starts: int) -> None:
    """Measure the simulators beside a bare web server, and print tables."""
    report.table(("empty simulator", "start ms", "stop ms"), _starts(starts))
    work = loads(scale)
    with tempfile.TemporaryDirectory() as folder:
        ready = [_ready(load, Path(folder)) for load in work]
        report.table(("seeded with", "in a test s", "JSON s", "YAML s"), [*ready, _floor_ready()])
        with server("benchmarks.floor") as (floor, _):
            pages: list[tuple[str, ...]] = []
            crowds: list[tuple[str, ...]] = []
            for load in work:
                with _running(load, Path(folder)) as url:
                    pages += _pages(load, url, floor.strip(), requests)
                    crowds.append(_crowd(load, url, floor.strip(), requests, clients))
    report.table(("page", "bytes", "median ms", "p95 ms", "floor median", "floor p95", "median/floor"), pages)
    report.table((f"{clients} clients", "requests/s", "floor/s", "of the floor"), crowds)


def _starts(count: int) -> Iterator[tuple[str, ...]]:
    def row(name: str, times: Sequence[tuple[float, float]]) -> tuple[str, ...]:
        return name, *(f"{median(each) * 1000:.1f}" for each in zip(*times, strict=True))

    def simulator(vendor: type[Vendor]) -> tuple[float, float]:
        made: list[Simulator[Vendor]] = []
        begun = seconds_of(lambda: made.append(Simulator(vendor()).start()))
        return begun, seconds_of(made[0].stop)

    def bare() -> tuple[float, float]:
        made: list[FloorServer] = []

        def begin() -> None:
            made.append(FloorServer())
            made[0].start()

        begun = seconds_of(begin)
        return begun, seconds_of(made[0].stop)

    for name, vendor in VENDORS.items():
        yield row(name, [simulator(vendor) for _ in range(count)])
    yield row("floor", [bare() for _ in range(count)])


def _ready(load: Load, folder: Path) -> tuple[str, ...]:
    """Seconds to the first good page: of a simulator in this process, and of the command with a file."""
    made: list[Simulator[Vendor]] = []

    def begin() -> None:
        made.append(Simulator(VENDORS[load.system](), load.seed).start())
        _first_page(load, made[0].url)

    times = [seconds_of(begin)]
    made[0].stop()
    text = json.dumps(load.seed)  # which is YAML too
    for suffix in ("json", "yaml"):
        seed = folder / f"{load.system}.{suffix}"
        seed.write_text(text, encoding="utf-8")
        with server("pulumi_isp_simulators", load.system, "--seed", str(seed)) as (line, started):
            times.append(started + seconds_of(lambda line=line: _first_page(load, json.loads(line)["url"])))  # type: ignore[misc] # a lambda's default has no type
    return load.objects, *(f"{each:.2f}" for each in times)


def _floor_ready() -> tuple[str, ...]:
    """The same of the bare server, which reads no file."""
    made = FloorServer()
    times = [seconds_of(lambda: Caller(made.start()).send(Ask("GET", "/1")))]
    made.stop()
    for _ in range(2):
        with server("benchmarks.floor") as (line, started):
            times.append(started + seconds_of(lambda line=line: Caller(line.strip()).send(Ask("GET", "/1"))))  # type: ignore[misc] # a lambda's default has no type
    return "nothing: floor", *(f"{each:.2f}" for each in times)


def _first_page(load: Load, url: str) -> None:
    caller = Caller(url)
    body = caller.send(load.listings[0].ask(load.sign_in(caller), 0))
    caller.close()
    if load.sign not in body:
        raise RuntimeError(f"{load.system} answered {body[:200]!r}")


@contextmanager
def _running(load: Load, folder: Path) -> Iterator[str]:
    with server("pulumi_isp_simulators", load.system, "--seed", str(folder / f"{load.system}.json")) as (
        line,
        _,
    ):
        yield str(json.loads(line)["url"])


def _pages(load: Load, url: str, floor: str, requests: int) -> Iterator[tuple[str, ...]]:
    caller = Caller(url)
    token = load.sign_in(caller)
    for listing in load.listings:
        size = len(caller.send(listing.ask(token, 0)))
        asks = _asks(listing, token, requests)
        times, bare = one_by_one(url, asks), one_by_one(floor, _for_floor(asks, size))
        numbers = (times.median, times.p95, bare.median, bare.p95, times.median / bare.median)
        yield f"{load.system}: {listing.name}", f"{size:,}", *(f"{each:.2f}" for each in numbers)
    caller.close()


def _crowd(load: Load, url: str, floor: str, requests: int, clients: int) -> tuple[str, ...]:
    caller = Caller(url)
    token, listing = load.sign_in(caller), load.listings[0]
    size = len(caller.send(listing.ask(token, 0)))
    caller.close()
    asks = _asks(listing, token, max(1, requests // 10))
    rate, bare = at_once(url, asks, clients), at_once(floor, _for_floor(asks, size), clients)
    return f"{load.system}: {listing.name}", f"{rate:,.0f}", f"{bare:,.0f}", f"{rate / bare:.2f}"


def _asks(listing: Listing, token: str, count: int) -> list[Ask]:
    return [listing.ask(token, number) for number in range(count)]


def _for_floor(asks: Sequence[Ask], size: int) -> list[Ask]:
    """The same requests to the bare server, which answers as many bytes."""
    return [Ask(ask.method, f"/{size}", ask.body, ask.headers) for ask in asks]


if __name__ == "__main__":
    main()
