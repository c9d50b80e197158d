"""A picture of how costs grow, as SVG: both axes are logarithmic, so that a power is a straight line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import Final

WIDTH: Final = 230
HEIGHT: Final = 200
EDGE: Final = 34
COLOURS: Final = ("#888888", "#0b6e99", "#c2571a", "#3c7a3c")


def drawn(sizes: Sequence[int], taken: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """One field for each command, one line for each program.

    Args:
        sizes: How many resources, ascending.
        taken: By program and command: seconds for each size.
    """
    commands = list(next(iter(taken.values())))
    known = [max(each, 0.01) for rows in taken.values() for row in rows.values() for each in row]
    low, high = min(known), max(known)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH * len(commands)}" height="{HEIGHT + 30}">',
        "<style>text { font: 11px sans-serif }</style>",
        f"<title>Processor seconds by resources, both axes logarithmic: {', '.join(taken)}</title>",
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for column, command in enumerate(commands):
        left = column * WIDTH
        parts.append(f'<text x="{left + EDGE}" y="14" font-weight="bold">{command}</text>')
        parts.append(
            f'<path d="M{left + EDGE},22V{HEIGHT - EDGE}H{left + WIDTH - 10}" fill="none" stroke="#cccccc"/>'
        )
        parts += [
            f'<text x="{left + at:.0f}" y="{HEIGHT - 18}" text-anchor="middle">{size}</text>'
            for size, at in ((each, _across(each, sizes)) for each in sizes)
        ]
        parts += [
            f'<text x="{left + 30}" y="{_up(each, low, high) + 4:.0f}" text-anchor="end">{each:.1f}</text>'
            for each in (low, high)
        ]
        for colour, (name, rows) in zip(COLOURS, taken.items(), strict=False):
            line = " ".join(
                f"{left + _across(size, sizes):.1f},{_up(max(each, 0.01), low, high):.1f}"
                for size, each in zip(sizes, rows[command], strict=True)
            )
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2">'
                f"<title>{name}</title></polyline>"
            )
    for number, (colour, name) in enumerate(zip(COLOURS, taken, strict=False)):
        parts.append(f'<text x="{EDGE + 110 * number}" y="{HEIGHT + 16}" fill="{colour}">■ {name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _across(size: int, sizes: Sequence[int]) -> float:
    span = log(sizes[-1] / sizes[0]) or 1.0
    return EDGE + 14 + (WIDTH - EDGE - 44) * log(size / sizes[0]) / span


def _up(seconds: float, low: float, high: float) -> float:
    span = log(high / low) or 1.0
    return HEIGHT - EDGE - 6 - (HEIGHT - EDGE - 36) * log(seconds / low) / span
