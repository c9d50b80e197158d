"""Functions that a caller wants to have called on errors."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import IspError
from .base import Request, Response
from .logs import guarded_logger

log = guarded_logger(__name__)

OnError = Callable[[IspError, Request, Response | None], object]
"""Called with the error, the request and, if there was one, the answer; all without secrets."""


class ErrorHooks:
    """Functions to call on each error that reaches the caller, after all repeats.

    Args:
        hooks: Functions to begin with.
    """

    def __init__(self, *hooks: OnError) -> None:
        self._hooks = list(hooks)

    def add(self, hook: OnError) -> None:
        """Have a function called. What it raises is logged and goes no further."""
        self._hooks.append(hook)

    def __call__(self, error: IspError, request: Request, response: Response | None) -> None:
        """Call them all, in the order in which they were added."""
        for hook in list(self._hooks):
            try:
                hook(error, request, response)
            except Exception:
                log.exception("An error hook failed")
