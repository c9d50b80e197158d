"""What a provider's process holds, whichever front it has: how to reach the vendors, and its run."""

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
    """An error that nobody foresaw; its text is the whole traceback."""


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
    """The run that this process is in. The engine starts a process of its own for each."""
    return _RUNS[-1]


def begin_run() -> None:
    """Forget what earlier runs of this process have held, for whoever has several."""
    _RUNS[:] = [_new_run()]


def shown(error: Exception, properties: Mapping[str, Any], advice: str) -> IspError | Mistake:
    """Make of an error what a person can use.

    The frames of an error with a message of its own say nothing to the person who reads it, so they are cut;
    those of any other error are kept, because it is a mistake of ours. Secrets are masked in all of it.

    Args:
        error: The error.
        properties: The resource's inputs or state.
        advice: What is to be said where a vendor does not know us.
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
