"""The real engine against the simulators, as in the acceptance tests."""

from tests.acceptance.conftest import engine, front, isp, stack

__all__ = ["engine", "front", "isp", "stack"]
