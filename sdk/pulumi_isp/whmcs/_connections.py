"""How a program reaches WHMCS: one client for each connection, shared by everything that asks in one run."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import math
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pulumi

from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.whmcs.client.client import WhmcsClient, connect
from pulumi_isp_provider.whmcs.errors import (
    WhmcsAuthenticationError,
    WhmcsClientError,
    WhmcsConnectionError,
    WhmcsDataError,
    WhmcsPermissionError,
    WhmcsRateLimitError,
    WhmcsReplyError,
    WhmcsServerError,
    WhmcsTimeoutError,
)
from pulumi_isp_provider.whmcs.settings import WhmcsSettings

from .._config import refuse_plain_secrets, refuse_unknown_names

T = TypeVar("T")

_THREADS = 4
"""Questions of ``_output`` functions that are asked at a time."""


class WhmcsLookupError(pulumi.RunError):
    """A question to WHMCS could not be answered. The CLI shows the message and no traceback.

    The error behind it, with status and details, is its ``__cause__``.
    """


def ask(connection: str, question: Callable[[WhmcsClient], T]) -> T:
    """Ask over a connection.

    Args:
        connection: Name of the connection.
        question: Asks the client.

    Raises:
        WhmcsLookupError: The settings are not complete, or WHMCS gave no answer, or said no.
    """
    try:
        shared = _shared(settings_of(connection))
        return shared.ask(question)
    except WhmcsClientError as error:
        raise WhmcsLookupError(f"WHMCS (connection {connection!r}): {error}") from error
    except IspError as error:  # the settings; the message says whose
        raise WhmcsLookupError(str(error)) from error


def later(function: Callable[..., T], **arguments: pulumi.Input[Any]) -> pulumi.Output[T]:
    """Call a data source when its arguments are known, beside everything else that the program does.

    While an argument is unknown, which happens in previews, the result is unknown too, and nothing is
    asked.

    Raises:
        WhmcsLookupError: (in the Output) An Output that was given for an argument holds None.
    """
    given = frozenset(name for name, value in arguments.items() if value is not None)
    return pulumi.Output.all(**arguments).apply(functools.partial(_in_background, function, given))


def on_loop(build: Callable[[], T]) -> T:
    """Build something that holds Outputs; those can only be made where the program's event loop runs."""
    loop = _home.get()
    if loop is None:
        return build()

    async def run() -> T:
        return build()

    return asyncio.run_coroutine_threadsafe(run(), loop).result()


class _Shared:
    """A client, and what is wrong with its WHMCS.

    What went wrong with the system as a whole holds for every question: while it is remembered, a
    program that asks a thousand things fails in the time of one, and bad logins by the hundred, which
    may get an address banned, are not sent.
    """

    def __init__(self, settings: WhmcsSettings) -> None:
        # What was said once holds for the whole run, or one plan would be made of two truths.
        self._client = connect(settings, cache_ttl=math.inf)
        self.close = self._client.close
        self._trouble: WhmcsClientError | None = None
        self._until = 0.0

    def ask(self, question: Callable[[WhmcsClient], T]) -> T:
        trouble = self._trouble
        if trouble is not None and time.monotonic() < self._until:
            raise trouble.with_traceback(None)  # else it grows with every question
        try:
            return question(self._client)
        except (WhmcsPermissionError, WhmcsDataError):
            raise  # it is about one action alone
        except _OF_THE_SYSTEM as error:
            self._trouble, self._until = error, time.monotonic() + _REMEMBERED
            raise


_OF_THE_SYSTEM = (
    WhmcsAuthenticationError,
    WhmcsConnectionError,
    WhmcsTimeoutError,
    WhmcsReplyError,
    WhmcsServerError,
    WhmcsRateLimitError,
)
_REMEMBERED = 30.0  # seconds; a program that goes on in spite of it asks again then


class _NoRun:
    """Stands for the run of a program where Pulumi runs none."""


_NO_RUN = _NoRun()
_lock = threading.Lock()
# By the run's stack, because one process may run many updates, and each must see what is so by then.
_clients: weakref.WeakKeyDictionary[object, dict[WhmcsSettings, _Shared]] = weakref.WeakKeyDictionary()
_pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="whmcs")
_home: contextvars.ContextVar[asyncio.AbstractEventLoop | None] = contextvars.ContextVar(
    "the event loop of the program that asks", default=None
)


def this_run() -> object:
    """What stands for the run of the program; one process may see many."""
    return pulumi.runtime.get_root_resource() or _NO_RUN


def settings_of(connection: str) -> WhmcsSettings:
    """The settings of a connection, from the stack's config or the environment."""
    refuse_unknown_names(WhmcsSettings)
    refuse_plain_secrets(WhmcsSettings, connection)
    return WhmcsSettings.resolve(_config, connection=connection)


def _shared(settings: WhmcsSettings) -> _Shared:
    run = this_run()
    with _lock:
        clients = _clients.setdefault(run, {})
        if settings not in clients:
            shared = clients[settings] = _Shared(settings)
            weakref.finalize(run, shared.close).atexit = False
        return clients[settings]


def _config(key: str) -> object:
    namespace, _, name = key.partition(":")
    return pulumi.Config(namespace).get(name)


async def _in_background(function: Callable[..., T], given: frozenset[str], arguments: dict[str, Any]) -> T:
    if missing := sorted(name for name in given if arguments[name] is None):
        # None stands for "no filter": who is after one client would get the services of all.
        raise WhmcsLookupError(
            f"{', '.join(missing)}: the Output that was given holds None\n"
            "What to do: see where it comes from, such as a stack reference to an output that does not "
            "exist. An argument is left out by not giving it."
        )
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()
    context.run(_home.set, loop)
    return await loop.run_in_executor(_pool, functools.partial(context.run, function, **arguments))
