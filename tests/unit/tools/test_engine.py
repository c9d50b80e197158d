"""Finding an engine: the order, and what a person is told when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import engine
from tools.engine import build, release
from tools.engine.versions import CLI_VERSION


def fake_pulumi(folder: Path, version: str) -> Path:
    """An executable that calls itself a version."""
    folder.mkdir(parents=True, exist_ok=True)
    command = folder / "pulumi"
    command.write_text(f"#!/bin/sh\necho v{version}\n")
    command.chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without an engine, without Go, and without a network."""

    def closed(_folder: Path, _say: object) -> None:
        raise release.DownloadError("no network")

    monkeypatch.delenv(engine.NAMED_BY, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(release, "download", closed)


def test_the_named_engine_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PULUMI_ISP_ENGINE may name the executable or its folder, and hides the one on PATH."""
    named = fake_pulumi(tmp_path / "named", "3.260.0")
    monkeypatch.setenv("PATH", str(fake_pulumi(tmp_path / "path", "3.300.0")))

    for name in (named, named / "pulumi"):
        monkeypatch.setenv(engine.NAMED_BY, str(name))
        assert engine.ensure().version == "3.260.0"


def test_a_named_engine_that_is_too_old_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was named on purpose is not silently replaced by another one."""
    monkeypatch.setenv(engine.NAMED_BY, str(fake_pulumi(tmp_path / "named", "3.100.0")))

    with pytest.raises(engine.NoEngineError, match=r"names pulumi 3\.100\.0"):
        engine.ensure()


def test_a_new_enough_engine_on_path_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pulumi on PATH that is new enough needs no obtaining."""
    monkeypatch.setenv("PATH", str(fake_pulumi(tmp_path / "path", "3.259.0")))

    found = engine.ensure()

    assert (found.version, found.origin) == ("3.259.0", "on PATH")


def test_a_cached_engine_is_taken_before_an_old_one_on_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine on PATH that is too old is passed over for what an earlier run has obtained."""
    monkeypatch.setenv("PATH", str(fake_pulumi(tmp_path / "path", "3.1.0")))
    cached = tmp_path / "cache/pulumi-isp/engine" / f"release-{CLI_VERSION}" / "bin"
    fake_pulumi(cached, "3.259.0")

    assert engine.ensure().folder == cached


def test_without_any_way_the_message_says_what_was_tried_and_what_helps() -> None:
    """No engine, no network, no Go: one error that names each way and its remedy."""
    with pytest.raises(engine.NoEngineError) as caught:
        engine.ensure()

    text = str(caught.value)
    assert "no pulumi on PATH" in text
    assert "no network" in text
    assert "Go is not installed" in text
    assert engine.NAMED_BY in text
    assert build.GO_MINIMUM in text


def test_a_build_that_was_stopped_leaves_nothing_that_looks_usable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is being obtained has another name until it is complete."""

    def stopped(folder: Path, _say: object) -> None:
        fake_pulumi(folder / "bin", "3.259.0")
        raise KeyboardInterrupt

    monkeypatch.setattr(release, "download", stopped)
    with pytest.raises(KeyboardInterrupt):
        engine.ensure()

    kept = list((tmp_path / "cache/pulumi-isp/engine").iterdir())
    assert [path.name for path in kept if path.is_dir() and not path.name.endswith(".unfinished")] == []


@pytest.mark.parametrize(
    ("found", "wanted", "enough"),
    [
        ("3.259.0", "3.259.0", True),
        ("3.260.0-dev.1", "3.259.0", True),
        ("3.99.9", "3.259.0", False),
        ("4.0.0", "3.259.0", True),
    ],
)
def test_versions_compare_by_number(found: str, wanted: str, enough: bool) -> None:
    """3.99 is older than 3.259."""
    assert engine.at_least(found, wanted) is enough
