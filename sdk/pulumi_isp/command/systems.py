"""The systems that a command reads: which of them, over which connection, and what parts they have."""

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
"""By vendor: what the parts of a system are called that have a listing of their own."""

_LAST_WORD: Final = 10
"""Seconds for all clients to log out."""


@dataclass(frozen=True)
class System:
    """A system that can be read.

    Attributes:
        vendor: The vendor.
        settings: The connection that leads there.
        client: Its client.
        places: The parts of the system; one empty one where it has one listing.
    """

    vendor: str
    settings: ConnectionSettings
    client: Any
    places: Sequence[str]

    def forget(self, place: str) -> None:
        """Let go of what was listed of a part that is done with."""
        if place:
            self.client.e7.forget(place)

    def listings(
        self, step: Step, without: Collection[str] = ()
    ) -> Iterator[tuple[str, Lifecycle[Any, Any]]]:
        """Each listing that it has: the part of the system, and the kind.

        Args:
            step: Told of each listing.
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
    """The config of a stack, with :data:`REGISTRY` set up by it; at the end all clients are closed.

    One whose system does not answer is not waited for: its session ends when it has been idle.

    Args:
        stack: The stack; None for the one that is selected.
        folder: Where to look for its project; None for the current folder.

    Raises:
        ConfigurationError: The config cannot be read.
        IspError: Whatever is raised inside, without secrets.
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
        vendors: Those that are asked for; empty for all that have settings.
        connection: The name of the connections.

    Raises:
        ConfigurationError: None is named, and nothing is set of any.
    """
    found = tuple(vendors) or tuple(
        each for each in VENDORS if known.mentions(REGISTRY.settings_of(each), connection)
    )
    if not found:
        raise ConfigurationError(
            f"Nothing is set of a connection {connection!r}, in config or in the environment",
            hint="Set where the systems are, such as CALIX_URL or CLOUDCONNEXA_URL: docs/settings.md.",
        )
    return found


def opened(
    known: Config, vendors: Sequence[str], connection: str, shelves: Sequence[str]
) -> Iterator[System]:
    """The systems of some vendors, one after the other.

    Args:
        known: The stack's config, with which :data:`REGISTRY` was configured.
        vendors: The vendors.
        connection: The name of the connections.
        shelves: The E7s; empty for all that the CMS lists.

    Raises:
        ConfigurationError: Settings are missing, or cannot be used.
        IspError: The CMS does not tell which E7s it has.
    """
    for vendor in vendors:
        known.check(REGISTRY.settings_of(vendor), connection)
        own = REGISTRY.settings(vendor, connection)
        client = REGISTRY.client(vendor, connection)
        places: Sequence[str] = [""]
        if vendor in PLACES:
            places = _shelves(client, shelves, restless=not getattr(own, "rest_url", None))
        yield System(vendor, own, client, places)


def _shelves(client: Any, named: Sequence[str], restless: bool) -> list[str]:
    from pulumi_isp_provider.calix.client.identifiers import bare_network_name

    if named:
        return list(dict.fromkeys(map(bare_network_name, named)))
    if restless:
        raise ConfigurationError(
            "Which shelves the CMS has, only its REST interface tells, and calix:restUrl is not set",
            hint="Set it (`pulumi config set calix:restUrl http://HOST:8080`, or CALIX_REST_URL), or name "
            "each shelf: --shelf NAME.",
        )
    return sorted(bare_network_name(each.name) for each in client.rest.get_devices("e7"))
