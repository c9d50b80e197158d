"""The real engine against the simulators in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.support import ROOT
from tests.support.isp import Isp, simulated_isp
from tests.support.stack import Stack
from tools.engine import Engine, ensure


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine; a run without one fails here, it does not skip."""
    return ensure()


@pytest.fixture
def isp() -> Iterator[Isp]:
    """One E7 with ONTs in the field, customers in WHMCS, an empty CloudConnexa tenant."""
    with simulated_isp() as isp:
        yield isp


@pytest.fixture
def front() -> str:
    """The front that a stack's resources are on; parametrized where both are meant."""
    return "dynamic"


@pytest.fixture
def stack(tmp_path: Path, engine: Engine, isp: Isp, front: str) -> Callable[[str | Path], Stack]:
    """Make the stack of a program."""
    return lambda program: Stack(tmp_path / "stack", engine, isp, program, front)


@pytest.fixture
def quickstart() -> Path:
    """The quickstart program, as users run it."""
    return ROOT / "examples/quickstart/__main__.py"
