"""The programs that are measured beside each other, and the commands that are run with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

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
"""The first is the floor: a provider that does nothing, of resources with as many properties."""
TENANT: Final = """
from pulumi_isp import cloudconnexa

SEPARATE = {separate}
subnets = [[f"10.{{n}}.{{r}}.0/24" for r in range(n, 50, 3)] for n in range(3)]
for n in range(3):
    listed = {{}} if SEPARATE else {{"routes": [{{"subnet": each}} for each in subnets[n]]}}
    network = cloudconnexa.Network(f"network-{{n}}", name=f"Network {{n}}", **listed)
    for each in subnets[n] if SEPARATE else []:
        cloudconnexa.Route(each, network_id=network, subnet=each)
for u in range(20):
    cloudconnexa.User(f"user-{{u}}", username=f"user-{{u}}", email=f"user-{{u}}@isp.example")
"""
COMMANDS: Final[dict[str, Callable[[Stack], object]]] = {
    "preview": Stack.preview,
    "up": Stack.up,
    "again": Stack.up,
    "refresh": Stack.refresh,
    "destroy": Stack.destroy,
}


def at_the_end_alone(subject: Stack) -> None:
    """Have the state saved at the end of a run alone.

    The file backend would write all of it after each step, which would hide everything else.
    """
    subject.environ["PULUMI_SKIP_CHECKPOINTS"] = "true"
    subject.limit = 1200


def life(
    program: str, commands: tuple[str, ...] = tuple(COMMANDS), *, watched: bool = False
) -> dict[str, Spent]:
    """Run the commands one after the other with a new stack.

    Args:
        program: What is declared.
        commands: Names of :data:`COMMANDS`.
        watched: Also look at the processes.
    """
    with stack(program) as (subject, _):
        at_the_end_alone(subject)
        return {name: spent(lambda run=COMMANDS[name]: run(subject), watched=watched) for name in commands}  # type: ignore[misc] # a lambda's default has no type
