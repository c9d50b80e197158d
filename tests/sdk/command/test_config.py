"""Where a command looks for its settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from pulumi_isp.command import config
from pulumi_isp_provider.errors import ConfigurationError


@pytest.mark.parametrize("named", [".", "inner"])
def test_a_project_is_found_from_a_folder_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    """As `pulumi` itself finds it, also if the folder is named relative to the current one."""
    (tmp_path / "Pulumi.yaml").write_text("name: isp\nruntime: python\n")
    (tmp_path / "sites/inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "sites")
    monkeypatch.setenv("PATH", "")  # so that it ends when it would ask Pulumi

    with pytest.raises(ConfigurationError, match="There is a Pulumi project here"):
        config.read("hill", Path(named))


def test_without_a_project_there_is_no_stack(tmp_path: Path) -> None:
    """A stack that is named and cannot be is an error; without a name the environment is used."""
    assert config.read(None, tmp_path) == config.Config()
    with pytest.raises(ConfigurationError, match="no Pulumi project here, and so no stack hill"):
        config.read("hill", tmp_path)
