"""The base of connectors of networks and of hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ...core.properties import Computed, Fetched, Flag, Identifier, InputSchema, Text
from ...errors import ValidationError
from .collection import Collection

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import Model

ModelT = TypeVar("ModelT", bound="Model")


class ConnectorInputs(InputSchema):
    """The properties of a connector, apart from its network or host."""

    name = Text(
        "Its name, unique among the connectors of the network or host.",
        required=True,
        canonical=str.strip,  # as in a network's list
        for_people=True,
    )
    vpn_region_id = Identifier(
        "The region that it connects to, such as ``eu-central-1``.", required=True, refers_to="VpnRegion"
    )
    description = Text("Free text.", longest=120, for_people=True)
    # Both give access to the tenant, so they are in state only if a program asks for them.
    with_profile = Flag(
        "Fetch ``profile`` and ``token`` once: when the connector is made or taken over, or when this is "
        "first declared. State keeps them, encrypted, until this is no longer declared.",
        local=True,
        reset=False,
    )


class ConnectorLifecycle(Collection[ModelT]):
    """A connector. Natural key: its network or host, and its name."""

    computed = {
        "ip_v4_address": Computed(
            "Its address in the private network, with the prefix length; CloudConnexa assigns it.", "str"
        ),
        "ip_v6_address": Computed("The same for IPv6.", "str"),
    }
    fetched = {
        "profile": Fetched(
            "The OpenVPN profile with its private key. Secret; only with ``with_profile``.",
            "with_profile",
        ),
        "token": Fetched(
            "A token with which a machine can fetch the profile. Secret; only with ``with_profile``.",
            "with_profile",
        ),
    }
    references = frozenset({"vpn_region_id"})

    def obtain(self, client: CloudConnexaClient, id_: str, name: str) -> str:
        """The profile, or a new token: the vendor makes a new token for each request."""
        service = self._of(client)
        try:
            found: str = service.profile(id_) if name == "profile" else service.token(id_)
        except ValidationError as error:
            error.hint = "Connectors of a network with IPsec have none: leave out with_profile."
            raise
        return found
