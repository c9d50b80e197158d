"""Data sources: get_vpn_region, get_vpn_regions.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetVpnRegionResult(Record):
    """A region: a place where CloudConnexa takes connections.

    Attributes:
        id: Given by the vendor: a lower-case UUID, for VPN regions a short code.
        region_name: Name for people.
        country: Country.
        country_iso: Country code.
        continent: Continent.
    """

    id: Field[str] = given()
    region_name: Field[str | None] = given()
    country: Field[str | None] = given()
    country_iso: Field[str | None] = given()
    continent: Field[str | None] = given()


@dataclass(frozen=True)
class GetVpnRegionsResult:
    """The answer of :func:`get_vpn_regions`.

    Attributes:
        vpn_regions: The VPN regions, in the system's order.
    """

    vpn_regions: Sequence[GetVpnRegionResult]


def get_vpn_region(
    *, id: str | None = None, region_name: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetVpnRegionResult:
    """One VPN region, by its id or by its region_name.

    Args:
        id: Its id. Nothing else is given then.
        region_name: Its name for people.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetVpnRegionResult(answer("get_vpn_region", **locals()))


def get_vpn_region_output(
    *,
    id: pulumi.Input[str] | None = None,
    region_name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetVpnRegionResult]:
    """:func:`get_vpn_region` for arguments that may be Outputs."""
    return later(get_vpn_region, **locals())


def get_vpn_regions(*, connection: str = DEFAULT_CONNECTION) -> GetVpnRegionsResult:
    """The VPN regions of the tenant.

    Args:
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_vpn_regions", **locals())
    return GetVpnRegionsResult([GetVpnRegionResult(row) for row in rows])


def get_vpn_regions_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetVpnRegionsResult]:
    """:func:`get_vpn_regions` for arguments that may be Outputs."""
    return later(get_vpn_regions, **locals())
