"""What speed is wanted, as ratios of figures that were measured in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Results = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Goal:
    """One goal.

    Attributes:
        what: What is measured, in words.
        bound: What it may be at most, or with ``at_least`` at least.
        benchmark: Which benchmark measures it.
        figure: The figure's name there.
        at_least: The bound is the lowest that it may be.
    """

    what: str
    bound: float
    benchmark: str
    figure: str
    at_least: bool = False

    @property
    def said(self) -> str:
        """The bound with its sign."""
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}"

    def is_met(self, middle: float) -> bool:
        """Whether a figure is within the bound."""
        return middle >= self.bound if self.at_least else middle <= self.bound

    def measured(self, results: Results) -> Mapping[str, float] | None:
        """Median, lowest and highest of the last run; None where it was not measured."""
        found: Mapping[str, float] | None = (
            results.get(self.benchmark, {}).get("figures", {}).get(self.figure)
        )
        return found


_PHASES: Final = {"up": 1.4, "again": 1.1, "preview": 1.15, "refresh": 1.5, "destroy": 1.5}
_NAMED: Final = "import/and resources of both vendors, named"

TENANT: Final = "3 networks, 50 routes, 5 groups, 20 users"
LISTED: Final = "the same, routes listed in their networks"

GOALS: Final = (
    Goal(
        "`import pulumi_isp`, its resources named ÷ `import pulumi`, processor",
        1.15,
        "startup",
        f"{_NAMED}/seconds",
    ),
    Goal("the same, memory", 1.15, "startup", f"{_NAMED}/memory"),
    Goal("provider's process to its first Check ÷ nothing's", 1.3, "startup", "first Check/ONT/seconds"),
    Goal("73 resources without a change, up ÷ nothing, processor", 1.1, "peer", "÷ nothing"),
    Goal("the same ÷ Terraform by itself, which asks nobody", 3, "peer", "÷ Terraform by itself"),
    *(
        Goal(
            f"{size:,} {kind}, {phase} ÷ nothing, processor",
            most,
            "front",
            f"{kind}/{size}/{phase}/processor",
        )
        for size in (1000, 5000)
        for kind in ("ONTs", "users")
        for phase, most in _PHASES.items()
    ),
    Goal(
        "one create of an ONT ÷ a bare request; 1.9 is a third of what it was at first",
        1.9,
        "provider",
        "up/floor",
    ),
    Goal(
        "provider's process, second up of 5,000 ONTs ÷ when first measured",
        1 / 3,
        "front",
        "ONTs/5000/again/before",
    ),
    Goal("memory of the provider's process, 5,000 ONTs ÷ 100", 1.5, "front", "memory/5000/provider"),
    Goal("memory of the program's process, 5,000 ONTs ÷ nothing", 1.1, "front", "memory/5000/program"),
    Goal("growth of ONTs, 250 to 5,000: exponent above nothing's, worst phase", 0.05, "front", "ONTs/above"),
    Goal(
        "growth of users, 250 to 5,000: exponent above nothing's, worst phase", 0.05, "front", "users/above"
    ),
    Goal("documented rate limit: time ÷ what the requests force", 1.05, "limit", "time"),
    Goal("refused for being too much (429)", 0, "limit", "refused"),
    *(
        Goal(
            f"the vendor's Go client, which its Terraform provider sends with, ÷ ours: 73 created, {each} ms",
            4,
            "latency",
            f"{each}/client",
            at_least=True,
        )
        for each in (20, 200)
    ),
    *(
        Goal(
            f"2,000 {what}, preview: strict ÷ no pack, clock", 1.15, "policies", f"{prefix}clock/strict/none"
        )
        for what, prefix in (("ONTs", ""), ("new ONTs, a CMS of 20 ms", "new/"))
    ),
    Goal("400 users, 100 ms a request, up: plugin ÷ dynamic, clock", 0.2, "fronts", "users/plugin/dynamic"),
    Goal(
        "requests at once for them on the plugin, at least", 20, "fronts", "users/plugin/wide", at_least=True
    ),
    Goal(
        "1,000 ONTs on 8 E7s, 50 ms, plugin: clock less nothing's ÷ what 1,000/8 answers take",
        1.3,
        "fronts",
        "ONTs/plugin/forced",
    ),
    Goal("requests at once for them, at least", 8, "fronts", "ONTs/plugin/wide", at_least=True),
    Goal("requests at once to one E7", 1, "fronts", "ONTs/plugin/on one"),
    Goal(
        "2,000 ONTs without a change, up: plugin ÷ dynamic, clock",
        0.7,
        "fronts",
        "again/plugin/dynamic/seconds",
    ),
    *(
        Goal(f"{TENANT}: requests to {command}", most, "requests", f"{TENANT}/{command}")
        for command, most in {"create": 82, "again": 0, "refresh": 6, "destroy": 32}.items()
    ),
    *(
        Goal(f"{LISTED}: requests to {command}", 32, "requests", f"{LISTED}/{command}")
        for command in ("create", "destroy")
    ),
)
"""In the order of the page."""
