"""The lifecycle of a CloudConnexa user group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, validates_schema

from ...core.properties import (
    Choice,
    Computed,
    Flag,
    InputSchema,
    Text,
    WholeNumber,
)
from ...core.records import Properties
from ...core.schema import has_unknown
from .collection import Collection, Nested
from .fields import gateways, ids, internet_access, subnets

if TYPE_CHECKING:
    from ..client.models import TunnelBypass, UserGroup


class UserGroupInputs(InputSchema):
    """The properties of a user group. Defaults are always sent, because the vendor documents none."""

    name = Text("Its name, by which it is found.", longest=40, required=True, for_people=True)
    all_regions_included = Flag(
        "Whether its users may connect to all regions, including future ones.", default=False
    )
    vpn_region_ids = ids("The regions that its users may connect to, if not all.", "VpnRegion")
    internet_access = internet_access("How its users reach the internet.")
    gateways_ids = gateways()
    max_device = WholeNumber("Maximum number of devices per user.", lowest=1, default=3)
    connect_auth = Choice(
        "When its users must authenticate.",
        "NO_AUTH",
        "ON_PRIOR_AUTH",
        "EVERY_TIME",
        default="ON_PRIOR_AUTH",
    )
    tunnel_bypass = subnets("IPv4 subnets that its users reach outside the tunnel.", version=4, since="1.2")

    @validates_schema(skip_on_field_errors=False)
    def _some_regions(self, data: Mapping[str, Any], **_: Any) -> None:
        every, some = data.get("all_regions_included"), data.get("vpn_region_ids")
        if not has_unknown([every, some]) and bool(every) == bool(some):
            raise ValidationError("declare either this or all_regions_included=True", "vpn_region_ids")


def _read(bypass: TunnelBypass | None) -> Properties:
    return {"tunnel_bypass": list(bypass.ipv4_subnets) if bypass else []}


def _write(properties: Properties, _: Any) -> Any:
    return {"ipv4_subnets": properties["tunnel_bypass"] or []}


class UserGroupLifecycle(Collection["UserGroup"]):
    """A user group. Natural key: its name."""

    vendor = "cloudconnexa"
    kind = "UserGroup"
    service = "user_groups"
    about = "A group of users with the same regions, access to the internet and limits."
    schema = UserGroupInputs
    computed = {
        "system_subnets": Computed("The subnets that CloudConnexa assigns to the group.", "Sequence[str]")
    }
    natural_key = ("name",)
    references = frozenset({"vpn_region_ids", "gateways_ids"})
    nested = (Nested("tunnel_bypass", ("tunnel_bypass",), _read, _write),)
