"""Adapts how the process of dynamic providers reports errors to the engine.

Older releases of the language host report the text of an exception, newer ones the whole traceback with their
own frames. Neither is right for all: for our own errors the text is enough, for our mistakes the frames are
needed.
"""

from __future__ import annotations

import sys
import traceback
from typing import Any, Final

from ..errors import IspError
from .process import Mistake

_NAME: Final = "pulumi.dynamic.__main__"


class _Traceback:
    """The module ``traceback``, except for errors whose text is enough."""

    def __getattr__(self, name: str) -> Any:
        return getattr(traceback, name)

    @staticmethod
    def format_exc(*args: Any, **kwargs: Any) -> str:
        error = sys.exception()
        if isinstance(error, (IspError, Mistake)):
            return str(error)
        return traceback.format_exc(*args, **kwargs)


def show_texts() -> None:
    """Make the host print only the text of an error, if it is enough.

    The host formats exceptions with the name ``traceback`` in its own main module. Only that name is changed,
    and only if it has its present meaning: other processes and other hosts are not changed.
    """
    main = sys.modules.get("__main__")
    named = getattr(getattr(main, "__spec__", None), "name", None)
    if named == _NAME and getattr(main, "traceback", None) is traceback:
        setattr(main, "traceback", _Traceback())  # noqa: B010 - a plain assignment is an error to mypy
