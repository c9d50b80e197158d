"""Writes a made-up provider as a seed file: ``python -m pulumi_isp_simulators.seeds > isp.yaml``."""

from __future__ import annotations

from collections.abc import Iterator

import click
import yaml

from .isp import MAX_SHELVES, MAX_SUBSCRIBERS, isp

_HEADER = """\
# An internet provider with {shelves} E7 shelves and {subscribers} subscribers, for all three simulators:
#   pulumi-isp-sim all --seed THIS_FILE
# Made by: python -m pulumi_isp_simulators.seeds --shelves {shelves} --subscribers {subscribers}
#
# Every subscriber has a service in WHMCS, with the ONT's serial number, the E7 and its port in the custom
# fields "ONT Serial", "Shelf" and "Port". The E7 has discovered the ONTs of all who are not gone. On the last
# shelf they are provisioned too.
"""


@click.command()
@click.option("--shelves", type=click.IntRange(1, MAX_SHELVES), default=3, show_default=True)
@click.option("--subscribers", type=click.IntRange(1, MAX_SUBSCRIBERS), default=200, show_default=True)
def main(shelves: int, subscribers: int) -> None:
    """Write a seed file for all three systems to standard output."""
    click.echo(_HEADER.format(shelves=shelves, subscribers=subscribers), nl=False)
    for line in lines(isp(shelves, subscribers)):
        click.echo(line)


def lines(value: dict[str, object], indent: str = "") -> Iterator[str]:
    """Block style down to the objects of a list, which have a line each."""
    for name, item in value.items():
        if isinstance(item, dict):
            yield f"{indent}{name}:"
            yield from lines(item, f"{indent}  ")
        elif name == "networks" and isinstance(item, list):
            yield f"{indent}{name}:"
            for network in item:
                first, *rest = lines(network, f"{indent}    ")
                yield f"{indent}  - {first.strip()}"
                yield from rest
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            yield f"{indent}{name}:"
            for each in item:
                yield f"{indent}  - {_flow(each)}"
        else:
            yield f"{indent}{name}: {_flow(item)}"


def _flow(value: object) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, width=10**6, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")


if __name__ == "__main__":
    main()
