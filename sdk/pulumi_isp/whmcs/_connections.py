"""How a program reaches WHMCS: one client for each connection, shared by everything that asks in one run."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pulumi

from pulumi_isp_provider.core.registry import Registry, VendorEntry
from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.whmcs.client.client import WhmcsClient, connect_for_a_run
from pulumi_isp_provider.whmcs.errors import WhmcsClientError
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
        return question(_client(settings_of(connection)))
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


class _NoRun:
    """Stands for the run of a program where Pulumi runs none."""


_NO_RUN = _NoRun()
_lock = threading.Lock()
# By the run's stack, because one process may run many updates, and each must see what is so by then.
_registries: weakref.WeakKeyDictionary[object, Registry] = weakref.WeakKeyDictionary()
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


def _client(settings: WhmcsSettings) -> WhmcsClient:
    run = this_run()
    with _lock:
        registry = _registries.get(run)
        if registry is None:
            registry = _registries[run] = Registry(
                {WhmcsSettings.vendor: VendorEntry(WhmcsSettings, connect_for_a_run)}
            )
            weakref.finalize(run, registry.close).atexit = False
    client: WhmcsClient = registry.client_with(WhmcsSettings.vendor, settings)
    return client


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
