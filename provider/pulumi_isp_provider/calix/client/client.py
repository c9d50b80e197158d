"""The client for a Calix CMS and its E7s, in two forms: one blocks, one is awaited."""

from __future__ import annotations

import asyncio
from typing import Self

from ...transport.base import Transport
from ..settings import CalixSettings
from .config import Config
from .e7 import E7
from .extras.asynchronous import AsyncE7, AsyncRest, Runner
from .extras.lanes import LanePool
from .extras.rest import Rest
from .logs import Logger
from .nbi.cms import Cms

__all__ = ["CMSClient", "Config", "SyncCMSClient", "connect"]


class _Client:
    """What both forms have in common."""

    def __init__(self, config: Config, transport: Transport | None) -> None:
        self.config = config
        self._cms = Cms(config, http=transport)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.config.connection.url!r})"

    @property
    def logger(self) -> Logger:
        """Structured logger, with the CMS as context; it masks the password and the session."""
        return self._cms.logger

    @property
    def transport(self) -> Transport:
        """The last transport of the chain. Set it to use another one."""
        return self._cms.end.inner

    @transport.setter
    def transport(self, transport: Transport) -> None:
        self._cms.end.inner = transport

    @property
    def _transport(self) -> Transport:
        """Older name of :attr:`transport`."""
        return self.transport

    @_transport.setter
    def _transport(self, transport: Transport) -> None:
        self.transport = transport


class SyncCMSClient(_Client):
    """A CMS; its operations block. Safe under threads: one client serves them all with one session.

    The first operation logs in. Leaving a ``with`` block, :meth:`close` and the end of the interpreter
    log out.

    Args:
        config: Address, credentials, limits.
        transport: The end of the transport chain; None makes one from the configuration.

    Attributes:
        config: The configuration.
        e7: Operations on E7s.
        rest: Operations of the REST interface.
    """

    def __init__(self, config: Config, *, transport: Transport | None = None) -> None:
        super().__init__(config, transport)
        self.e7 = E7(self._cms)
        self.rest = Rest(self._cms)

    def authenticate(self) -> None:
        """Log in now instead of with the first operation. After :meth:`close` it opens the client again.

        Raises:
            AuthenticationError: The CMS refused.
            ConnectionError: It gave no answer.
        """
        self._cms.session.open()

    def close(self) -> None:
        """Log out and close the connections. Calling it twice is harmless."""
        self._cms.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class CMSClient(_Client):
    """A CMS; its operations are awaited. ``CMSClient.sync(config)`` gives the form that blocks.

    Operations on one node run one after the other, in the order in which they were started. Different nodes
    run at the same time. Cancelling a task does not undo what an E7 was told already. One client may serve
    several event loops.

    Args:
        config: Address, credentials, limits.
        transport: The end of the transport chain; None makes one from the configuration.

    Attributes:
        config: The configuration.
        e7: Operations on E7s.
        rest: Operations of the REST interface.
    """

    def __init__(self, config: Config, *, transport: Transport | None = None) -> None:
        super().__init__(config, transport)
        self._pool = LanePool(config.performance.max_workers, config.performance.node_concurrency)
        self._runner = Runner(self._pool, self.logger)
        self.e7 = AsyncE7(E7(self._cms), self._runner)
        self.rest = AsyncRest(Rest(self._cms), self._runner)

    @staticmethod
    def sync(config: Config, *, transport: Transport | None = None) -> SyncCMSClient:
        """The same client with operations that block."""
        return SyncCMSClient(config, transport=transport)

    async def authenticate(self) -> None:
        """Log in now instead of with the first operation. After :meth:`close` it opens the client again.

        Raises:
            AuthenticationError: The CMS refused.
            ConnectionError: It gave no answer.
        """
        self._pool.open()
        await self._runner.run("", self._cms.session.open)

    async def close(self) -> None:
        """Wait for running operations, log out, close the connections. Calling it twice is harmless.

        An operation that has not started yet raises OperationError.
        """
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._pool.close()
        self._cms.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def connect(settings: CalixSettings) -> SyncCMSClient:
    """A client for one connection's settings. It logs in with its first operation."""
    return SyncCMSClient(Config.from_settings(settings))
