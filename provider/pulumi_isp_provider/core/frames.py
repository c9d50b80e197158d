"""Errors that do not carry secrets out in the variables of the frames that they pass through."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ..errors import IspError

P = ParamSpec("P")
T = TypeVar("T")


def without_frames(function: Callable[P, T]) -> Callable[P, T]:
    """Let the errors of a function that is given secrets begin where it was called.

    Whoever logs exceptions with the variables of their frames would write the secrets down. An error of ours
    says all in its text; of what is no error of ours, the frames are needed to find the mistake.
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
