"""Data sources: get_ont_profiles.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class OntProfile(Record):
    """What an ONT model has.

    Attributes:
        network_name: The E7, by the CMS's name.
        profile_id: 1 to 50 for the node's own, higher for built-in ones.
        name: Name; those of the CMS begin with ``@``.
        vendor: Vendor id.
        model: Model name.
        pots_ports: Telephone ports.
        fast_ethernet_ports: 100 Mbit/s ports.
        gigabit_ethernet_ports: 1 Gbit/s ports.
        hpna_ethernet_ports: Home phone-line network ports.
        ds1_ports: DS1 ports.
        residential_gateways: Gateways, 0 or 1.
    """

    network_name: Field[str] = given()
    profile_id: Field[str] = given()
    name: Field[str | None] = given()
    vendor: Field[str | None] = given()
    model: Field[str | None] = given()
    pots_ports: Field[int | None] = given()
    fast_ethernet_ports: Field[int | None] = given()
    gigabit_ethernet_ports: Field[int | None] = given()
    hpna_ethernet_ports: Field[int | None] = given()
    ds1_ports: Field[int | None] = given()
    residential_gateways: Field[int | None] = given()


@dataclass(frozen=True)
class GetOntProfilesResult:
    """The answer of :func:`get_ont_profiles`.

    Attributes:
        ont_profiles: The ONT profiles, in the system's order.
    """

    ont_profiles: Sequence[OntProfile]


def get_ont_profiles(
    *, network_name: str | Sequence[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> GetOntProfilesResult:
    """The ONT profiles that E7s have.

    Args:
        network_name: Only on this E7 or these, by the CMS's name; left out, on all that the CMS lists.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is no usable answer.
    """
    rows = answer("get_ont_profiles", **locals())
    return GetOntProfilesResult([OntProfile(row) for row in rows])


def get_ont_profiles_output(
    *,
    network_name: pulumi.Input[str | Sequence[pulumi.Input[str]]] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetOntProfilesResult]:
    """:func:`get_ont_profiles` for arguments that may be Outputs."""
    return later(get_ont_profiles, **locals())
