"""A program whose WHMCS is down, slow, refusing or not configured: one clear message."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import whmcs as sdk
from pulumi_isp_provider.whmcs.errors import WhmcsAuthenticationError
from pulumi_isp_simulators import Simulator, WhmcsVendor

Whmcs = Simulator[WhmcsVendor]


def test_missing_settings_are_all_named(configure: Callable[..., None]) -> None:
    """The message names each setting with both ways to set it; nothing is asked."""
    configure(None, identifier="", secret="")

    with pytest.raises(pulumi.RunError) as caught:
        sdk.get_products()

    for name in ("whmcs:url", "whmcs:identifier", "whmcs:secret", "WHMCS_URL", "WHMCS_SECRET"):
        assert name in str(caught.value)


def test_a_wrong_secret_is_sent_once(whmcs: Whmcs, configure: Callable[..., None]) -> None:
    """Nobody's address gets banned because a program asks five hundred things."""
    configure(whmcs, secret="wrong-but-never-shown")

    for number in range(1, 6):
        with pytest.raises(pulumi.RunError, match="refused the API credentials") as caught:
            sdk.get_client(number)
        assert "wrong-but-never-shown" not in str(caught.value)
        assert isinstance(caught.value.__cause__, WhmcsAuthenticationError)
    assert len(whmcs.requests) == 1


def test_a_missing_permission_concerns_its_action_alone(
    new_whmcs: Callable[..., Whmcs], configure: Callable[..., None]
) -> None:
    """What the credential may read is still read."""
    configure(new_whmcs(permissions=["GetProducts"]))

    with pytest.raises(pulumi.RunError, match="Tick GetInvoices in the WHMCS admin area"):
        sdk.get_invoices()
    assert len(sdk.get_products().products) == 2


def test_when_whmcs_is_down_a_program_ends_soon(whmcs: Whmcs, configure: Callable[..., None]) -> None:
    """Hundreds of different questions cost the time of one."""
    configure(whmcs, timeout="1")
    whmcs.fault("GetClientsDetails", "reset_before", every=1)

    for number in range(1, 200):
        with pytest.raises(pulumi.RunError, match="connection 'default'"):
            sdk.get_client(number)

    assert len(whmcs.requests) == 3


def test_a_half_broken_whmcs_ends_a_program_soon(whmcs: Whmcs) -> None:
    """A page in the place of one answer is not fetched again for every other question."""
    whmcs.fault("GetClientsDetails", "garbage", every=1)

    for number in range(1, 50):
        with pytest.raises(pulumi.RunError, match="not from WHMCS's API") as caught:
            sdk.get_client(number)

    assert len(whmcs.requests) == 1
    remembered = caught.value.__cause__
    assert remembered is not None
    assert len(traceback.extract_tb(remembered.__traceback__)) < 20, "it must not grow with each question"


def test_a_row_that_makes_no_sense_concerns_its_question_alone(whmcs: Whmcs) -> None:
    """What else is asked is answered."""
    body = '{"result":"success","totalresults":1,"invoices":{"invoice":[{"id":"none","userid":7}]}}'
    whmcs.fault("GetInvoices", "status", status=200, body=body, content_type="application/json", times=1)

    with pytest.raises(pulumi.RunError, match="GetInvoices: row 1 is not valid: id: expected"):
        sdk.get_invoices()
    assert len(sdk.get_products().products) == 2


def test_an_object_that_is_not_there_is_no_trouble_for_others(whmcs: Whmcs) -> None:
    """A program may look for something and go on without it."""
    with pytest.raises(pulumi.RunError, match="Client Not Found"):
        sdk.get_client(99)

    assert sdk.get_client(7).id == 7


def test_an_error_in_an_output_ends_the_program_with_its_message(
    whmcs: Whmcs, configure: Callable[..., None]
) -> None:
    """The Output forms fail as the plain ones do."""
    configure(whmcs, secret="wrong")

    def program() -> pulumi.Output[Any]:
        return pulumi.Output.all(*[sdk.get_client_output(number) for number in range(1, 50)])

    with pytest.raises(sdk.WhmcsLookupError, match="refused the API credentials"):
        run(program)
    assert len(whmcs.requests) <= 4


def test_no_secret_is_in_a_result_or_a_message(whmcs: Whmcs, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the credential nor a customer's password is in anything that a program can see."""
    caplog.set_level("DEBUG")
    subscribers = sdk.get_subscribers(status=["Active", "Suspended"], strict=False)
    seen = repr([sdk.get_client_services(usage=True), subscribers])

    assert "CXNK00AABB02" in seen
    for secret in ("customer-password-77aa", "sdkSecret0123456789abcdefghijklm"):
        assert secret not in seen
        assert secret not in caplog.text
