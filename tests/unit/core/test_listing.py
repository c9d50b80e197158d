"""A list is read until it does not change meanwhile."""

from __future__ import annotations

import pytest

from pulumi_isp_provider.core.listing import READINGS, until_still
from pulumi_isp_provider.errors import ListChangedError, NotFoundError


def reader(outcomes: list[str | Exception]) -> tuple[list[int], str | Exception]:
    readings: list[int] = []

    def read() -> str:
        readings.append(1)
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    try:
        return readings, until_still(read)
    except Exception as error:
        return readings, error


@pytest.mark.parametrize("restless", range(READINGS))
def test_it_is_read_again_while_it_changes(restless: int) -> None:
    """The first reading that was not disturbed counts."""
    readings, outcome = reader([*[ListChangedError("moved")] * restless, "rows", "never read"])

    assert (len(readings), outcome) == (restless + 1, "rows")


def test_it_is_given_up_at_last() -> None:
    """A list that never holds still is an error, not a part of it."""
    readings, outcome = reader([ListChangedError(f"moved {at}") for at in range(READINGS + 1)])

    assert len(readings) == READINGS
    assert str(outcome) == f"moved {READINGS - 1}"


def test_another_error_is_not_waited_out() -> None:
    """What has nothing to do with changes comes out at once."""
    readings, outcome = reader([NotFoundError("gone"), "rows"])

    assert len(readings) == 1
    assert isinstance(outcome, NotFoundError)
