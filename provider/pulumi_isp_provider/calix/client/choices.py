"""Allowed values of a few attributes of E7 objects, and which attributes refer to profiles.

Apart from the models, so that a declaration can be checked without loading what speaks to a CMS.
"""

from __future__ import annotations

from typing import Final, Literal

ADMIN_STATES: Final = ("enabled", "disabled", "enabled-no-alarms")
"""The values of ``admin_state``."""

PON_COS: Final = (
    "derived",
    "cos-1",
    "cos-2",
    "cos-3",
    "cos-4",
    "user-1",
    "user-2",
    "user-3",
    "user-4",
    "fixed",
)
"""Classes of service on the fibre."""

SERVICE_SLOTS: Final[dict[str, str]] = {
    "gigabit": "3",
    "hpna": "4",
    "fast": "5",
    "gateway": "8",
    "full_bridge": "9",
}
"""The slot inside an ONT by kind of port."""
KIND_OF_SLOT: Final = {slot: kind for kind, slot in SERVICE_SLOTS.items()}
"""The kind of port by slot."""

PortKind = Literal["gigabit", "fast", "hpna"]
PORT_KINDS: Final[tuple[PortKind, ...]] = ("gigabit", "fast", "hpna")
"""The kinds of Ethernet ports of an ONT; each kind has its own type name and slot."""

ServiceProfile = Literal["tag_action", "bandwidth_profile", "multicast_profile", "security_profile"]
SERVICE_PROFILES: Final[tuple[ServiceProfile, ...]] = (
    "tag_action",
    "bandwidth_profile",
    "multicast_profile",
    "security_profile",
)
"""The attributes of an Ethernet service that refer to a profile."""
