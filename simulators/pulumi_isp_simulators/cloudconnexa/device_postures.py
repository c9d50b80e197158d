"""Device postures: ``/device-postures``, the requirements for devices."""

from __future__ import annotations

from .described import SHAPES
from .family import Family
from .location_contexts import USER_GROUPS_REF


class DevicePostures(Family):
    """Rules by operating system. Create and delete answer 200, unlike elsewhere."""

    kind = "device-postures"
    path = "/device-postures"
    entity = "devicePosture"
    label = "Device posture"
    created_status = deleted_status = 200
    refs = (USER_GROUPS_REF,)
    reply = SHAPES["DevicePostureResponse"]
    create = update = SHAPES["DevicePostureRequest"]


DEVICE_POSTURES = DevicePostures()
