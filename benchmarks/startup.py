"""What starts cost: imports in a fresh interpreter, and a provider's process until its first answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Final

import click
import grpc
import psutil
from google.protobuf import struct_pb2
from pulumi.dynamic import ResourceProvider
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2 as wire
from pulumi.runtime.proto import provider_pb2_grpc

from pulumi_isp_provider import dynamic

from .report import Figure, Report, benchmark, ratios
from .stand import compiled

PROGRAM: Final = """
import json, time
begin = time.process_time()
import {module}
seconds = time.process_time() - begin
import psutil
print(json.dumps([seconds, psutil.Process().memory_info().rss / 2**20]))
"""
PROGRAMS: Final = {
    "pulumi": "pulumi",
    "pulumi_isp": "pulumi, pulumi_isp",
    "and resources of both vendors, named": "pulumi_isp.calix, pulumi_isp.cloudconnexa; "
    "pulumi_isp.calix.Ont, pulumi_isp.cloudconnexa.User",
    "and a data source of WHMCS, named": "pulumi_isp.whmcs; pulumi_isp.whmcs.get_invoice",
}
SETTINGS: Final = {"calix:url": "http://cms.test:18080", "calix:username": "bench", "calix:password": "bench"}
ONT: Final = {"network_name": "hill", "ont_id": 1, "ont_profile": 162, "reg_id": "r-1", "__owner": "bench"}


class Nothing(ResourceProvider):
    """The floor: a provider that takes whatever comes."""


@click.command()
@benchmark
@click.option("--rounds", default=11, show_default=True, help="How often each is measured, in turns.")
def main(report: Report, rounds: int) -> None:
    """Processor time and memory of imports, and of a provider's process up to its first Check."""
    compiled()
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds):
        for name, module in PROGRAMS.items():
            line = [sys.executable, "-c", PROGRAM.format(module=module)]
            done = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
            seconds, mebibytes = json.loads(done.stdout)
            taken[name].append((seconds, mebibytes))
    _tell(report, "import", taken)
    Nothing.__module__ = "__main__"  # so that it is pickled whole, as a program's own provider is
    front = next(each for each in dynamic.PROVIDERS if str(each.resource) == "calix.Ont")
    providers = {"nothing": serialize_provider(Nothing()), "ONT": dynamic.serialized(front)}
    first: dict[str, list[tuple[float, float]]] = {name: [] for name in providers}
    for _ in range(rounds):
        for name, constant in providers.items():
            first[name].append(_first_check(constant))
    _tell(report, "first Check", first)


def _tell(report: Report, what: str, taken: dict[str, list[tuple[float, float]]]) -> None:
    """A table, of which the first row is the floor."""
    floor = next(iter(taken.values()))
    rows: list[list[object]] = []
    for name, rounds in taken.items():
        rows.append([name])
        for own, theirs in zip(zip(*rounds, strict=True), zip(*floor, strict=True), strict=True):
            rows[-1] += [Figure.of(own), ratios(own, theirs)]
        report.figure(f"{what}/{name}/seconds", rows[-1][2])  # type: ignore[arg-type] # a figure, put there above
        report.figure(f"{what}/{name}/memory", rows[-1][4])  # type: ignore[arg-type] # the same
    report.table([what, "processor s", "÷", "MiB", "÷"], rows)


def _first_check(constant: str) -> tuple[float, float]:
    """Start a process as the engine does, ask for one Check, end it: processor seconds and MiB."""
    process = psutil.Popen(
        [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:0"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PULUMI_PROJECT": "bench"},
    )
    try:
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = provider_pb2_grpc.ResourceProviderStub(channel)
            stub.Configure(wire.ConfigureRequest(args=_struct(SETTINGS)), timeout=60)
            news = _struct({**ONT, "__provider": constant})
            answer = stub.Check(wire.CheckRequest(urn="urn", news=news), timeout=60)
            if answer.failures:
                raise click.ClickException(answer.failures[0].reason)
        used = process.cpu_times()
        return used.user + used.system, process.memory_info().rss / 2**20
    finally:
        process.kill()
        process.wait()


def _struct(values: Mapping[str, object]) -> struct_pb2.Struct:
    found = struct_pb2.Struct()
    found.update(values)
    return found


if __name__ == "__main__":
    main()
