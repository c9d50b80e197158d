"""The kinds of resources, as rules know them: tokens, and which properties mean what.

A test holds this table against the provider's own schemas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pulumi_isp import _kinds


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
    str(_kinds.ONT),
    _kinds.ONT.token,
    texts=("subscriber_id", "description"),
    replacing=("connection", "network_name", "ont_id"),
    told_by_id=("network_name", "ont_id"),
)
NETWORK: Final = Kind(
    str(_kinds.NETWORK),
    _kinds.NETWORK.token,
    texts=("name", "description", "routes.description", "connectors.name", "connectors.description"),
    replacing=("connection",),
)
ROUTE: Final = Kind(
    str(_kinds.ROUTE),
    _kinds.ROUTE.token,
    texts=("description",),
    replacing=("connection", "network_id", "subnet"),
)
USER: Final = Kind(
    str(_kinds.USER),
    _kinds.USER.token,
    texts=("username", "first_name", "last_name"),
    replacing=("connection", "username"),
)

KINDS: Final = {kind.token: kind for kind in (ONT, NETWORK, ROUTE, USER)}
"""All kinds, by token."""
