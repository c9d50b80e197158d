"""Settings, clients and sessions, which must never be in state. There is one registry for each process.

State contains only the name of a connection.
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
    """A vendor's client, as far as the registry uses it."""

    def close(self) -> None:
        """Log out and close the connections."""


class VendorEntry(NamedTuple):
    """How to make a client from config.

    Attributes:
        settings: The class of the vendor's settings.
        connect: Makes a client from them; sends nothing yet.
    """

    settings: type[ConnectionSettings]
    connect: Callable[[Any], Client]


class Registry:
    """Settings and clients by vendor and connection, made on first use."""

    def __init__(self, vendors: Mapping[str, VendorEntry]) -> None:
        self._vendors = vendors
        self._lookup: Lookup = lambda _key: None
        self._settings: dict[tuple[str, str], ConnectionSettings] = {}
        self._clients: dict[tuple[str, ConnectionSettings], Client] = {}
        self._lock = threading.RLock()
        self._closes_at_exit = False
        self._redactor = Redactor()

    def settings_of(self, vendor: str) -> type[ConnectionSettings]:
        """The class of a vendor's settings."""
        return self._vendors[vendor].settings

    def configure(self, lookup: Lookup) -> None:
        """Set the source of config values. All resource classes of a process use the same one.

        Settings are read again; if they are equal to the earlier ones, the client stays.
        """
        with self._lock:
            self._lookup = lookup
            self._settings.clear()

    def option(self, key: str) -> object:
        """A config value that does not belong to a vendor."""
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
                    # The engine ends the process without notice; open sessions would fill the vendor's table.
                    atexit.register(self.close)
                    self._closes_at_exit = True
            return self._clients[key]

    def hide(self, texts: Iterable[str]) -> None:
        """Mask secrets of a program in all later texts, including the log."""
        self._redactor.register(*texts)

    def masked(self, text: str) -> str:
        """A text without hidden values and without the secrets of the settings in use, in any spelling."""
        return self._redactor.mask(text)

    def masked_own(self, text: str) -> str:
        """The same for a text of ours; our own words stay, even if one of them equals a secret."""
        return self._redactor.mask_own(text)

    def mask(self, error: IspError) -> None:
        """The same for an error of ours and the errors behind it; our own words stay."""
        self._redactor.error(error)

    def close(self) -> None:
        """Close all clients; they are made again on the next use."""
        with self._lock:
            clients = list(self._clients.values())
            self._clients.clear()
            self._settings.clear()
            self._redactor = Redactor()
            atexit.unregister(self.close)
            self._closes_at_exit = False
        for client in clients:
            client.close()
