"""The process that the language host starts for dynamic providers, as far as it decides what users read.

Of what a provider raises, older releases tell the engine the text alone, newer ones the whole traceback with
their own frames in it. Neither is right for all: of an error with a message of its own the text says all, and
of a mistake of ours the frames are needed.
"""

from __future__ import annotations

import sys
import traceback
from typing import Any, Final

from ..errors import IspError
from .process import Mistake

_NAME: Final = "pulumi.dynamic.__main__"


class _Traceback:
    """The module ``traceback``, but for errors whose text says all."""

    def __getattr__(self, name: str) -> Any:
        return getattr(traceback, name)

    @staticmethod
    def format_exc(*args: Any, **kwargs: Any) -> str:
        error = sys.exception()
        if isinstance(error, (IspError, Mistake)):
            return str(error)
        return traceback.format_exc(*args, **kwargs)


def show_texts() -> None:
    """Have the host print an error's text alone, where the text says all.

    The host formats what a provider raises by the name ``traceback`` in its own main module. Nothing but that
    name is changed, and only where it means what it means today: in another process, or under a host that
    works in another way, nothing is.
    """
    main = sys.modules.get("__main__")
    named = getattr(getattr(main, "__spec__", None), "name", None)
    if named == _NAME and getattr(main, "traceback", None) is traceback:
        setattr(main, "traceback", _Traceback())  # noqa: B010 - a plain assignment is an error to mypy
