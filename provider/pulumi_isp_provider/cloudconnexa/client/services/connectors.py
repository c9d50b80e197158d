"""Connectors: additional requests for profiles, tokens and IPsec."""

from __future__ import annotations

from typing import Literal, TypeVar

from ....transport.clock import Clock
from ...errors import APIError
from ..gateway import read_secret
from ..models import Host, HostConnector, Model, Network, NetworkConnector
from .children import ChildService
from .switched import SwitchedService

M = TypeVar("M", bound=Model)
P = TypeVar("P", bound=Model)

PROFILE_LOOKS = 15
"""Maximum number of requests for a profile that is being made (the vendor answers 202 meanwhile)."""
PROFILE_WAIT = 2.0
"""Seconds between these requests. How long the vendor needs is not documented."""


class ConnectorService(ChildService[M, P], SwitchedService[M]):
    """What connectors of networks and hosts have in common.

    Profiles and tokens give access to the tenant: handle them as secrets. Each call of :meth:`token` makes a
    new one, and earlier ones stay valid, so only call it to set up a connector.
    """

    def profile(self, id_: str, /) -> str:
        """The OpenVPN profile of a connector, with its private key. Secret.

        Raises:
            ResourceNotFoundError: There is no such connector.
            MalformedResponseError: Somebody in between has answered.
            APIError: The connector is an IPsec one, or the vendor did not finish making the profile.
        """
        return self._made(id_, "profile", "/profile", repeatable=True)

    def token(self, id_: str, /) -> str:
        """A new token with which a connector fetches its profile. Secret.

        Raises:
            ResourceNotFoundError: There is no such connector.
            MalformedResponseError: Somebody in between has answered.
            APIError: The connector is an IPsec one, or the vendor did not finish making the profile.
        """
        return self._made(id_, "token", "/profile/encrypt", repeatable=False)

    def profile_bundle(self, id_: str, kind: Literal["DMG", "MSI"], /) -> str:
        """An installer with the profile in it, for macOS (``DMG``) or Windows (``MSI``). Secret."""
        return self._made(id_, "profile_bundle", "/profile/bundle", repeatable=True, params={"type": kind})

    def revoke_profile(self, id_: str, /) -> None:
        """Make the profile of a connector useless.

        Raises:
            ResourceNotFoundError: There is no such connector.
        """
        with self._gateway.reporting():
            self._send("revoke_profile", "DELETE", f"/{self._segment(id_)}/profile")

    def _made(
        self, id_: str, verb: str, below: str, *, repeatable: bool, params: dict[str, str] | None = None
    ) -> str:
        clock = self._clock or Clock()
        with self._gateway.reporting():
            path = f"/{self._segment(id_)}{below}"
            for look in range(PROFILE_LOOKS):
                if look:
                    clock.sleep(PROFILE_WAIT)
                response = self._send(verb, "POST", path, params, repeatable=repeatable, accept="text/plain")
                if response.status != 202:
                    made = read_secret(response)
                    self._gateway.redactor.register(made)
                    return made
            unfinished = APIError(
                "The vendor is still making the profile",
                code="profile_pending",
                hint="Ask for it again in a minute.",
                object=id_,
                **response.request.place,
            )
            unfinished.is_transient = True
            unfinished.request = response.request
            raise unfinished


class NetworkConnectorService(ConnectorService[NetworkConnector, Network]):
    """Connectors of networks."""

    def start_ipsec(self, id_: str, /) -> None:
        """Have an IPsec connector connect; it takes effect some time later.

        Raises:
            ResourceNotFoundError: There is no such connector.
            APIError: It is not an IPsec connector.
        """
        with self._gateway.reporting():
            self._send("start_ipsec", "POST", f"/{self._segment(id_)}/ipsec/start")

    def stop_ipsec(self, id_: str, /) -> None:
        """Have an IPsec connector disconnect; it takes effect some time later.

        Raises:
            ResourceNotFoundError: There is no such connector.
            APIError: It is not an IPsec connector.
        """
        with self._gateway.reporting():
            self._send("stop_ipsec", "POST", f"/{self._segment(id_)}/ipsec/stop")


class HostConnectorService(ConnectorService[HostConnector, Host]):
    """Connectors of hosts."""
