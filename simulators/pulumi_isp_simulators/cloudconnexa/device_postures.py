"""Device postures: ``/device-postures``, what a device must be like."""

from __future__ import annotations

from .declare import DESCRIPTION, ID, NAME
from .family import Family
from .location_contexts import USER_GROUP_IDS, USER_GROUPS_REF
from .shapes import Choice, Field, Flag, Many, Shape, Text

_ANTIVIRUSES = (
    "AVAST",
    "AVG",
    "AVIRA",
    "BITDEFENDER",
    "CROWDSTRIKE_FALCON",
    "ESET",
    "MALWAREBYTES",
    "MCAFEE",
    "MICROSOFT_DEFENDER",
    "NORTON",
    "SENTINEL_ONE",
)
_ALLOWED = Field("allowed", Flag())
_VERSION = Field(
    "version", Shape(Field("version", Text()), Field("condition", Choice("GTE", "LTE", "EQUAL")))
)
_SCANNERS = Field("antiviruses", Many(Choice(*_ANTIVIRUSES)))
_CERTIFICATE = Field("certificate", Text())
_DISK = Field(
    "diskEncryption",
    Shape(Field("type", Choice("FULL_DISK", "SPECIFIC_VOLUME")), Field("volume", Text())),
)
_SYSTEMS = (
    Field("windows", Shape(_ALLOWED, _VERSION, _SCANNERS, _DISK, _CERTIFICATE)),
    Field("macos", Shape(_ALLOWED, _VERSION, _SCANNERS, Field("diskEncrypted", Flag()), _CERTIFICATE)),
    Field("linux", Shape(_ALLOWED)),
    Field("android", Shape(_ALLOWED)),
    Field("ios", Shape(_ALLOWED)),
)


class DevicePostures(Family):
    """Rules by operating system. Create and delete answer 200, unlike elsewhere."""

    kind = "device-postures"
    path = "/device-postures"
    entity = "devicePosture"
    label = "Device posture"
    created_status = deleted_status = 200
    refs = (USER_GROUPS_REF,)
    reply = Shape(ID, NAME, DESCRIPTION, USER_GROUP_IDS, *_SYSTEMS)
    create = update = Shape(NAME, DESCRIPTION, USER_GROUP_IDS, *_SYSTEMS)


DEVICE_POSTURES = DevicePostures()
