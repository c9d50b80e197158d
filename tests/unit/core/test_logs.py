"""What a run shows of its log."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import logging
from pulumi_isp_provider.fronts import logs
logs.show()
logs.show()
for name in ("transport.http", "lifecycle"):
    logger = logging.getLogger(f"pulumi_isp_provider.{name}")
    for level in ("debug", "info", "warning"):
        getattr(logger, level)("%s %s", name, level)
logging.getLogger("somebody.else").info("not ours")
"""
LEAST = ["Warning: transport.http warning", "Warning: lifecycle warning"]
USUAL = [LEAST[0], "lifecycle info", LEAST[1]]
INFO = ["transport.http info", *USUAL]
ALL = ["transport.http debug", *INFO[:2], "lifecycle debug", *INFO[2:]]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("", USUAL),
        ("debug", ALL),
        ("bodies", ALL),
        (" INFO ", INFO),
        ("warning", LEAST),
        (
            "loud",
            ["Warning: PULUMI_ISP_LOG must be one of bodies, debug, info, warning; it is left aside", *USUAL],
        ),
    ],
)
def test_as_much_is_shown_as_is_wanted(wanted: str, shown: list[str]) -> None:
    """Each line once, on stderr; a warning says that it is one."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PULUMI_ISP_LOG": wanted},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr.splitlines() == shown
