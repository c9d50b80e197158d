"""The device resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/device.py: change that.
"""

from __future__ import annotations

from typing import Required, Unpack

import pulumi

from .._kinds import DEVICE
from .._resource import CommonArgs, IspResource
from .user import User


class DeviceArgs(CommonArgs, total=False):
    """Arguments of :class:`Device`.

    Attributes:
        user_id: The user. If the program gives the user resource, destroying the user needs no request for
            this. Changing it replaces the device.
        name: Its name, unique among the user's devices. 1 to 32 characters.
        description: Free text. 1 to 120 characters.
        client_uuid: Identity of the VPN client on the device. The client sets it when it first connects. A
            declared value is set earlier. Only the vendor's document says that an update can change it. Once
            no longer declared, it stays as it is.
    """

    user_id: Required[User | pulumi.Input[str | int]]
    name: Required[pulumi.Input[str]]
    description: pulumi.Input[str]
    client_uuid: pulumi.Input[str]


class Device(IspResource, kind=DEVICE, args=DeviceArgs, references={"user_id": True}):
    """A device with which a user connects.

    After its delete, its profile no longer works.

    Attributes:
        ip_v4_address: Its address in the private network; CloudConnexa assigns it.
        ip_v6_address: The same for IPv6.
    """

    user_id: pulumi.Output[str]
    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    client_uuid: pulumi.Output[str | None]
    ip_v4_address: pulumi.Output[str]
    ip_v6_address: pulumi.Output[str]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[DeviceArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)
