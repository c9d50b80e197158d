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
        most: What it may be at most.
        benchmark: Which benchmark measures it.
        figure: The figure's name there.
    """

    what: str
    most: float
    benchmark: str
    figure: str

    def measured(self, results: Results) -> Mapping[str, float] | None:
        """Median, lowest and highest of the last run; None where it was not measured."""
        found: Mapping[str, float] | None = (
            results.get(self.benchmark, {}).get("figures", {}).get(self.figure)
        )
        return found


_PHASES: Final = {"up": 1.4, "again": 1.1, "preview": 1.15, "refresh": 1.5, "destroy": 1.5}

GOALS: Final = (
    Goal(
        "`import pulumi_isp`, its resources named ÷ `import pulumi`, processor",
        1.15,
        "startup",
        "import/and resources of both vendors, named/seconds",
    ),
    Goal("the same, memory", 1.15, "startup", "import/and resources of both vendors, named/memory"),
    Goal("provider's process to its first Check ÷ nothing's", 1.3, "startup", "first Check/ONT/seconds"),
    *(
        Goal(f"1,000 {kind}, {phase} ÷ nothing, processor", most, "front", f"{kind}/{phase}/processor")
        for kind in ("ONTs", "users")
        for phase, most in _PHASES.items()
    ),
    Goal("memory of the provider's process, 5,000 ONTs ÷ 100", 1.5, "memory", "provider"),
    Goal("memory of the program's process, 5,000 ONTs ÷ nothing", 1.1, "memory", "program"),
    Goal("growth of ONTs: exponent above nothing's, worst phase", 0.05, "growth", "ONTs/above"),
    Goal("growth of users: exponent above nothing's, worst phase", 0.05, "growth", "users/above"),
    Goal("documented rate limit: time ÷ what the requests force", 1.05, "limit", "time"),
    Goal("refused for being too much (429)", 0, "limit", "refused"),
)
"""In the order of the page."""
