"""The kinds of resources, as rules know them: tokens, and which properties mean what.

A test holds this table against the provider's own schemas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """One kind of resource.

    Attributes:
        name: For people, as in a program: ``calix.Ont``.
        token: Pulumi's type token.
        texts: Properties in which people write free text that the vendor shows to others. ``list.part``
            means that part of each thing in a list.
        replacing: Properties whose change deletes the object and makes another.
        told_by_id: The properties that an id tells, which is made of them with a slash between.
    """

    name: str
    token: str
    texts: tuple[str, ...] = ()
    replacing: tuple[str, ...] = ()
    told_by_id: tuple[str, ...] = ()


ONT: Final = Kind(
    "calix.Ont",
    "pulumi-python:isp/calix:Ont",
    texts=("subscriber_id", "description"),
    replacing=("connection", "network_name", "ont_id"),
    told_by_id=("network_name", "ont_id"),
)
NETWORK: Final = Kind(
    "cloudconnexa.Network",
    "pulumi-python:isp/cloudconnexa:Network",
    texts=("name", "description", "routes.description", "connectors.name", "connectors.description"),
    replacing=("connection",),
)
ROUTE: Final = Kind(
    "cloudconnexa.Route",
    "pulumi-python:isp/cloudconnexa:Route",
    texts=("description",),
    replacing=("connection", "network_id", "subnet"),
)
USER: Final = Kind(
    "cloudconnexa.User",
    "pulumi-python:isp/cloudconnexa:User",
    texts=("username", "first_name", "last_name"),
    replacing=("connection", "username"),
)

KINDS: Final = {kind.token: kind for kind in (ONT, NETWORK, ROUTE, USER)}
"""All kinds, by token."""

STACK: Final = "pulumi:pulumi:Stack"
"""Token of the stack itself, which is a resource to the engine."""
