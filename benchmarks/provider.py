"""What our own code costs in the provider's process, call by call, without an engine around it.

The calls are those that the engine makes of many ONTs, run after run. The simulator is a process of its own,
so that the processor time of this one is ours alone: checking, XML, HTTP. Beside it stands the floor: what the
bare HTTP library takes to post as many bytes over one kept connection, once for each request.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import time
from collections.abc import Callable
from typing import Any, Final

import click
from pulumi.dynamic import Config, ConfigureRequest

from pulumi_isp_provider import dynamic
from pulumi_isp_provider.core.hidden import DECLARED, OWNER, PREVIEW, PROVIDER, RUN
from pulumi_isp_provider.fronts.process import REGISTRY, begin_run

from .measure import server

PASSWORD: Final = "simulated"  # noqa: S105 - the simulator's own
SEED: Final = '{"networks": [{"name": "E7-1"}]}'


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
