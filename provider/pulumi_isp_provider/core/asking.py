"""How the systems of a vendor are asked in one run: one client for each connection, shared by all who ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from ..errors import (
    AuthenticationError,
    MalformedResponseError,
    NetworkError,
    RateLimitError,
    ServerError,
)
from ..transport.circuit_breaker import CircuitBreaker
from .questions import Question
from .registry import Client, Registry, VendorEntry
from .settings import ConnectionSettings

T = TypeVar("T")
ClientT = TypeVar("ClientT", bound=Client)
SettingsT = TypeVar("SettingsT", bound=ConnectionSettings)

_REMEMBERED: Final = 30.0
"""Seconds for which a failure is remembered; who goes on in spite of it asks again then."""

_OF_THE_SYSTEM: Final = (
    AuthenticationError,
    NetworkError,
    MalformedResponseError,
    ServerError,
    RateLimitError,
)


@dataclass(frozen=True)
class Asked(Generic[ClientT, SettingsT]):
    """A vendor, as far as its systems are asked.

    Attributes:
        name: What people call such a system.
        settings: Which settings a connection needs.
        connect: Makes a client of them, for one run; sends nothing yet.
        alone: Errors that concern one question alone, although they are of a kind that concerns all.
        declared: Gives the questions that are declared.
    """

    name: str
    settings: type[SettingsT]
    connect: Callable[[SettingsT], ClientT]
    alone: tuple[type[Exception], ...]
    declared: Callable[[], Iterator[Question]] = field(default=lambda: iter(()))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions by name."""
        return {each.name: each for each in self.declared()}


class Asking(Generic[ClientT, SettingsT]):
    """The clients of one run, and what is known of their systems' health.

    What went wrong with a system as a whole holds for every question: while it is remembered, a program that
    asks a thousand things fails in the time of one, and bad logins by the hundred are not sent.

    Args:
        asked: Whose systems.
    """

    def __init__(self, asked: Asked[ClientT, SettingsT]) -> None:
        self._asked = asked
        self._registry = Registry({asked.settings.vendor: VendorEntry(asked.settings, asked.connect)})
        self._lock = threading.Lock()
        self._breakers: dict[ConnectionSettings, CircuitBreaker] = {}

    def ask(self, settings: ConnectionSettings, question: Callable[[ClientT], T]) -> T:
        """Ask one system.

        Args:
            settings: Where it is, and who we are there.
            question: Asks the client.

        Raises:
            IspError: There is no answer, or it is no.
        """
        client: Any = self._registry.client_with(settings.vendor, settings)
        return self._breaker(settings).call(lambda: question(client))

    def close(self) -> None:
        """Log out everywhere."""
        self._registry.close()

    def _breaker(self, settings: ConnectionSettings) -> CircuitBreaker:
        with self._lock:
            if settings not in self._breakers:
                self._breakers[settings] = CircuitBreaker(
                    1, _REMEMBERED, _OF_THE_SYSTEM, but_not=self._asked.alone, repeats=True
                )
            return self._breakers[settings]
