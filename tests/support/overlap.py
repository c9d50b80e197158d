"""How many requests were under way at the same time, as a vendor saw it."""

from __future__ import annotations

from collections.abc import Iterable

from pulumi_isp_simulators.core.log import LogEntry


def most_at_once(requests: Iterable[LogEntry]) -> int:
    """The most requests that were under way at the same time: each from its coming in to its answer."""
    steps: Iterable[tuple[float, int]] = sorted(
        step for each in requests if each.ended is not None for step in ((each.started, 1), (each.ended, -1))
    )
    under_way = most = 0
    for _, step in steps:
        under_way += step
        most = max(most, under_way)
    return most
