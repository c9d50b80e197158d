"""Runs a program with Pulumi's own mocks, to see its requests to the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pulumi
from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs, Mocks, set_mocks
from pulumi.runtime.settings import ROOT

# Pulumi needs a current loop, and another test's `asyncio.run` leaves none. All tests share one, which is
# never closed: otherwise Python would warn of the loops of Pulumi's own threads, which nobody closes.
_LOOP = asyncio.new_event_loop()


class Recorder(Mocks):
    """Answers like an engine that creates everything, and records the requests."""

    def __init__(self) -> None:
        self.asked: list[MockResourceArgs] = []

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        self.asked.append(args)
        return args.resource_id or f"{args.name}-id", dict(args.inputs)

    def call(self, args: MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        raise AssertionError(f"no test may call {args.token}")


def run(
    program: Callable[[], pulumi.Output[Any] | None], *, preview: bool = False
) -> tuple[list[MockResourceArgs], Any]:
    """Run a program. Return its registered resources, and the value of the output that it returns."""
    recorder = Recorder()
    seen: list[Any] = []

    def wrapped() -> pulumi.Output[Any] | None:
        output = program()
        return None if output is None else output.apply(seen.append)

    asyncio.set_event_loop(_LOOP)
    ROOT.set(None)  # forget the stack of another test in this process
    set_mocks(recorder, preview=preview)
    pulumi.runtime.test(wrapped)()  # type: ignore[no-untyped-call] # Pulumi has no types here
    return recorder.asked, seen[0] if seen else None
