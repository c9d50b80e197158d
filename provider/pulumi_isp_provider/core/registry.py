"""What must never be in a program's state, reached through one object per process.

State holds the name of a connection; the settings behind it, the client and its session live here.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from ..errors import IspError
from ..transport.redact import Redactor
from .settings import ConnectionSettings, Lookup


class Client(Protocol):
    """What the registry knows of a vendor's client."""

    def close(self) -> None:
        """Log out and give back connections."""


class VendorEntry(NamedTuple):
    """How to get from config to a client.

    Attributes:
        settings: Which settings the vendor needs.
        connect: Makes a client of them; sends nothing yet.
    """

    settings: type[ConnectionSettings]
    connect: Callable[[Any], Client]


class Registry:
    """Settings and clients by vendor and connection, made when first asked for.

    Args:
        vendors: The vendors by name.
    """

    def __init__(self, vendors: Mapping[str, VendorEntry]) -> None:
        self._vendors = vendors
        self._lookup: Lookup = lambda _key: None
        self._settings: dict[tuple[str, str], ConnectionSettings] = {}
        self._clients: dict[tuple[str, ConnectionSettings], Client] = {}
        self._lock = threading.RLock()
        self._closes_at_exit = False
        self._redactor = Redactor()

    def settings_of(self, vendor: str) -> type[ConnectionSettings]:
        """Which settings a vendor needs."""
        return self._vendors[vendor].settings

    def configure(self, lookup: Lookup) -> None:
        """Say where config values come from. All resource classes of a process get the same ones.

        Settings that were read before are read anew; where they come out equal, the client stays.
        """
        with self._lock:
            self._lookup = lookup
            self._settings.clear()

    def option(self, key: str) -> object:
        """A config value that belongs to no vendor."""
        with self._lock:
            return self._lookup(key)

    def settings(self, vendor: str, connection: str) -> ConnectionSettings:
        """The settings of a connection.

        Raises:
            ConfigurationError: Some are missing or not allowed.
        """
        with self._lock:
            key = (vendor, connection)
            if key not in self._settings:
                settings = self._vendors[vendor].settings.resolve(self._lookup, connection=connection)
                self._redactor.register(*settings.secrets())
                self._settings[key] = settings
            return self._settings[key]

    def client(self, vendor: str, connection: str) -> Any:
        """The client of a connection, shared by all threads.

        Raises:
            ConfigurationError: Settings are missing or not allowed.
        """
        return self.client_with(vendor, self.settings(vendor, connection))

    def client_with(self, vendor: str, settings: ConnectionSettings) -> Any:
        """The client with these settings, shared by all threads."""
        with self._lock:
            key = (vendor, settings)
            if key not in self._clients:
                self._clients[key] = self._vendors[vendor].connect(settings)
                if not self._closes_at_exit:
                    # The engine ends the process without a word; sessions left open fill the vendor's table.
                    atexit.register(self.close)
                    self._closes_at_exit = True
            return self._clients[key]

    def hide(self, texts: Iterable[str]) -> None:
        """Keep what a program marked secret out of all that is said from now on, the log included."""
        self._redactor.register(*texts)

    def masked(self, text: str) -> str:
        """A text without what is hidden, and without the secrets of the settings in use, however spelled."""
        return self._redactor.mask(text)

    def masked_own(self, text: str) -> str:
        """A text of ours without these secrets. A word of ours that is one of them by chance stays."""
        return self._redactor.mask_own(text)

    def mask(self, error: IspError) -> None:
        """Take these secrets out of an error of ours, and of what hangs on it; our own words stay."""
        self._redactor.error(error)

    def close(self) -> None:
        """Close all clients; they are made anew if asked for again."""
        with self._lock:
            clients = list(self._clients.values())
            self._clients.clear()
            self._settings.clear()
            self._redactor = Redactor()
            atexit.unregister(self.close)
            self._closes_at_exit = False
        for client in clients:
            client.close()
