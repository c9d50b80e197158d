"""Files that are made are what would be made today."""

from __future__ import annotations

from difflib import unified_diff

import pytest
from tools.generate import __main__ as generate
from tools.generate.text import ROOT

from pulumi_isp._kinds import KINDS
from pulumi_isp_provider import catalogue


def test_every_file_that_is_made_is_as_it_would_be_made() -> None:
    """Else somebody changed it by hand, or forgot `make generate`."""
    stale = [
        line
        for path, text in generate.files()
        for line in unified_diff(
            path.read_text("utf-8").splitlines() if path.exists() else [],
            text.splitlines(),
            str(path.relative_to(ROOT)),
            "as it would be made",
            lineterm="",
            n=0,
        )
    ]

    assert stale == [], "run `make generate`"


def test_names_in_state_are_never_changed_by_making_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a stack holds of a kind stays readable: a name that would change, or go, is an error."""
    others = [resource for resource in catalogue.RESOURCES if resource.kind != KINDS[0].resource]
    monkeypatch.setattr(catalogue, "RESOURCES", others)

    with pytest.raises(SystemExit, match=KINDS[0].name):
        generate.refuse_to_forget()
