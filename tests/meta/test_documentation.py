"""The documentation says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support import ROOT

from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings
from pulumi_isp_provider.core.settings import ConnectionSettings, config_name, environment_name
from pulumi_isp_provider.whmcs.settings import WhmcsSettings

PAGES = [
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
]


@pytest.mark.parametrize("settings", [CalixSettings, CloudConnexaSettings, WhmcsSettings])
def test_every_setting_is_documented(settings: type[ConnectionSettings]) -> None:
    """docs/settings.md names each setting with its config key and its environment variable."""
    text = (ROOT / "docs/settings.md").read_text()

    names = [
        name
        for declared in settings.declared()
        for name in (
            config_name(settings.vendor, "default", declared.name),
            environment_name(settings.vendor, "default", declared.name),
        )
    ]

    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link in the documentation names a file that is there."""
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())

    assert [target for target in targets if not (page.parent / target).exists()] == []


def anchors(page: Path) -> set[str]:
    """Where a link into a page may lead: its headings, as forges make addresses of them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_a_heading_lead_to_one(page: Path) -> None:
    """What follows the ``#`` is the address of a heading on the page that the link names."""
    targets = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)#([^)\s]+)\)", page.read_text())

    missing = [
        f"{name}#{anchor}"
        for name, anchor in targets
        if anchor not in anchors(page.parent / name if name else page)
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_installs_by_name_alone(page: Path) -> None:
    """Nothing is published: who installs our name from an index gets somebody else's code.

    With an extra behind it, as in messages, it stands where the package is there already.
    """
    assert re.findall(r"pip install[^`\n]*\bpulumi-isp\b(?!\[)", page.read_text()) == []
