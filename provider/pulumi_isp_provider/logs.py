"""What a run shows of its log on the terminal. What is written there has been masked where it was logged."""

from __future__ import annotations

import logging
import os
from typing import Final

VARIABLE: Final = "PULUMI_ISP_LOG"
"""Environment variable that says how much to show."""

LEVELS: Final = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}


def show() -> None:
    """Show warnings and what is taken over, or what ``PULUMI_ISP_LOG`` asks for.

    ``debug`` shows each request with its status and time, and a failed exchange in full; ``info`` each
    repeated request and each wait; ``warning`` less than usual.
    """
    package = logging.getLogger(__package__)
    if package.handlers:
        return
    # What goes to stderr here reaches the terminal; Python itself would only let warnings through.
    package.addHandler(logging.StreamHandler())
    package.propagate = False
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted in LEVELS:
        package.setLevel(LEVELS[wanted])
        return
    package.setLevel(logging.WARNING)
    logging.getLogger(f"{__package__}.lifecycle").setLevel(logging.INFO)
    if wanted:
        package.warning("%s must be one of %s; it is left aside", VARIABLE, ", ".join(LEVELS))
