"""What all benchmarks share: pairs, tables, goals, the page."""

from __future__ import annotations

import pytest
from benchmarks.front import expected
from benchmarks.goals import GOALS, Goal
from benchmarks.growth import exponent
from benchmarks.page import written
from benchmarks.report import Figure, Report, ratios, shown
from tests.support.overlap import most_at_once

from pulumi_isp_simulators.core.log import LogEntry


def test_ratios_are_of_pairs() -> None:
    """A round in which the machine was slow for both of a pair changes nothing."""
    assert ratios([2.0, 20.0, 3.0], [1.0, 10.0, 1.0]) == Figure(2.0, 2.0, 3.0, 3)


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_exponent_is_that_of_the_power(power: float) -> None:
    """In proportion is 1, the square 2."""
    sizes = [250, 500, 1000, 2000]

    assert exponent(sizes, [0.1 * size**power for size in sizes]) == pytest.approx(power)


def test_a_round_is_expected_to_last_what_it_takes_anyhow_and_each_resource() -> None:
    """So that the largest is left out only where there is no time for it; before two are known, none is."""
    assert expected({250: 20.0}, 1000) == 0.0
    assert expected({250: 20.0, 1000: 50.0}, 5000) == pytest.approx(210.0)


def test_table_has_a_column_of_text_and_others_of_numbers() -> None:
    """Markdown, readable as it is."""
    assert shown(["what", "s"], [["up", "1.5"], ["refresh", "12"]]).splitlines() == [
        "| what    |   s |",
        "| ------- | --: |",
        "| up      | 1.5 |",
        "| refresh |  12 |",
    ]


def test_a_bound_may_be_the_lowest() -> None:
    """What is to be wide enough is met from its bound on; everything else up to it."""
    wide = Goal("requests at once", 8, "fronts", "wide", at_least=True)
    quick = Goal("time", 1.3, "fronts", "time")

    assert (wide.said, quick.said) == ("≥ 8", "≤ 1.3")
    assert [wide.is_met(each) for each in (7, 8, 9)] == [False, True, True]
    assert [quick.is_met(each) for each in (1.2, 1.3, 1.4)] == [True, True, False]


@pytest.mark.parametrize(
    ("spans", "most"),
    [
        ([], 0),
        ([(0, 1), (1, 2)], 1),  # one begins as the other ends
        ([(0, 3), (1, 2), (2, 4)], 2),
        ([(0, 9), (1, 9), (2, None), (3, 9)], 3),  # one is not answered yet
    ],
)
def test_most_at_once_counts_what_overlaps(spans: list[tuple[float, float | None]], most: int) -> None:
    """From when a request has come in until it is answered."""
    entries = [LogEntry("list", "GET", "/", "", {}, "", start, ended=end) for start, end in spans]

    assert most_at_once(entries) == most


def test_page_says_of_each_goal_what_came_of_it() -> None:
    """Met, missed, or not measured; and each table of each benchmark stands there."""
    report = Report()
    report.table(["users", "÷"], [["100", report.figure("time", [1.0])]])
    report.figure("refused", [2])
    report.remark("Something was left out.")

    page = written({"limit": report.plain()})

    (time,) = (line for line in page.splitlines() if "documented rate limit" in line)
    (refused,) = (line for line in page.splitlines() if "429" in line)
    assert [cell.strip() for cell in time.strip("|").split("|")[1:]] == ["≤ 1.05", "1.00", "met"]
    assert [cell.strip() for cell in refused.strip("|").split("|")[1:]] == ["≤ 0", "2.00", "missed"]
    assert page.count("not measured") == len(GOALS) - 2
    assert "| users |" in page
    assert "Something was left out." in page
