"""The files by which processes of one user know of each other."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from pulumi_isp_provider.transport.meeting import VARIABLE, AloneError, Meeting


def test_two_hold_no_file_at_once_and_whoever_lets_go_gives_it_back(tmp_path: Path) -> None:
    one, other = Meeting("cms", root=tmp_path), Meeting("cms", root=tmp_path)
    held = one.take("0")
    assert held is not None
    assert other.take("0") is None
    assert other.take("1") is not None
    held.release()
    assert other.take("0") is not None


def test_names_tell_nothing_files_are_empty_and_the_users_alone(tmp_path: Path) -> None:
    places = [Meeting("https://acme.invalid", name, root=tmp_path / "root") for name in ("robot", "human")]
    held = [each.take("0") for each in places]
    assert None not in held
    folders = [each.folder for each in places]
    assert sorted(folders) == sorted((tmp_path / "root").iterdir())
    assert not any(word in str(folder) for folder in folders for word in ("acme", "robot", "human"))
    assert [each.stat().st_mode & 0o777 for each in folders] == [0o700, 0o700]
    files = [each for folder in folders for each in folder.iterdir()]
    assert [(each.name, each.stat().st_mode & 0o777, each.stat().st_size) for each in files] == [
        ("0.lock", 0o600, 0)
    ] * 2


def test_a_folder_that_cannot_be_written_is_said_once_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where several systems are concerned; each goes on by itself."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))
    for system in ("cms", "tenant", "cms"):
        with pytest.raises(AloneError):
            Meeting(system).take("0")
    said = [each.getMessage() for each in caplog.records]
    assert len(said) == 1
    assert str(tmp_path / "file") in said[0]
    assert VARIABLE in said[0]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EIO])
def test_a_file_system_without_locks_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    """Whatever the system says to a lock, it is not taken for one that somebody else has, and waited for."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    meeting = Meeting("cms", root=tmp_path)
    for _ in range(2):
        with pytest.raises(AloneError):
            meeting.take("0")
    assert [os.strerror(number) in each.getMessage() for each in caplog.records] == [True]
    assert [each.read_text() for each in meeting.folder.iterdir()] in ([], [""])


def test_a_relative_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Program and provider may have working folders of their own, and would not meet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, "here/or/there")
    with pytest.raises(AloneError):
        Meeting("cms").take("0")
    assert "relative" in caplog.text
    assert not list(tmp_path.iterdir())


def test_the_folder_is_in_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert "pulumi-isp" in Meeting("cms").folder.parts
