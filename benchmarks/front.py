"""What our provider costs beside one that does nothing, on the same engine and in turns."""

from __future__ import annotations

import json
from collections.abc import Callable
from statistics import median
from typing import Final

import click
from tests.support.stack import Stack

from .stand import Spent, spent, stack

NOTHING: Final = """
import pulumi
from pulumi.dynamic import CreateResult, ResourceProvider
from pulumi.dynamic.dynamic import serialize_provider


class Nothing(ResourceProvider):
    def create(self, props):
        return CreateResult(props["name"], props)


PROVIDER = serialize_provider(Nothing())


class Thing(pulumi.CustomResource):
    def __init__(self, name, **props):
        super().__init__("pulumi-python:bench:Thing", name, {{**props, "name": name, "__provider": PROVIDER}})


for number in range(1, {count} + 1):
    Thing(f"thing-{{number}}", a="hill", b=str(number), c="162", d=f"s-{{number}}", e="enabled")
"""
ONTS: Final = """
from pulumi_isp import calix

for number in range(1, {count} + 1):
    calix.Ont(f"ont-{{number}}", network_name="hill", ont_id=number, ont_profile=162, reg_id=f"r-{{number}}")
"""
USERS: Final = """
from pulumi_isp import cloudconnexa

for number in range(1, {count} + 1):
    cloudconnexa.User(f"user-{{number}}", username=f"user-{{number}}", email=f"u{{number}}@isp.example")
"""
PROGRAMS: Final = {"nothing": NOTHING, "ONTs": ONTS, "users": USERS}
COMMANDS: Final[dict[str, Callable[[Stack], object]]] = {
    "preview": Stack.preview,
    "up": Stack.up,
    "again": Stack.up,
    "refresh": Stack.refresh,
    "destroy": Stack.destroy,
}


@click.command()
@click.option("--count", default=1000, show_default=True, help="Resources of each kind.")
@click.option("--rounds", default=3, show_default=True, help="How often each is measured, in turns.")
@click.option("--as-json", is_flag=True, help="Every figure, for machines.")
def main(count: int, rounds: int, as_json: bool) -> None:
    """Ratios to a provider that does nothing, of processor time and of time on the clock; medians."""
    taken: dict[str, dict[str, list[Spent]]] = {
        name: {command: [] for command in COMMANDS} for name in PROGRAMS
    }
    for _ in range(rounds):
        for name, program in PROGRAMS.items():
            with stack(program.format(count=count)) as (subject, _):
                # The file backend writes the whole state after each step, which would hide all else.
                subject.environ["PULUMI_SKIP_CHECKPOINTS"] = "true"
                for command, run in COMMANDS.items():
                    taken[name][command].append(spent(lambda run=run, subject=subject: run(subject)))  # type: ignore[misc] # a lambda's default has no type
    middle = {
        name: {
            command: {
                "processor": median(each.processor for each in rows),
                "seconds": median(each.seconds for each in rows),
            }
            for command, rows in commands.items()
        }
        for name, commands in taken.items()
    }
    if as_json:
        click.echo(json.dumps({"count": count, "rounds": rounds, **middle}, indent=2))
        return
    click.echo(f"| {count:,} resources | {' | '.join(COMMANDS)} |\n|---|{'---:|' * len(COMMANDS)}")
    floor = middle["nothing"]
    bare = " | ".join(format(floor[command]["processor"], ".1f") for command in COMMANDS)
    click.echo(f"| nothing, processor s | {bare} |")
    for name in ("ONTs", "users"):
        for what, words in (("processor", "processor"), ("seconds", "clock")):
            ratios = (middle[name][each][what] / floor[each][what] for each in COMMANDS)
            click.echo(f"| {name} ÷ nothing, {words} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")


if __name__ == "__main__":
    main()
