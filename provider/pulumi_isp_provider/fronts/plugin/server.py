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
"""Calls that are answered at the same time: more than the engine is usually let make (``--parallel``)."""
_LOOKS_EVERY: Final = 1.0
"""Seconds; an engine that was killed says nothing, and a process of ours must not outlive it for long."""
_GRACE: Final = 600.0
"""Seconds that what is under way has: more than the engine itself waits."""
Answer = TypeVar("Answer")


def _answers(method: Callable[..., Answer]) -> Callable[..., Answer]:
    """Say under the resource's own row what is said, and of an error what a person can use."""

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
        """Agree with the engine: secrets are marked as such in both directions."""
        return wire.ProviderHandshakeResponse(accept_secrets=True)

    def Attach(self, request: PluginAttach, context: grpc.ServicerContext) -> Empty:  # noqa: N802
        """Take the engine's address, where a person has started this process: each run has another engine."""
        engine.attach(request.address)
        if self._handler is None:
            self._handler = log.EngineHandler(request.address)
            logs.show(self._handler)
        else:
            self._handler.attach(request.address)
        return Empty()

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> PluginInfo:  # noqa: N802
        """Which version this is."""
        return PluginInfo(version=VERSION)

    def GetSchema(  # noqa: N802
        self, request: wire.GetSchemaRequest, context: grpc.ServicerContext
    ) -> wire.GetSchemaResponse:
        """What there is, for tools that write a package for another language."""
        return wire.GetSchemaResponse(schema=json.dumps(package(VERSION)))

    def CheckConfig(  # noqa: N802
        self, request: wire.CheckRequest, context: grpc.ServicerContext
    ) -> wire.CheckResponse:
        """Take the package's own config as it is: connections are looked at when a resource names one."""
        return wire.CheckResponse(inputs=request.news)

    def DiffConfig(  # noqa: N802
        self, request: wire.DiffRequest, context: grpc.ServicerContext
    ) -> wire.DiffResponse:
        """Have other settings taken, in place: what they mean to an object, each resource compares.

        Where nothing is said to have changed, the engine goes on with those in state.
        """
        same = request.olds == request.news
        return wire.DiffResponse(changes=wire.DiffResponse.DIFF_NONE if same else wire.DiffResponse.DIFF_SOME)

    def Configure(  # noqa: N802
        self, request: wire.ConfigureRequest, context: grpc.ServicerContext
    ) -> wire.ConfigureResponse:
        """Begin a run, with the stack's config. Nothing is contacted yet."""
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
        """Make an object, or say what would be made."""
        return self._resources.create(request)

    @_answers
    def Read(self, request: wire.ReadRequest, context: grpc.ServicerContext) -> wire.ReadResponse:  # noqa: N802
        """Read an object."""
        return self._resources.read(request)

    @_answers
    def Update(  # noqa: N802
        self, request: wire.UpdateRequest, context: grpc.ServicerContext
    ) -> wire.UpdateResponse:
        """Change an object, or say what would be known of it."""
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
        """Answer a question. Programs in Python ask in their own process."""
        return self._questions.answer(request)

    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:  # noqa: N802
        """Somebody wants the run to end: what is under way ends by itself, and the engine records it."""
        return Empty()


def serve() -> None:
    """Answer the engine: the command ``pulumi-resource-isp``.

    The engine gives its own address as the first word; without it, it is waited for to attach
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
    # No new call; what is under way ends, and its answer is waited for where somebody is left to hear it.
    server.stop(_GRACE).wait()
