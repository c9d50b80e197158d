"""Shows the log on the terminal. Its texts are masked already."""

from __future__ import annotations

import logging
import os
from typing import Final

from ..transport.logs import BODIES, RedactingFilter

VARIABLE: Final = "PULUMI_ISP_LOG"
"""Environment variable with the level."""

LEVELS: Final = {
    "bodies": BODIES,
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
}


class _Shown(logging.Formatter):
    """Marks warnings, because the engine shows all lines of a provider in the same way."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return f"Warning: {text}" if record.levelno >= logging.WARNING else text


def show(handler: logging.Handler | None = None) -> None:
    """Show warnings and take-overs, or the level of ``PULUMI_ISP_LOG``.

    ``debug`` shows each request with status and time, and failed exchanges without bodies; ``bodies`` shows
    those too; ``info`` shows retries and waits; ``warning`` shows less than the default.

    Args:
        handler: Passes records to the engine; None: the standard error stream, which the engine shows.
    """
    package = logging.getLogger("pulumi_isp_provider")
    if package.handlers:
        return
    if handler is None:
        # Python's default only shows warnings.
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
