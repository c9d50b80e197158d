"""What the two commands and a user's CI install is pinned, to versions that pyproject.toml allows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.support import ROOT
from tests.support.packages import CONSTRAINTS, entries, pinned

LOCK = "requirements/lock.txt"
WITH_HASHES = [LOCK, "tests/interop/requirements.txt"]


def asked_for(*groups: str) -> Iterator[Requirement]:
    """What pyproject.toml names, with the build backend."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named: list[Any] = [*document["build-system"]["requires"], *document["project"]["dependencies"]]
    named += document["project"]["optional-dependencies"]["simulators"]
    for group in groups:
        named += document["dependency-groups"][group]
    yield from (Requirement(each) for each in named if isinstance(each, str))


def test_the_lock_fits_to_what_is_asked_for() -> None:
    """Everything has a version that pyproject.toml allows; `make lock` after a change of bounds."""
    versions = pinned(LOCK)

    unfit = [
        str(each)
        for each in asked_for("test", "dev")
        if not each.specifier.contains(versions.get(canonicalize_name(each.name), "0"))
    ]
    assert unfit == []


@pytest.mark.parametrize("path", WITH_HASHES)
def test_each_file_that_is_installed_is_known_by_its_hash(path: str) -> None:
    """Every requirement names one version and the hashes of its files."""
    assert [
        entry for entry in entries(path) if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry)
    ] == []


@pytest.mark.parametrize("path", [*WITH_HASHES, CONSTRAINTS])
def test_no_file_says_where_to_install_from(path: str) -> None:
    """Where packages come from is a matter of the machine: no address, no option that names one."""
    text = (ROOT / path).read_text()
    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith("-")] == []


def test_the_constraints_are_the_versions_of_the_lock() -> None:
    """`pip install -c` gives what the tests met; without hashes, as with one pip wants all to have them."""
    constraints = pinned(CONSTRAINTS)

    assert constraints.items() <= pinned(LOCK).items()
    assert {canonicalize_name(each.name) for each in asked_for()} - constraints.keys() == {"hatchling"}
    assert "--hash" not in (ROOT / CONSTRAINTS).read_text()
