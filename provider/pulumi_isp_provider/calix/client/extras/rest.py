"""The CMS's REST interface: its list of devices.

Only one of its requests is publicly known: ``GET /restnbi/devices?deviceType=e7&limit=9999``. So a single
device is looked up in the list, and a longer list is read with a higher limit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from ....errors import IspError
from ....transport.auth import BasicAuthenticator
from ....transport.base import Request
from ....transport.classify import by_status, first_of
from ....transport.retry import RetryPolicy
from ....transport.stack import build
from ...errors import InvalidValueError, MalformedReplyError, NotFoundError, in_calix_words
from ..config import REST_PORT
from ..nbi.cms import Cms, not_200

DEVICES_PATH = "/restnbi/devices"

PAGE_SIZE = 1000
"""The first limit. If the list is as long as the limit, it is asked for again with ten times the limit."""

MAX_DEVICES = 10_000_000

DeviceType = Literal["e7", "c7"]

# The names of these fields are not publicly known. The first one that exists is used.
_ID_FIELDS = ("deviceId", "id", "networkId", "networkName", "name")
_NAME_FIELDS = ("networkName", "name")


@dataclass(frozen=True, kw_only=True)
class Device:
    """A device that the CMS manages.

    Attributes:
        device_id: Its id in the list, or its name if the list has no ids.
        name: Its network name.
        device_type: ``e7`` or ``c7``.
        fields: All that the CMS says about it, as it says it.
    """

    device_id: str
    name: str
    device_type: str
    fields: Mapping[str, object] = field(repr=False)


class Rest:
    """Operations of the REST interface. It uses the same user and password, without a session.

    Args:
        cms: Address, credentials and the last transport of the chain.
    """

    def __init__(self, cms: Cms) -> None:
        credentials = cms.config.credentials
        self._url = cms.config.connection.rest_url.rstrip("/") + DEVICES_PATH
        self._chain = build(
            cms.end,
            classify=first_of(by_status, not_200("REST", REST_PORT)),
            translate=in_calix_words,
            authenticator=BasicAuthenticator(credentials.username, credentials.password),
            retry=RetryPolicy(),
            redactor=cms.redactor,
            clock=cms.clock,
        )

    def get_devices(self, device_type: DeviceType = "e7") -> list[Device]:
        """All devices of one type.

        Args:
            device_type: ``e7`` or ``c7``.

        Raises:
            InvalidValueError: ``device_type`` is not one of them.
            AuthenticationError: User or password were refused.
            CalixError: No answer, or an answer that cannot be read.
        """
        if device_type not in get_args(DeviceType):
            raise InvalidValueError(f"device_type must be e7 or c7, not {device_type!r}")
        limit = PAGE_SIZE
        while True:
            devices = self._ask(device_type, limit)
            if len(devices) < limit or limit >= MAX_DEVICES:
                return devices
            limit *= 10

    def get_device_info(self, device_id: str | int, device_type: DeviceType = "e7") -> Device:
        """One device, by its id or its name.

        Args:
            device_id: Id or network name.
            device_type: ``e7`` or ``c7``.

        Raises:
            NotFoundError: There is no such device.
            InvalidValueError: ``device_id`` is empty.
        """
        wanted = str(device_id)
        if not wanted.strip():
            raise InvalidValueError("device_id must be the id or the network name of a device")
        devices = self.get_devices(device_type)
        for known in (
            {device.device_id: device for device in devices},
            {each.name: each for each in devices},
        ):
            if wanted in known:
                return known[wanted]
        raise NotFoundError(
            f"the CMS has no {device_type} device {wanted}", operation="rest.device", object=wanted
        )

    def _ask(self, device_type: DeviceType, limit: int) -> list[Device]:
        request = Request(
            method="GET",
            url=self._url,
            operation="rest.devices",
            params={"deviceType": device_type, "limit": str(limit)},
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        try:
            response = self._chain.send(request)
        except IspError as error:
            raise in_calix_words(error) from None
        try:
            found = json.loads(response.body)
        except (ValueError, RecursionError):
            found = None
        listed = found.get("data", found.get("devices")) if isinstance(found, dict) else None
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise MalformedReplyError("the CMS answered with no list of devices", **request.place)
        return [_device(each, device_type) for each in listed]


def _device(fields: Mapping[str, object], device_type: str) -> Device:
    def first(names: tuple[str, ...]) -> str:
        return next((str(fields[name]) for name in names if fields.get(name) not in (None, "")), "")

    return Device(
        device_id=first(_ID_FIELDS),
        name=first(_NAME_FIELDS),
        device_type=str(fields.get("deviceType") or device_type),
        fields=dict(fields),
    )
