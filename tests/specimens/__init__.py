"""One specimen of each kind of resource. All tests of all resources use them.

``tests/specimens/<vendor>/<resource>.py`` has one, named ``SPECIMEN``. There is no other list.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

from tests.support.specimen import Specimen


def _found() -> dict[str, Specimen]:
    files = sorted(Path(__file__).parent.glob("*/*.py"))
    written = [import_module(f"{__name__}.{file.parent.name}.{file.stem}").SPECIMEN for file in files]
    by_kind: dict[str, Specimen] = {specimen.kind: specimen for specimen in written}
    needed = {kind: sorted(one.refers_to - {kind}) for kind, one in by_kind.items()}
    return {kind: by_kind[kind] for kind in TopologicalSorter(needed).static_order()}


SPECIMENS = _found()
"""The specimens by kind, each after the ones that it refers to."""
