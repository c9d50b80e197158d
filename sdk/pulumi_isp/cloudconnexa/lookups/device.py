"""Data sources: get_device, get_devices.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetDeviceResult(Record):
    """A device with which a user connects.

    After its delete, its profile no longer works.

    Attributes:
        id: The id, as the resource has it.
        user_id: The user, by its id.
        name: Its name, unique among the user's devices.
        description: Free text.
        client_uuid: Identity of the VPN client on the device. The client sets it when it first connects. A
            declared value is set earlier. Only the vendor's document says that an update can change it.
        ip_v4_address: Its address in the private network; CloudConnexa assigns it.
        ip_v6_address: The same for IPv6.
    """

    id: Field[str] = given()
    user_id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    client_uuid: Field[str | None] = given()
    ip_v4_address: Field[str] = given()
    ip_v6_address: Field[str] = given()


@dataclass(frozen=True)
class GetDevicesResult:
    """The answer of :func:`get_devices`.

    Attributes:
        devices: The devices, in the system's order.
    """

    devices: Sequence[GetDeviceResult]


def get_device(
    *,
    id: str | None = None,
    user_id: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetDeviceResult:
    """One device, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        user_id: The user, by its id.
        name: Its name, unique among the user's devices.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetDeviceResult(answer("get_device", **locals()))


def get_device_output(
    *,
    id: pulumi.Input[str] | None = None,
    user_id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetDeviceResult]:
    """:func:`get_device` for arguments that may be Outputs."""
    return later(get_device, **locals())


def get_devices(*, user_id: str | None = None, connection: str = DEFAULT_CONNECTION) -> GetDevicesResult:
    """The devices of the tenant.

    Args:
        user_id: Only with this user, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_devices", **locals())
    return GetDevicesResult([GetDeviceResult(row) for row in rows])


def get_devices_output(
    *, user_id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetDevicesResult]:
    """:func:`get_devices` for arguments that may be Outputs."""
    return later(get_devices, **locals())
