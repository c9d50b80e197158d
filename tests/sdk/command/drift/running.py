"""The command, as its tests run it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from click.testing import CliRunner, Result

from pulumi_isp.command import main

SAME, FAILED, WRONG, DRIFTED, INCOMPLETE = 0, 1, 2, 3, 4


def run(*words: str, code: int, fed: bytes | None = None) -> Result:
    ran = CliRunner().invoke(main, ["drift", *words], input=fed)
    assert ran.exit_code == code, ran.output
    return ran


def report(*words: str, code: int, fed: bytes | None = None) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("--json", *words, code=code, fed=fed).stdout)
    return told


def only(told: Mapping[str, Any]) -> dict[str, Any]:
    """The one finding."""
    [found] = told["findings"]
    return dict(found)


def values(found: Mapping[str, Any]) -> dict[str, tuple[Any, Any, str]]:
    """By property: in state, at the vendor, who wins."""
    return {each["property"]: (each["state"], each["vendor"], each["wins"]) for each in found["differences"]}


def actions(found: Mapping[str, Any]) -> tuple[str, str]:
    """What `up` does, and what `up --refresh` does."""
    return found["up"]["action"], found["up_refresh"]["action"]
