"""One run of the engine, and what all resources share in it.

``pulumi up`` is a run, and so are a preview, a refresh and a destroy. A process may live through several.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol

from ..errors import ConfigurationError
from .deletions import Deletions
from .ownership import Ledger
from .settings import ConnectionSettings


class Preview(StrEnum):
    """What a preview asks the vendors (config ``isp:preview``)."""

    LOOK = "look"
    """Look what is there; a vendor that does not answer is one warning."""
    STRICT = "strict"
    """Look; a vendor that does not answer is an error."""
    OFFLINE = "offline"
    """Ask nothing."""


PREVIEW_SETTING = "isp:preview"


def preview_mode(text: str | None) -> Preview:
    """What ``isp:preview`` says.

    Raises:
        ConfigurationError: It says something else.
    """
    try:
        return Preview((text or Preview.LOOK).strip())
    except ValueError:
        raise ConfigurationError(f"{PREVIEW_SETTING} must be one of {', '.join(Preview)}") from None


class Connections(Protocol):
    """How a run reaches the vendors."""

    def settings(self, vendor: str, connection: str) -> ConnectionSettings:
        """The settings of a connection."""

    def client(self, vendor: str, connection: str) -> Any:
        """The client of a connection."""


class Run:
    """What the resources of one run share.

    Args:
        connections: How to reach the vendors.
        preview: What a preview asks them.
        destroys: Whether the run deletes a whole stack.
        goes_on: Whether the run goes on after an error.
        is_partial: Whether the engine tells the run only of a part of the stack.
        is_shared: Whether the engine also talks to another process of ours, which has a run of its own.

    Attributes:
        ledger: Who owns what.
        deletions: What is deleted.
    """

    def __init__(
        self,
        connections: Connections,
        *,
        preview: Callable[[], Preview] = lambda: Preview.LOOK,
        destroys: Callable[[], bool] = lambda: False,
        goes_on: Callable[[], bool] = lambda: False,
        is_partial: Callable[[], bool] = lambda: False,
        is_shared: Callable[[], bool] = lambda: False,
    ) -> None:
        self.connections = connections
        self.ledger = Ledger()
        self.deletions = Deletions()
        self._preview = preview
        self._destroys = destroys
        self._goes_on = goes_on
        self._is_partial = is_partial
        self._is_shared = is_shared
        self._lock = threading.Lock()
        self._silent: set[tuple[str, str]] = set()
        self._sizes: dict[tuple[str, str], dict[str, int]] = {}
        self._has_advised = False

    @property
    def preview(self) -> Preview:
        """What a preview asks the vendors."""
        return self._preview()

    @property
    def destroys(self) -> bool:
        """Whether this run deletes the whole stack, so that all its deletions are wanted."""
        return self._destroys()

    @property
    def goes_on(self) -> bool:
        """Whether this run still deletes what is no longer declared after something else has failed."""
        return self._goes_on()

    @property
    def is_partial(self) -> bool:
        """Whether the engine tells this run only of a part of the stack."""
        return self._is_partial()

    @property
    def is_told_elsewhere(self) -> bool:
        """Whether the engine tells another process of ours what the program declares, and not this one."""
        return not (self.destroys or self.ledger.is_told) and self._is_shared()

    def advises(self) -> bool:
        """Whether this is the first take-over in the run: its message carries the advice."""
        with self._lock:
            first, self._has_advised = not self._has_advised, True
            return first

    def will_declare(self, kind: str, system: str, connection: str, number: int) -> None:
        """Note how many resources of a kind the program has begun to declare, before all have come.

        Args:
            kind: ``vendor.Kind``.
            system: Where they are to be.
            connection: The connection; several may lead to one system.
            number: How many.
        """
        with self._lock:
            sizes = self._sizes.setdefault((kind, system), {})
            sizes[connection] = max(number, sizes.get(connection, 0))

    def size(self, kind: str, system: str) -> int:
        """How many objects of a kind the program declares in a system, as far as that is known.

        Those that are declared inside other resources count, too.
        """
        with self._lock:
            told = sum(self._sizes.get((kind, system), {}).values())
            return max(told, self.ledger.size(kind, system), self.ledger.held(kind, system))

    def is_silent(self, vendor: str, connection: str) -> bool:
        """Whether a connection gave no answer before in this run's preview."""
        with self._lock:
            return (vendor, connection) in self._silent

    def falls_silent(self, vendor: str, connection: str) -> bool:
        """Note that a connection gives no answer.

        Returns:
            Whether that was not known yet.
        """
        with self._lock:
            new = (vendor, connection) not in self._silent
            self._silent.add((vendor, connection))
            return new
