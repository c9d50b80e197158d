"""The systems that a command reads: which ones, over which connection, and their parts."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.settings import ConnectionSettings
from pulumi_isp_provider.errors import ConfigurationError, IspError
from pulumi_isp_provider.fronts.process import REGISTRY

from . import config
from .config import Config
from .terminal import Step

VENDORS: Final = ("calix", "cloudconnexa")
PLACES: Final = {"calix": "shelves"}
"""By vendor: the noun for the parts of a system that have a listing of their own."""

_LAST_WORD: Final = 10
"""Longest time for all clients to log out, in seconds."""


@dataclass(frozen=True)
class System:
    """A system that can be read.

    Attributes:
        vendor: The vendor.
        settings: The connection that leads to it.
        client: Its client.
        places: The parts of the system; a single empty text if it has no parts.
    """

    vendor: str
    settings: ConnectionSettings
    client: Any
    places: Sequence[str]

    def forget(self, place: str) -> None:
        """Forget what was listed of a part, to save memory."""
        if place:
            self.client.e7.forget(place)

    def listings(
        self, step: Step, without: Collection[str] = ()
    ) -> Iterator[tuple[str, Lifecycle[Any, Any]]]:
        """Each listing of the system: the part of the system, and the kind.

        Args:
            step: Shows the progress.
            without: Kinds that are left out, such as ``calix.Vlan``.
        """
        own = [each for each in RESOURCES if each.vendor == self.vendor]
        kinds = [each.load() for each in own if str(each) not in without]
        every = [(place, kind) for place in self.places for kind in kinds]
        for number, (place, kind) in enumerate(every):
            step(f"{place or self.vendor}: {kind.kind}", number, len(every))
            yield place, kind


@contextmanager
def configured(stack: str | None, folder: Path | None = None) -> Iterator[Config]:
    """The config of a stack. :data:`REGISTRY` is configured with it, and closes all clients at the end.

    A client whose system does not answer is not waited for: its session ends by itself when it is idle.

    Args:
        stack: The stack; None for the selected one.
        folder: The folder of its project, or one inside it; None for the current folder.

    Raises:
        ConfigurationError: The config cannot be read.
        IspError: What the block raised, with secrets masked.
    """
    known = config.read(stack, folder or Path.cwd())
    REGISTRY.configure(known.values.get)
    try:
        yield known
    except IspError as error:
        REGISTRY.mask(error)
        raise
    finally:
        closing = threading.Thread(target=REGISTRY.close, daemon=True)
        closing.start()
        closing.join(_LAST_WORD)


def chosen(known: Config, vendors: Sequence[str], connection: str) -> tuple[str, ...]:
    """The vendors to read.

    Args:
        known: The stack's config.
        vendors: The vendors on the command line; empty for all that have settings.
        connection: The name of the connections.

    Raises:
        ConfigurationError: No vendor is named, and none has settings.
    """
    found = tuple(vendors) or tuple(
        each for each in VENDORS if known.mentions(REGISTRY.settings_of(each), connection)
    )
    if not found:
        raise ConfigurationError(
            f"There are no settings of a connection {connection!r}, in config or in the environment",
            hint="Set the addresses of the systems, such as CALIX_URL or CLOUDCONNEXA_URL: docs/settings.md.",
        )
    return found


def opened(
    known: Config, vendors: Sequence[str], connection: str, shelves: Sequence[str], step: Step
) -> Iterator[System]:
    """The systems of some vendors, one after the other.

    Args:
        known: The stack's config, with which :data:`REGISTRY` was configured.
        vendors: The vendors.
        connection: The name of the connections.
        shelves: The E7s; empty for all that the CMS lists.
        step: Shows the progress.

    Raises:
        ConfigurationError: Settings are missing, or cannot be used.
        IspError: The E7s of the CMS cannot be listed.
    """
    for vendor in vendors:
        known.check(REGISTRY.settings_of(vendor), connection)
        own = REGISTRY.settings(vendor, connection)
        client = REGISTRY.client(vendor, connection)
        places: Sequence[str] = [""]
        if vendor in PLACES:
            step(f"{vendor}: {PLACES[vendor]}", 0, 1)
            places = _shelves(client, shelves, restless=not getattr(own, "rest_url", None))
        yield System(vendor, own, client, places)


def _shelves(client: Any, named: Sequence[str], restless: bool) -> list[str]:
    from pulumi_isp_provider.calix.client.identifiers import bare_network_name

    if named:
        return list(dict.fromkeys(map(bare_network_name, named)))
    if restless:
        raise ConfigurationError(
            "Only the CMS's REST interface can list its shelves, and calix:restUrl is not set",
            hint="Set it (`pulumi config set calix:restUrl http://HOST:8080`, or CALIX_REST_URL), or name "
            "each shelf: --shelf NAME.",
        )
    return sorted(bare_network_name(each.name) for each in client.rest.get_devices("e7"))
