"""Devices: additional requests for profiles."""

from __future__ import annotations

from ..gateway import read_secret
from ..models import Device, User
from .children import ChildService


class DeviceService(ChildService[Device, User]):
    """Devices of users. Every request needs the user, who is looked up if not known."""

    def profile(self, id_: str, region_id: str, /) -> str:
        """A new OpenVPN profile for a device. Secret.

        Args:
            id_: Id of the device.
            region_id: Region that it dials into.

        Raises:
            ResourceNotFoundError: There is no such device.
            MalformedResponseError: Somebody in between has answered.
        """
        with self._gateway.reporting():
            path = f"/{self._segment(id_)}/profile"
            params = {**self._own_params(id_), "regionId": region_id}
            profile = read_secret(self._send("profile", "POST", path, params, accept="text/plain"))
            self._gateway.redactor.register(profile)
            return profile

    def revoke_profile(self, id_: str, /) -> None:
        """Make the profile of a device useless.

        Raises:
            ResourceNotFoundError: There is no such device.
        """
        with self._gateway.reporting():
            path = f"/{self._segment(id_)}/profile"
            self._send("revoke_profile", "DELETE", path, self._own_params(id_))
