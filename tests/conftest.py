"""What holds for every test."""

from __future__ import annotations

import os
import signal
import tempfile

import pytest

# What they assert is shown with its values, as in a test.
pytest.register_assert_rewrite("tests.support")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background, as by nohup: processes that a test interrupts would ignore it as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)

_LIMITS = tempfile.TemporaryDirectory(prefix="limits-", ignore_cleanup_errors=True)
# Neither the user's own runs nor another worker's tests take turns with these.
os.environ["PULUMI_ISP_LIMITS"] = _LIMITS.name
