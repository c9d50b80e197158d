"""The real engine against the simulators, as in the acceptance tests."""

from tests.acceptance.conftest import engine, isp, stack

__all__ = ["engine", "isp", "stack"]
