"""Log lines of a resource, shown under its row on the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import grpc
from pulumi.runtime.proto import engine_pb2 as wire
from pulumi.runtime.proto.engine_pb2_grpc import EngineStub

_ABOUT: Final[ContextVar[str]] = ContextVar("about", default="")


@contextmanager
def about(urn: str) -> Iterator[None]:
    """Attach all log lines of this thread to a resource."""
    before = _ABOUT.set(urn)
    try:
        yield
    finally:
        _ABOUT.reset(before)


class EngineHandler(logging.Handler):
    """Passes log records to the engine."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.attach(address)

    def attach(self, address: str) -> None:
        """Hand all that follows to the engine that listens there."""
        self._engine = EngineStub(grpc.insecure_channel(address))

    def emit(self, record: logging.LogRecord) -> None:
        """Show it under the row of the present resource."""
        try:
            severity = wire.WARNING if record.levelno >= logging.WARNING else wire.INFO
            # Levels of PULUMI_ISP_LOG are shown without the engine's own --debug too.
            self._engine.Log(
                wire.LogRequest(severity=severity, message=self.format(record), urn=_ABOUT.get())
            )
        except grpc.RpcError:
            pass  # the engine has ended: nobody reads it
        except Exception:
            self.handleError(record)
