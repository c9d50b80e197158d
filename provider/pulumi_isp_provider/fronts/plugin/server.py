"""The process that the engine starts for the package: it answers until the engine ends it."""

from __future__ import annotations

import functools
import importlib.metadata
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2 as wire
from pulumi.runtime.proto.plugin_pb2 import PluginAttach, PluginInfo
from pulumi.runtime.proto.provider_pb2_grpc import (
    ResourceProviderServicer,
    add_ResourceProviderServicer_to_server,
)

from .. import engine, logs
from ..process import REGISTRY, begin_run, shown
from . import config, log, values
from .questions import Questions
from .resources import Resources
from .schema import package

VERSION: Final = importlib.metadata.version("pulumi-isp")
_AT_ONCE: Final = 128
"""Maximum concurrent calls: more than the engine usually makes (``--parallel``)."""
_LOOKS_EVERY: Final = 1.0
"""Seconds between checks that the engine still runs: a killed engine sends nothing."""
_GRACE: Final = 600.0
"""Seconds for running calls at the end: more than the engine itself waits."""
_BUSY: Final = (
    f"This process serves another run, which has attached it by {engine.DEBUGGED} and has not ended: the two "
    "would share one config.\nWhat to do: wait for its end, or start another pulumi-resource-isp for this "
    "run."
)
Answer = TypeVar("Answer")


def _answers(method: Callable[..., Answer]) -> Callable[..., Answer]:
    """Show log lines under the resource's row, and make errors readable."""

    @functools.wraps(method)
    def answer(self: Provider, request: Any, context: grpc.ServicerContext) -> Answer:
        with log.about(getattr(request, "urn", "")):
            try:
                return method(self, request, context)
            except Exception as error:
                given = next(
                    getattr(request, name)
                    for name in ("news", "properties", "args")
                    if hasattr(request, name)
                )
                text = str(shown(error, values.read(given).plain, ""))
        # Whoever prints the variables of frames is to find no declared value in this one.
        del request, given
        return context.abort(grpc.StatusCode.UNKNOWN, text)  # type: ignore[no-any-return] # never returns

    return answer


class Provider(ResourceProviderServicer):
    """The engine's protocol for providers: https://www.pulumi.com/docs/iac/build-with-pulumi/providers/."""

    def __init__(self) -> None:
        self._resources = Resources()
        self._questions = Questions()
        self._handler: log.EngineHandler | None = None

    def Handshake(  # noqa: N802 - the protocol's names, here and below
        self, request: wire.ProviderHandshakeRequest, context: grpc.ServicerContext
    ) -> wire.ProviderHandshakeResponse:
        """Agree with the engine that secrets are marked in both directions."""
        return wire.ProviderHandshakeResponse(accept_secrets=True)

    def Attach(self, request: PluginAttach, context: grpc.ServicerContext) -> Empty:  # noqa: N802
        """Take the engine's address, if a person has started this process. Each run has another engine."""
        try:
            engine.attach(request.address)
        except engine.BusyError:
            context.abort(grpc.StatusCode.FAILED_PRECONDITION, _BUSY)
        if self._handler is None:
            self._handler = log.EngineHandler(request.address)
            logs.show(self._handler)
        else:
            self._handler.attach(request.address)
        return Empty()

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> PluginInfo:  # noqa: N802
        """The version."""
        return PluginInfo(version=VERSION)

    def GetSchema(  # noqa: N802
        self, request: wire.GetSchemaRequest, context: grpc.ServicerContext
    ) -> wire.GetSchemaResponse:
        """The schema, for tools that generate a package for another language."""
        return wire.GetSchemaResponse(schema=json.dumps(package(VERSION)))

    def CheckConfig(  # noqa: N802
        self, request: wire.CheckRequest, context: grpc.ServicerContext
    ) -> wire.CheckResponse:
        """Accept the package's config: a connection is checked when a resource uses it."""
        return wire.CheckResponse(inputs=request.news)

    def DiffConfig(  # noqa: N802
        self, request: wire.DiffRequest, context: grpc.ServicerContext
    ) -> wire.DiffResponse:
        """Report changed settings as an update; each resource compares what they mean for its object.

        Without a reported change the engine would use those in state.
        """
        same = request.olds == request.news
        return wire.DiffResponse(changes=wire.DiffResponse.DIFF_NONE if same else wire.DiffResponse.DIFF_SOME)

    def Configure(  # noqa: N802
        self, request: wire.ConfigureRequest, context: grpc.ServicerContext
    ) -> wire.ConfigureResponse:
        """Begin a run with the stack's config. Nothing is sent yet."""
        REGISTRY.close()
        REGISTRY.configure(config.lookup(request.variables))
        begin_run()
        self._resources.begin()
        self._questions.begin()
        return wire.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    @_answers
    def Check(  # noqa: N802
        self, request: wire.CheckRequest, context: grpc.ServicerContext
    ) -> wire.CheckResponse:
        """Validate inputs."""
        return self._resources.check(request)

    @_answers
    def Diff(self, request: wire.DiffRequest, context: grpc.ServicerContext) -> wire.DiffResponse:  # noqa: N802
        """Compare."""
        return self._resources.diff(request)

    @_answers
    def Create(  # noqa: N802
        self, request: wire.CreateRequest, context: grpc.ServicerContext
    ) -> wire.CreateResponse:
        """Make an object; in a preview, return its known outputs."""
        return self._resources.create(request)

    @_answers
    def Read(self, request: wire.ReadRequest, context: grpc.ServicerContext) -> wire.ReadResponse:  # noqa: N802
        """Read an object."""
        return self._resources.read(request)

    @_answers
    def Update(  # noqa: N802
        self, request: wire.UpdateRequest, context: grpc.ServicerContext
    ) -> wire.UpdateResponse:
        """Change an object; in a preview, return its known outputs."""
        return self._resources.update(request)

    @_answers
    def Delete(self, request: wire.DeleteRequest, context: grpc.ServicerContext) -> Empty:  # noqa: N802
        """Delete an object."""
        self._resources.delete(request)
        return Empty()

    @_answers
    def Invoke(  # noqa: N802
        self, request: wire.InvokeRequest, context: grpc.ServicerContext
    ) -> wire.InvokeResponse:
        """Answer a data source. Python programs ask in their own process."""
        return self._questions.answer(request)

    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:  # noqa: N802
        """Somebody cancels the run: running calls end by themselves, and the engine records them."""
        return Empty()


def serve() -> None:
    """Answer the engine: the command ``pulumi-resource-isp``.

    The first argument is the engine's address. Without it, the engine must attach
    (``PULUMI_DEBUG_PROVIDERS``).
    """
    if len(sys.argv) > 1:
        logs.show(log.EngineHandler(sys.argv[1]))
    server = grpc.server(
        ThreadPoolExecutor(max_workers=_AT_ONCE), options=[("grpc.max_receive_message_length", -1)]
    )
    add_ResourceProviderServicer_to_server(Provider(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    told = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: told.set())
    print(port, flush=True)  # noqa: T201 - what the engine waits for
    parent = os.getppid()
    while not told.wait(_LOOKS_EVERY) and (len(sys.argv) < 2 or os.getppid() == parent):
        pass
    # Refuse new calls. Wait for running ones, if the engine is there to get the answers.
    server.stop(_GRACE).wait()
