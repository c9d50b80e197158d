"""What all benchmarks share: pairs, tables, goals, the page."""

from __future__ import annotations

import pytest
from benchmarks.goals import GOALS
from benchmarks.growth import exponent
from benchmarks.page import written
from benchmarks.report import Figure, Report, ratios, shown


def test_ratios_are_of_pairs() -> None:
    """A round in which the machine was slow for both of a pair changes nothing."""
    assert ratios([2.0, 20.0, 3.0], [1.0, 10.0, 1.0]) == Figure(2.0, 2.0, 3.0, 3)


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_exponent_is_that_of_the_power(power: float) -> None:
    """In proportion is 1, the square 2."""
    sizes = [250, 500, 1000, 2000]

    assert exponent(sizes, [0.1 * size**power for size in sizes]) == pytest.approx(power)


def test_table_has_a_column_of_text_and_others_of_numbers() -> None:
    """Markdown, readable as it is."""
    assert shown(["what", "s"], [["up", "1.5"], ["refresh", "12"]]).splitlines() == [
        "| what    |   s |",
        "| ------- | --: |",
        "| up      | 1.5 |",
        "| refresh |  12 |",
    ]


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
