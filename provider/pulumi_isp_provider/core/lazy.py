"""Packages whose names are loaded on first use.

Otherwise a program, or a provider process of one vendor, would load the clients of all three vendors, which
is more than everything else that it loads.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from importlib import import_module, util
from pathlib import Path
from typing import Any


def lazily(package: str, file: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """The ``__getattr__``, ``__dir__`` and ``__all__`` of such a package.

    Args:
        package: Its name.
        file: Its ``__init__.py``. The stub next to it, ``__init__.pyi``, lists the names as
            ``from .module import Name as Name``. Type checkers read it too.
    """
    stub = ast.parse(Path(file).with_suffix(".pyi").read_text("utf-8"))
    homes = {
        alias.asname or alias.name: ("." * each.level + (each.module or ""), alias.name)
        for each in stub.body
        if isinstance(each, ast.ImportFrom) and each.module != "__future__"
        for alias in each.names
    }

    def load(name: str) -> Any:
        if name not in homes:
            module = sys.modules[package]
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=module)
        home, original = homes[name]
        found = import_module(util.resolve_name(home, package))
        return getattr(found, original)

    return load, lambda: sorted(homes), sorted(homes)
