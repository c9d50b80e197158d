"""The lifecycle of a device with which a CloudConnexa user connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.properties import Computed, Identifier, InputSchema, Text
from .collection import Collection

if TYPE_CHECKING:
    from ..client.models import Device


class DeviceInputs(InputSchema):
    """The properties of a device."""

    user_id = Identifier(
        "The user. If the program gives the user resource, destroying the user needs no request for this.",
        required=True,
        replaces=True,
        refers_to="User",
        goes_with=True,
    )
    name = Text("Its name, unique among the user's devices.", longest=32, required=True, for_people=True)
    description = Text("Free text.", longest=120, for_people=True)
    client_uuid = Text(
        "Identity of the VPN client on the device. The client sets it when it first connects. A declared "
        "value is set earlier. Only the vendor's document says that an update can change it.",
        stays=True,
    )


class DeviceLifecycle(Collection["Device"]):
    """A device of a user. Natural key: its user and name.

    The vendor makes a device itself when a user signs in with an unknown one. Such a device is taken over by
    its name.
    """

    vendor = "cloudconnexa"
    kind = "Device"
    service = "devices"
    about = "A device with which a user connects. After its delete, its profile no longer works."
    schema = DeviceInputs
    computed = {
        "ip_v4_address": Computed("Its address in the private network; CloudConnexa assigns it."),
        "ip_v6_address": Computed("The same for IPv6."),
    }
    natural_key = ("user_id", "name")
