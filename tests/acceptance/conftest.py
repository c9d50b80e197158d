"""The real engine against the simulators in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.support import ROOT
from tests.support.isp import Isp, simulated_isp
from tests.support.promises import NEWEST, kept_by
from tests.support.stack import Stack
from tools.engine import Engine, ensure


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine; a run without one fails here, it does not skip."""
    return ensure()


@pytest.fixture
def release() -> str:
    """The release of CloudConnexa's API; parametrized where several are meant."""
    return NEWEST


@pytest.fixture
def isp(release: str) -> Iterator[Isp]:
    """One E7 with ONTs in the field, customers in WHMCS, an empty CloudConnexa tenant."""
    with simulated_isp(release=release) as isp:
        yield isp


@pytest.fixture
def front() -> str:
    """The front that a stack's resources are on; parametrized where both are meant."""
    return "dynamic"


@pytest.fixture
def stack(
    tmp_path: Path, engine: Engine, isp: Isp, front: str, request: pytest.FixtureRequest
) -> Iterator[Callable[[str | Path], Stack]]:
    """Make the stack of a program. In the end, all resources that the test is said to try were declared."""
    made = []

    def make(program: str | Path) -> Stack:
        made.append(Stack(tmp_path / "stack", engine, isp, program, front))
        return made[-1]

    yield make
    said = {(cell.kind, cell.release) for cell in kept_by(request.node.iter_markers("keeps"))}
    assert said <= {each for one in made for each in one.declared}


@pytest.fixture
def quickstart() -> Path:
    """The quickstart program, as users run it."""
    return ROOT / "examples/quickstart/__main__.py"
