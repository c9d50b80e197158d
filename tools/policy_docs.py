"""Write the table of rules into docs/policies.md: `python -m tools.policy_docs`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pulumi_isp.policy import PACKS, RULES, ResourceRule, Rule

PAGE = Path(__file__).resolve().parents[1] / "docs/policies.md"
BEGIN, END = "<!-- rules: begin -->\n", "<!-- rules: end -->\n"


def table() -> str:
    """All rules with their levels, their reasons and what can be set."""
    return "\n".join([*_overview(), "", *(line for rule in RULES for line in _details(rule))])


def _overview() -> Iterator[str]:
    yield f"| rule | what must hold | {' | '.join(PACKS)} |"
    yield f"|---|---|{'---|' * len(PACKS)}"
    for rule in RULES:
        levels = " | ".join(pack.levels[rule].value for pack in PACKS.values())
        yield f"| [`{rule.id}`](#{rule.id}) | {rule.description} | {levels} |"


def _details(rule: Rule[Any]) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    yield f"{rule.reason} **What to do:** {rule.remedy}"
    yield ""
    if isinstance(rule, ResourceRule) and rule.repair:
        yield "Can repair: level `remediate`."
        yield ""
    own = [name for name in rule.settings.properties() if name != "waivers"]
    for name in own:
        schema = rule.settings.properties()[name]
        packs = "".join(
            f"; in {word} `{json.dumps(pack.settings[rule.id][name])}`"
            for word, pack in PACKS.items()
            if name in pack.settings.get(rule.id, {})
        )
        yield f"- `{name}`: {schema['description']} Default: `{json.dumps(schema['default'])}`{packs}."
    if own:
        yield ""


def page(text: str) -> str:
    """The page with today's table.

    Args:
        text: The page as it is.
    """
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
