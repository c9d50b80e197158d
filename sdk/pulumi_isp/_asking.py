"""Questions of a program to the systems, with one client for each connection in a run."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Generic, TypeVar

import pulumi

from pulumi_isp_provider.core.asking import Asked, Asking
from pulumi_isp_provider.core.registry import Client
from pulumi_isp_provider.core.settings import ConnectionSettings
from pulumi_isp_provider.errors import IspError

from ._config import refuse_plain_secrets, refuse_unknown_names

T = TypeVar("T")
ClientT = TypeVar("ClientT", bound=Client)
SettingsT = TypeVar("SettingsT", bound=ConnectionSettings)

_THREADS = 4
"""Maximum number of concurrent questions of ``_output`` functions."""

_LOOK_AGAIN = 0.2
"""Seconds between checks that the program still runs."""


class VendorLookupError(pulumi.RunError):
    """A question to a system could not be answered. The CLI shows the message and no traceback.

    The error behind it, with status and details, is its ``__cause__``.
    """


class System(Generic[ClientT, SettingsT]):
    """Asks one vendor's systems.

    Args:
        asked: The vendor.
        error: The error class of questions without an answer.
    """

    def __init__(self, asked: Asked[ClientT, SettingsT], error: type[VendorLookupError]) -> None:
        self._asked = asked
        self._error = error
        self._lock = threading.Lock()
        # By the run's stack, because one process may run many updates, and each needs fresh answers.
        self._runs: weakref.WeakKeyDictionary[object, Asking[ClientT, SettingsT]] = (
            weakref.WeakKeyDictionary()
        )

    def ask(self, connection: str, question: Callable[[ClientT], T]) -> T:
        """Ask through a connection.

        Raises:
            VendorLookupError: Settings are missing, there was no answer, or the system refuses.
        """
        try:
            settings = self.settings_of(connection)
        except IspError as error:  # the message names the vendor
            raise self._error(str(error)) from error
        try:
            return self._run().ask(settings, question)
        except IspError as error:
            raise self._error(f"{self._asked.name} (connection {connection!r}): {error}") from error

    def answer(self, name: str, /, connection: str, **arguments: Any) -> Any:
        """The answer to a declared question.

        Args:
            name: Name of the data source.
            connection: Which system to ask.
            **arguments: All its arguments; None if left out.

        Raises:
            VendorLookupError: There is no usable answer.
        """
        answer = self._asked.questions[name].answer
        return self.ask(connection, lambda source: answer(source, **arguments))

    def later(self, function: Callable[..., T], /, **arguments: pulumi.Input[Any]) -> pulumi.Output[T]:
        """Call a data source when its arguments are known, concurrently with the program.

        If an argument is unknown, as in previews, the result is unknown too, and nothing is asked.

        Args:
            function: The data source.
            **arguments: All its arguments. A function that only passes its own ones gives ``**locals()``.

        Raises:
            VendorLookupError: (in the Output) An Output given for an argument is None.
        """
        return later(self._error, function, **arguments)

    def settings_of(self, connection: str) -> SettingsT:
        """The settings of a connection, from the stack's config or the environment."""
        refuse_unknown_names(self._asked.settings)
        refuse_plain_secrets(self._asked.settings, connection)
        return self._asked.settings.resolve(_config, connection=connection)

    def _run(self) -> Asking[ClientT, SettingsT]:
        this = this_run()
        with self._lock:
            run = self._runs.get(this)
            if run is None:
                run = self._runs[this] = Asking(self._asked)
                weakref.finalize(this, run.close).atexit = False
            return run


def later(
    error: type[VendorLookupError], function: Callable[..., T], /, **arguments: pulumi.Input[Any]
) -> pulumi.Output[T]:
    """:meth:`System.later`, for a function that asks several systems."""
    given = frozenset(name for name, value in arguments.items() if value is not None)
    return pulumi.Output.all(**arguments).apply(functools.partial(_in_background, error, function, given))


def on_loop(build: Callable[[], T]) -> T:
    """Build an object with Outputs, which can only be made on the program's event loop.

    Raises:
        VendorLookupError: The program has ended meanwhile, for example because it failed elsewhere.
    """
    loop = _home.get()
    if loop is None:
        return build()
    built: Future[T] = Future()

    def run() -> None:
        try:
            built.set_result(build())
        except BaseException as error:
            built.set_exception(error)

    if loop.is_running():
        loop.call_soon_threadsafe(run)
    # A stopped loop builds nothing, and waiting for it would block the process.
    while not wait([built], _LOOK_AGAIN).done:
        if not loop.is_running():
            raise VendorLookupError("The program has ended before this was answered.")
    return built.result()


def this_run() -> object:
    """Identifies the run of the program; one process may have several."""
    return pulumi.runtime.get_root_resource() or _NO_RUN


class _NoRun:
    """Identifies the run if Pulumi runs no program."""


_NO_RUN = _NoRun()
_pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="pulumi-isp")
_home: contextvars.ContextVar[asyncio.AbstractEventLoop | None] = contextvars.ContextVar(
    "the event loop of the program that asks", default=None
)


def _config(key: str) -> object:
    namespace, _, name = key.partition(":")
    return pulumi.Config(namespace).get(name)


async def _in_background(
    error: type[VendorLookupError],
    function: Callable[..., T],
    given: frozenset[str],
    arguments: dict[str, Any],
) -> T:
    if missing := sorted(name for name in given if arguments[name] is None):
        # None means "no filter": a question about one client would return the services of all.
        raise error(
            f"{', '.join(missing)}: the Output that was given holds None\n"
            "What to do: see where it comes from, such as a stack reference to an output that does not "
            "exist. An argument is left out by not giving it."
        )
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()
    context.run(_home.set, loop)
    return await loop.run_in_executor(_pool, functools.partial(context.run, function, **arguments))
