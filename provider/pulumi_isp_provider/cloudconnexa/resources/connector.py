"""What connectors of networks and of hosts have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ...core.properties import Computed, Fetched, Flag, Identifier, InputSchema, Text
from ...errors import ValidationError
from ..client.models import Model
from .collection import Collection

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient

ModelT = TypeVar("ModelT", bound=Model)


class ConnectorInputs(InputSchema):
    """What a connector takes, beside what it belongs to."""

    name = Text(
        "Tells it from the other connectors of what it joins.",
        required=True,
        canonical=str.strip,  # as in a network's own list
        for_people=True,
    )
    vpn_region_id = Identifier(
        "Region that it dials into, such as ``eu-central-1``.", required=True, refers_to="VpnRegion"
    )
    description = Text("Free text.", longest=120, for_people=True)
    # They let a machine into the tenant: they are in state only where somebody has asked for that.
    with_profile = Flag(
        "Fetch ``profile`` and ``token``, once: when it is made or taken over, or when this is first "
        "declared. They stay as they are, encrypted in state, until this is declared no longer.",
        local=True,
        reset=False,
    )


class ConnectorLifecycle(Collection[ModelT]):
    """A connector. Natural key: what it joins, and its name."""

    computed = {
        "ip_v4_address": Computed(
            "Its address inside, with the prefix length; given by CloudConnexa.", "str"
        ),
        "ip_v6_address": Computed("The same for IPv6.", "str"),
    }
    fetched = {
        "profile": Fetched(
            "The OpenVPN profile, with its private key: secret, and only with ``with_profile``.",
            "with_profile",
        ),
        "token": Fetched(
            "With it, a machine fetches the profile by itself: secret, and only with ``with_profile``.",
            "with_profile",
        ),
    }
    references = frozenset({"vpn_region_id"})

    def obtain(self, client: CloudConnexaClient, id_: str, name: str) -> str:
        """The profile, or a new token; the vendor makes a token for each time that it is asked."""
        service = self._of(client)
        try:
            found: str = service.profile(id_) if name == "profile" else service.token(id_)
        except ValidationError as error:
            error.hint = "Connectors of a network that uses IPsec have none: leave out with_profile there."
            raise
        return found
