"""What holds for every test."""

from __future__ import annotations

import signal

import pytest

# What they assert is shown with its values, as in a test.
pytest.register_assert_rewrite("tests.support")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background, as by nohup: processes that a test interrupts would ignore it as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)
