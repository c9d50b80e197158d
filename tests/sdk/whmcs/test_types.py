"""Types that a program's author and their editor see; mypy checks this file, the test runs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_type

import pulumi
from tests.support.programs import run

from pulumi_isp import whmcs as sdk
from pulumi_isp_simulators import Simulator, WhmcsVendor


def test_results_are_typed(whmcs: Simulator[WhmcsVendor]) -> None:
    """Fields have the types that the documentation says, without a cast."""
    service = assert_type(sdk.get_client_services(service_id=41), sdk.GetClientServicesResult).services[0]
    product = assert_type(sdk.get_product(1), sdk.GetProductResult)
    subscriber = sdk.get_subscribers(status=["Suspended"]).subscribers[0]

    assert assert_type(service.id, int) == 41
    assert assert_type(service.custom_fields, Mapping[str, str])["Shelf"] == "NTWK-1"
    assert assert_type(product.quantity, int) == 0
    assert assert_type(product.available, bool) is True
    assert assert_type(product.name, str) == "Fibre 100"
    assert assert_type(subscriber.ont_serial, str | None) == "CXNK00AABB02"


def test_output_forms_are_typed(whmcs: Simulator[WhmcsVendor]) -> None:
    """Arguments may be Outputs of the right type, and the result is an Output of the result's type."""

    def program() -> pulumi.Output[str]:
        product_id = pulumi.Output.from_input(1)
        product = assert_type(sdk.get_product_output(product_id), pulumi.Output[sdk.GetProductResult])
        return product.apply(lambda found: assert_type(found.name, str))

    _, name = run(program)

    assert name == "Fibre 100"
