"""The systems that a command reads: which of them, over which connection, and what parts they have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pulumi_isp_provider.core.settings import ConnectionSettings
from pulumi_isp_provider.errors import ConfigurationError
from pulumi_isp_provider.fronts.process import REGISTRY

from .config import Config

VENDORS: Final = ("calix", "cloudconnexa")
PLACES: Final = {"calix": "shelves"}
"""By vendor: what the parts of a system are called that have a listing of their own."""


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
