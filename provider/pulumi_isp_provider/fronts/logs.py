"""What a run shows of its log on the terminal. What is written there has been masked where it was logged."""

from __future__ import annotations

import logging
import os
from typing import Final

from ..transport.logs import BODIES, RedactingFilter

VARIABLE: Final = "PULUMI_ISP_LOG"
"""Environment variable that says how much to show."""

LEVELS: Final = {
    "bodies": BODIES,
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
}


class _Shown(logging.Formatter):
    """What is a warning says so: the engine shows all lines of a provider alike."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return f"Warning: {text}" if record.levelno >= logging.WARNING else text


def show(handler: logging.Handler | None = None) -> None:
    """Show warnings and what is taken over, or what ``PULUMI_ISP_LOG`` asks for.

    ``debug`` shows each request with its status and time, and of a failed exchange all but the bodies;
    ``bodies`` those too; ``info`` each repeated request and each wait; ``warning`` less than usual.

    Args:
        handler: What hands a record to the engine; None: the standard error stream, which the engine shows.
    """
    package = logging.getLogger("pulumi_isp_provider")
    if package.handlers:
        return
    if handler is None:
        # Python itself would only let warnings through.
        handler = logging.StreamHandler()
        handler.setFormatter(_Shown())
    handler.addFilter(RedactingFilter())
    package.addHandler(handler)
    package.propagate = False
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if wanted in LEVELS:
        package.setLevel(LEVELS[wanted])
        return
    package.setLevel(logging.WARNING)
    logging.getLogger("pulumi_isp_provider.lifecycle").setLevel(logging.INFO)
    if wanted:
        package.warning("%s must be one of %s; it is left aside", VARIABLE, ", ".join(LEVELS))
