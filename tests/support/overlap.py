"""The number of requests that a vendor had at the same time."""

from __future__ import annotations

from collections.abc import Iterable

from pulumi_isp_simulators.core.log import LogEntry


def most_at_once(requests: Iterable[LogEntry]) -> int:
    """The maximum number of requests between arrival and answer at the same time."""
    steps: Iterable[tuple[float, int]] = sorted(
        step for each in requests if each.ended is not None for step in ((each.started, 1), (each.ended, -1))
    )
    under_way = most = 0
    for _, step in steps:
        under_way += step
        most = max(most, under_way)
    return most
