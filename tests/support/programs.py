"""Run a program's resources against Pulumi's own mocks, to see what they ask the engine for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pulumi
from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs, Mocks, set_mocks
from pulumi.runtime.settings import ROOT

# Pulumi wants a current loop, and another test's `asyncio.run` leaves none. One for all, and never closed:
# the loops of Pulumi's own threads, which nobody closes, would go with it and be complained of.
_LOOP = asyncio.new_event_loop()


class Recorder(Mocks):
    """Answers as an engine that creates everything; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[MockResourceArgs] = []

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        self.asked.append(args)
        return args.resource_id or f"{args.name}-id", dict(args.inputs)

    def call(self, args: MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        raise AssertionError(f"nothing here is to call {args.token}")


def run(
    program: Callable[[], pulumi.Output[Any] | None], *, preview: bool = False
) -> tuple[list[MockResourceArgs], Any]:
    """Run a program; return what it registered, and the value of the output it returns."""
    recorder = Recorder()
    seen: list[Any] = []

    def wrapped() -> pulumi.Output[Any] | None:
        output = program()
        return None if output is None else output.apply(seen.append)

    asyncio.set_event_loop(_LOOP)
    ROOT.set(None)  # the stack of a program that another test has run in this process is not ours
    set_mocks(recorder, preview=preview)
    pulumi.runtime.test(wrapped)()  # type: ignore[no-untyped-call] # as Pulumi ships it
    return recorder.asked, seen[0] if seen else None
