"""The life of a device with which a CloudConnexa user connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.properties import Computed, Identifier, InputSchema, Text
from .collection import Collection

if TYPE_CHECKING:
    from ..client.models import Device


class DeviceInputs(InputSchema):
    """What a device takes."""

    user_id = Identifier(
        "The user. Given the user itself, destroying it takes this along without another request.",
        required=True,
        replaces=True,
        refers_to="User",
        goes_with=True,
    )
    name = Text("Tells it from the user's other devices.", longest=32, required=True, for_people=True)
    description = Text("Free text.", longest=120, for_people=True)
    client_uuid = Text(
        "Identity of the VPN client on it. The client sets it when it first connects; declared, it is set "
        "before that. That an update changes it is told by the vendor's document alone.",
        stays=True,
    )


class DeviceLifecycle(Collection["Device"]):
    """A device of a user. Natural key: its user and name.

    It is made here, or by the vendor when a user signs in with one that it does not know; such a one is taken
    over by its name.
    """

    vendor = "cloudconnexa"
    kind = "Device"
    service = "devices"
    about = "A device with which a user connects. Deleting it makes its profile useless."
    schema = DeviceInputs
    computed = {
        "ip_v4_address": Computed("Its address inside; given by CloudConnexa."),
        "ip_v6_address": Computed("The same for IPv6."),
    }
    natural_key = ("user_id", "name")
