"""The two fronts without an engine, asked as it asks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol

import grpc
from pulumi.runtime.proto import provider_pb2 as wire
from pulumi.runtime.proto.provider_pb2_grpc import (
    ResourceProviderStub,
    add_ResourceProviderServicer_to_server,
)
from tests.specimens import SPECIMENS

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.fronts.plugin.server import Provider
from pulumi_isp_provider.fronts.plugin.values import written


@contextmanager
def served() -> Iterator[ResourceProviderStub]:
    """The plugin in this process, over its protocol."""
    server = grpc.server(ThreadPoolExecutor(4))
    add_ResourceProviderServicer_to_server(Provider(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield ResourceProviderStub(channel)
    finally:
        server.stop(None).wait()


class Front(Protocol):
    """What the engine asks of a front for one resource; what it answers is handed back as it is."""

    def create(self, declared: Mapping[str, Any]) -> tuple[str, Any]:
        """Make it: its id, its outputs."""

    def read(self, id_: str, outputs: Any) -> tuple[str, Any]:
        """Read it."""

    def update(self, id_: str, outputs: Any, declared: Mapping[str, Any]) -> None:
        """Change it."""

    def delete(self, id_: str, outputs: Any) -> None:
        """Delete it."""


class _Dynamic:
    """The dynamic front."""

    def __init__(self, kind: str) -> None:
        self._front = SPECIMENS[kind].front()

    def create(self, declared: Mapping[str, Any]) -> tuple[str, Any]:
        """Make it."""
        made = self._front.create(dict(declared))
        return str(made.id), dict(made.outs or {})

    def read(self, id_: str, outputs: Any) -> tuple[str, Any]:
        """Read it."""
        seen = self._front.read(id_, dict(outputs))
        return str(seen.id), seen.outs

    def update(self, id_: str, outputs: Any, declared: Mapping[str, Any]) -> None:
        """Change it."""
        self._front.update(id_, dict(outputs), dict(declared))

    def delete(self, id_: str, outputs: Any) -> None:
        """Delete it."""
        self._front.delete(id_, dict(outputs))


class _Plugin:
    """The plugin front, over its protocol."""

    def __init__(self, kind: str, stub: ResourceProviderStub) -> None:
        token = next(each.plugin_token for each in RESOURCES if str(each) == kind)
        self._urn = f"urn:pulumi:stack::project::{token}::it"
        self._stub = stub

    def create(self, declared: Mapping[str, Any]) -> tuple[str, Any]:
        """Make it."""
        made = self._ask("Create", wire.CreateRequest(properties=written(declared, ())))
        return made.id, made.properties

    def read(self, id_: str, outputs: Any) -> tuple[str, Any]:
        """Read it."""
        seen = self._ask("Read", wire.ReadRequest(id=id_, properties=outputs))
        return seen.id, seen.properties

    def update(self, id_: str, outputs: Any, declared: Mapping[str, Any]) -> None:
        """Change it."""
        self._ask("Update", wire.UpdateRequest(id=id_, olds=outputs, news=written(declared, ())))

    def delete(self, id_: str, outputs: Any) -> None:
        """Delete it."""
        self._ask("Delete", wire.DeleteRequest(id=id_, properties=outputs))

    def _ask(self, verb: str, request: Any) -> Any:
        request.urn = self._urn
        try:
            return getattr(self._stub, verb)(request)
        except grpc.RpcError as error:
            if "Traceback" in error.details():  # a mistake of ours
                raise
            raise IspError(error.details()) from None


@contextmanager
def front_of(kind: str, front: str) -> Iterator[Front]:
    """One kind of resource on a front, ``dynamic`` or ``plugin``."""
    if front == "dynamic":
        yield _Dynamic(kind)
        return
    with served() as stub:
        yield _Plugin(kind, stub)
