"""Questions to the systems of a vendor in one run, with one shared client for each connection."""

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
"""Seconds for which a failure is remembered; later questions are sent again."""

_OF_THE_SYSTEM: Final = (
    AuthenticationError,
    NetworkError,
    MalformedResponseError,
    ServerError,
    RateLimitError,
)


@dataclass(frozen=True)
class Asked(Generic[ClientT, SettingsT]):
    """How a vendor's systems are asked.

    Attributes:
        name: The name of such a system for people.
        settings: The class of a connection's settings.
        connect: Makes a client from the settings, for one run; sends nothing yet.
        alone: Errors that concern only one question, although their base class concerns all questions.
        declared: Returns the declared questions.
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
    """The clients of one run, and the failures of their systems.

    A failure of a whole system concerns every question. It is remembered, so that a program with a thousand
    questions fails in the time of one and does not send hundreds of bad logins.
    """

    def __init__(self, asked: Asked[ClientT, SettingsT]) -> None:
        self._asked = asked
        self._registry = Registry({asked.settings.vendor: VendorEntry(asked.settings, asked.connect)})
        self._lock = threading.Lock()
        self._breakers: dict[ConnectionSettings, CircuitBreaker] = {}

    def ask(self, settings: ConnectionSettings, question: Callable[[ClientT], T]) -> T:
        """Ask one system.

        Raises:
            IspError: There is no answer, or the system refuses.
        """
        client: Any = self._registry.client_with(settings.vendor, settings)
        return self._breaker(settings).call(lambda: question(client))

    def close(self) -> None:
        """Close all clients."""
        self._registry.close()

    def _breaker(self, settings: ConnectionSettings) -> CircuitBreaker:
        with self._lock:
            if settings not in self._breakers:
                self._breakers[settings] = CircuitBreaker(
                    1, _REMEMBERED, _OF_THE_SYSTEM, but_not=self._asked.alone, repeats=True
                )
            return self._breakers[settings]
