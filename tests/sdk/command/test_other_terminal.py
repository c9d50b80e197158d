"""The commands in a terminal where Pulumi is not told where the state is, or what it is encrypted with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pulumi_isp.command import main

LACKING = {
    "PULUMI_BACKEND_URL": ("PULUMI_ACCESS_TOKEN",),
    "PULUMI_CONFIG_PASSPHRASE": ("PULUMI_CONFIG_PASSPHRASE_FILE",),
}
COMMANDS = (
    "doctor",
    "discover found",
    "drift",
    "deletes --destroy",
    "map map.html",
    "move a --to b",
    "import-state --to plugin",
    "fleet preview",
)


@pytest.fixture
def _refusing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Pulumi that says no, in the folder of a project."""
    tool = tmp_path / "bin" / "pulumi"
    tool.parent.mkdir()
    tool.write_text(
        '#!/bin/sh\n[ "$1" = version ] && echo v3.259.0 && exit\necho "error: no" >&2\nexit 255\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    (tmp_path / "Pulumi.yaml").write_text("name: plant\nruntime: python\n")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_refusing")
@pytest.mark.parametrize("words", COMMANDS)
def test_what_is_not_set_in_this_terminal_is_named(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Beside what Pulumi says; nothing where it is set, be it to nothing, or by its other name."""

    def said() -> str:
        ran = CliRunner().invoke(main, words.split())
        assert ran.exit_code == 1
        assert "error: no" in ran.output
        return ran.output

    for name, others in LACKING.items():
        for each in (name, *others):
            monkeypatch.delenv(each, raising=False)
    assert "Not set here: PULUMI_BACKEND_URL and PULUMI_CONFIG_PASSPHRASE." in said()

    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "")
    assert "Not set here: PULUMI_BACKEND_URL." in said()

    monkeypatch.setenv("PULUMI_ACCESS_TOKEN", "pul-x")
    assert "Not set here" not in said()
