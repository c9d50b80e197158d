"""Previews of thousands of resources: what Pulumi's SDK waits for first."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pulumi
from pulumi.runtime import is_dry_run, settings


def awaited(resource: pulumi.Resource) -> None:
    """Have the SDK wait for a resource before it waits for outputs; in a preview alone.

    At the end of a program, the SDK waits for the calls that are under way, one after the other. Then it
    waits for all outputs together, and each time that one has come, it goes through all others again. When
    it begins, no resource has made its call yet; so with thousands of resources, that takes half of the
    program's time, and grows with the square of their number. Therefore each resource is put among the
    calls: when these are done, so are the outputs.

    Not in an update: a program that fails in an `apply` is to fail before more is made. The SDK does not
    promise where it keeps its calls. If it is elsewhere, nothing is done, and the program takes as long as
    without this.
    """
    calls = getattr(getattr(settings.SETTINGS, "rpc_manager", None), "rpcs", None)
    if isinstance(calls, list) and is_dry_run():
        calls.append(asyncio.ensure_future(_registered(resource)))


async def _registered(resource: pulumi.Resource) -> None:
    # The resource's own call tells why it failed.
    with suppress(Exception):
        await resource.urn.future()
