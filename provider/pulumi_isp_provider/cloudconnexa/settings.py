"""Settings of a connection to OpenVPN CloudConnexa."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..core.settings import ManagedSettings, check_url, config_name, setting
from .releases import DEFAULT, PATH_PREFIX, RELEASES


@dataclass(frozen=True, kw_only=True)
class CloudConnexaSettings(ManagedSettings):
    """Address and credentials of a tenant (config namespace ``cloudconnexa``).

    Attributes:
        url: The tenant's address, ``https://<cloud id>.api.openvpn.com``.
        client_id: Id of the API credentials.
        client_secret: Their secret.
        api_version: The release of the API to rely on.
    """

    vendor: ClassVar[str] = "cloudconnexa"

    url: str = setting("address of the tenant, such as https://acme.api.openvpn.com", required=True)
    client_id: str = setting("id of the API credentials", required=True)
    client_secret: str = setting("secret of the API credentials", required=True, secret=True)
    api_version: str = setting("API release", default=DEFAULT, choices=RELEASES)

    @classmethod
    def address(cls, url: str) -> str:
        """The tenant's: it may be given with the path of the API or without."""
        return super().address(url).removesuffix(PATH_PREFIX).rstrip("/")

    def lacks(self, release: str) -> str:
        """Where an earlier release is relied on."""
        if RELEASES.index(self.api_version) >= RELEASES.index(release):
            return ""
        name = config_name(self.vendor, self.connection, "apiVersion")
        return f"is there from release {release} of the API on, and {name} is {self.api_version}"

    def check(self) -> list[str]:
        """Problems with the address."""
        return [*super().check(), *check_url(self.url, config_name(self.vendor, self.connection, "url"))]
