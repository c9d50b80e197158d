"""Keeps secrets out of the frames of errors."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ..errors import IspError

P = ParamSpec("P")
T = TypeVar("T")


def without_frames(function: Callable[P, T]) -> Callable[P, T]:
    """Drop the frames of our own errors from a function that gets secrets.

    Some tools log exceptions with the variables of all frames, and so the secrets. The text of our own errors
    is enough; other exceptions keep their frames, because they are needed to find the mistake.
    """

    @functools.wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except IspError as error:
            failure = error.with_traceback(None)
        except BaseException:
            del args, kwargs
            raise
        del args, kwargs
        raise failure

    return called
