"""Customers and their lines: WHMCS's services joined with provisioned and discovered ONTs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._asking import VendorLookupError, later
from ..calix import DiscoveredOnt, GetOntResult, get_discovered_onts, get_onts
from ..whmcs import Subscriber, SubscriberMapping, get_subscribers
from . import joining


class CustomerLine(Record):
    """A customer's service, and the ONT that serves it or could serve it.

    Attributes:
        subscriber: The service in any state but ``absent``.
        serial_number: The serial number that joins them, in its normal form.
        ont: The provisioned ONT, or None.
        discovered: The device that an E7 sees, or None.
        network_name: The E7 where it is provisioned or, if it is not, where it is seen.
        pon: The port where it is seen or, if it is not, provisioned; None if it was never seen.
    """

    subscriber: Field[Subscriber] = given()
    serial_number: Field[str] = given()
    ont: Field[GetOntResult | None] = given()
    discovered: Field[DiscoveredOnt | None] = given()
    network_name: Field[str] = given()
    pon: Field[str | None] = given()


class Unjoined(Record):
    """A service without a line, or a line without a service.

    Attributes:
        what: ``service``, ``ont`` or ``discovered_ont``.
        id: The service's id, the ONT's id, or the E7 and the serial number of the device.
        serial_number: Its serial number in its normal form, or None.
        reason: Why it is not joined, in words.
    """

    what: Field[Literal["service", "ont", "discovered_ont"]] = given()
    id: Field[str] = given()
    serial_number: Field[str | None] = given()
    reason: Field[str] = given()


@dataclass(frozen=True)
class GetCustomerLinesResult:
    """The answer of :func:`get_customer_lines`.

    Attributes:
        lines: The services with their ONTs, in the order of the services' ids.
        unjoined: What could not be joined: services first, then ONTs, then devices.
    """

    lines: Sequence[CustomerLine]
    unjoined: Sequence[Unjoined]


def get_customer_lines(
    *,
    product_id: int | Sequence[int] | None = None,
    network_name: str | Sequence[str] | None = None,
    mapping: SubscriberMapping | None = None,
    strict: bool = True,
    whmcs_connection: str = DEFAULT_CONNECTION,
    calix_connection: str = DEFAULT_CONNECTION,
) -> GetCustomerLinesResult:
    """The services of the fibre products, each with its ONT if it is provisioned or seen.

    They are joined by serial number in any spelling. For an ONT without one, because it is known by its
    registration id, that of the device linked to it is used. A service in state ``absent`` has no line. An
    ONT that only such services have is not joined; the reason says so.

    Args:
        product_id: The fibre products, as for :func:`~pulumi_isp.whmcs.get_subscribers`.
        network_name: Only these E7s, by the CMS's name. Default: all that the CMS lists.
        mapping: Where the data of a service is, as for :func:`~pulumi_isp.whmcs.get_subscribers`.
        strict: Fail if there is an unusable service. With ``strict=False`` it is not joined, and all that a
            program made for it is deleted.
        whmcs_connection: Which WHMCS to ask.
        calix_connection: Which CMS to ask.

    Raises:
        VendorLookupError: One system gives no usable answer; or, unless ``strict=False``, there is an
            unusable service.
    """
    found = get_subscribers(
        product_id=product_id, mapping=mapping, strict=strict, connection=whmcs_connection
    )
    lines, unjoined = joining.join(
        found.subscribers,
        found.unusable,
        get_onts(network_name=network_name, connection=calix_connection).onts,
        get_discovered_onts(network_name=network_name, connection=calix_connection).discovered_onts,
    )
    return GetCustomerLinesResult([CustomerLine(row) for row in lines], [Unjoined(row) for row in unjoined])


def get_customer_lines_output(
    *,
    product_id: pulumi.Input[int | Sequence[pulumi.Input[int]]] | None = None,
    network_name: pulumi.Input[str | Sequence[pulumi.Input[str]]] | None = None,
    mapping: SubscriberMapping | None = None,
    strict: pulumi.Input[bool] = True,
    whmcs_connection: str = DEFAULT_CONNECTION,
    calix_connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetCustomerLinesResult]:
    """:func:`get_customer_lines` for arguments that may be Outputs."""
    return later(VendorLookupError, get_customer_lines, **locals())
