"""The state of a provider's process, for both fronts: connections and run."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any, Final

from ..calix.settings import CalixSettings
from ..cloudconnexa.settings import CloudConnexaSettings
from ..core.declarations import connection_of
from ..core.importing import ONE_AT_A_TIME
from ..core.registry import Client, Registry, VendorEntry
from ..core.run import PREVIEW_SETTING, Preview, Run, preview_mode
from ..errors import AuthenticationError, IspError
from . import engine


class Mistake(RuntimeError):
    """An unexpected error; its text is the whole traceback."""


def _connect_calix(settings: Any) -> Client:
    with ONE_AT_A_TIME:
        from ..calix.client.client import connect

    return connect(settings)


def _connect_cloudconnexa(settings: Any) -> Client:
    with ONE_AT_A_TIME:
        from ..cloudconnexa.client.client import connect

    return connect(settings)


REGISTRY: Final = Registry(
    {
        "calix": VendorEntry(CalixSettings, _connect_calix),
        "cloudconnexa": VendorEntry(CloudConnexaSettings, _connect_cloudconnexa),
    }
)


def _new_run() -> Run:
    return Run(
        REGISTRY,
        preview=_preview,
        destroys=engine.destroys,
        goes_on=engine.goes_on,
        is_partial=engine.is_partial,
        is_shared=engine.has_both_fronts,
    )


def _preview() -> Preview:
    said = REGISTRY.option(PREVIEW_SETTING)
    return preview_mode(None if said is None else str(said))


_RUNS = [_new_run()]


def current_run() -> Run:
    """The present run. The engine starts a new process for each run."""
    return _RUNS[-1]


def begin_run() -> None:
    """Start a new run, for a process that serves several."""
    _RUNS[:] = [_new_run()]


def shown(error: Exception, properties: Mapping[str, Any], advice: str) -> IspError | Mistake:
    """Make an error readable for people.

    The frames of our own errors do not help the reader, so they are removed. Other errors are our mistakes
    and keep them. Secrets are masked everywhere.

    Args:
        error: The error.
        properties: The resource's inputs or state.
        advice: The advice if a vendor refuses the credentials.
    """
    if not isinstance(error, IspError):
        return Mistake(REGISTRY.masked("".join(traceback.format_exception(error))))
    error.context.setdefault("connection", connection_of(properties))
    if isinstance(error, AuthenticationError):
        error.hint = f"{error.hint} {advice}".rstrip()
    if error.effect_unknown:
        error.add_hint(_LOOKS)
    REGISTRY.mask(error)
    return error.with_traceback(None)


_LOOKS = (
    "The next `pulumi up` looks by itself: what did take effect is found and taken over, nothing is made "
    "twice."
)
