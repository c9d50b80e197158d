"""docs/policies.md says what the rules say, and its examples run."""

from __future__ import annotations

import json
import re

from tools import policy_docs

from pulumi_isp.policy import PACKS

PAGE = policy_docs.PAGE.read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_table_of_rules_is_up_to_date() -> None:
    """After a change of a rule: ``python -m tools.policy_docs``."""
    assert policy_docs.page(PAGE) == PAGE


def test_the_configurations_on_the_page_are_right() -> None:
    """For both packs."""
    shown = [json.loads(block) for block in blocks("json")]

    assert shown
    assert [problem for pack in PACKS.values() for each in shown for problem in pack.check(each)] == []


def test_the_rule_on_the_page_works() -> None:
    """It ends with its own test."""
    [program] = blocks("python")

    exec(compile(program, str(policy_docs.PAGE), "exec"), {})
