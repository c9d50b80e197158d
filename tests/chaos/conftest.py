"""The real engine against the simulators, as in the acceptance tests."""

from tests.acceptance.conftest import engine, front, isp, release, stack

__all__ = ["engine", "front", "isp", "release", "stack"]
