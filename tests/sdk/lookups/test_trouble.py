"""A vendor that is down, refuses or is not configured: for all of them the same, one clear message."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.sdk.lookups.conftest import World
from tests.support.programs import run

from pulumi_isp import _asking, calix, cloudconnexa, isp, whmcs
from pulumi_isp_provider.errors import AuthenticationError, NetworkError

# A vendor; the n-th of many different questions, plain and as an Output; the simulator; what is asked for.
VENDORS: dict[str, tuple[Callable[..., Any], Callable[..., Any], str, str, str]] = {
    "calix": (
        lambda number: calix.get_ont(id=f"hill/{number}"),
        lambda number: calix.get_ont_output(id=f"hill/{number}"),
        "cms",
        "ont.get-config",
        "password",
    ),
    "cloudconnexa": (
        lambda number: cloudconnexa.get_network(id=f"n-{number}"),
        lambda number: cloudconnexa.get_network_output(id=f"n-{number}"),
        "cloudconnexa",
        "networks.list",
        "clientSecret",
    ),
    "whmcs": (
        lambda number: whmcs.get_client(number),
        lambda number: whmcs.get_client_output(number),
        "whmcs",
        "GetClientsDetails",
        "secret",
    ),
}
ERRORS: dict[str, type[pulumi.RunError]] = {
    "calix": calix.CalixLookupError,
    "cloudconnexa": cloudconnexa.CloudConnexaLookupError,
    "whmcs": whmcs.WhmcsLookupError,
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_missing_settings_are_all_named(small: World, vendor: str) -> None:
    """The message names each setting with both ways to set it; nothing is asked."""
    small.configure(**{f"{vendor}_url": "", f"{vendor}_{VENDORS[vendor][4]}": ""})

    with pytest.raises(ERRORS[vendor]) as caught:
        VENDORS[vendor][0](1)

    for name in (f"{vendor}:url", f"{vendor.upper()}_URL", f"{vendor}:{VENDORS[vendor][4]}"):
        assert name in str(caught.value)
    assert small.asked() == {}


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_refused_login_is_sent_once(small: World, vendor: str) -> None:
    """Nobody's account gets locked because a program asks five hundred things."""
    ask, _, simulator, _, secret = VENDORS[vendor]
    small.configure(**{f"{vendor}_{secret}": "wrong-but-never-shown"})

    for number in range(1, 6):
        with pytest.raises(ERRORS[vendor], match="connection 'default'") as caught:
            ask(number)
        assert "wrong-but-never-shown" not in str(caught.value)
        assert "What to do: " in str(caught.value)
        assert isinstance(caught.value.__cause__, AuthenticationError)
    assert len(getattr(small.isp, simulator).requests) == 1


@pytest.mark.parametrize("vendor", VENDORS)
def test_when_a_vendor_is_down_a_program_ends_soon(small: World, vendor: str) -> None:
    """Hundreds of different questions cost the time of one."""
    ask, _, simulator, operation, _ = VENDORS[vendor]
    getattr(small.isp, simulator).fault(operation, "reset_before", every=1)

    for number in range(1, 100):
        with pytest.raises(ERRORS[vendor], match="connection 'default'") as caught:
            ask(number)

    assert isinstance(caught.value.__cause__, NetworkError)
    assert small.asked().total() <= 5


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_error_in_an_output_ends_the_program_with_its_message(small: World, vendor: str) -> None:
    """The Output forms fail as the plain ones do."""
    _, later, simulator, _, secret = VENDORS[vendor]
    small.configure(**{f"{vendor}_{secret}": "wrong"})

    with pytest.raises(ERRORS[vendor], match="connection 'default'"):
        run(lambda: pulumi.Output.all(*[later(number) for number in range(1, 30)]))
    assert len(getattr(small.isp, simulator).requests) <= 4


@pytest.mark.parametrize(
    "ask",
    [
        lambda nobody: calix.get_onts_output(network_name=nobody),
        lambda nobody: cloudconnexa.get_routes_output(network_id=nobody),
        lambda nobody: isp.get_customer_lines_output(network_name=nobody),
    ],
    ids=["calix", "cloudconnexa", "isp"],
)
def test_an_output_that_holds_nothing_is_no_missing_filter(small: World, ask: Callable[..., Any]) -> None:
    """Who asks for one network's routes by an Output without a value does not get those of all."""

    def program() -> pulumi.Output[Any]:
        nobody: pulumi.Output[Any] = pulumi.Output.from_input(None)
        found: pulumi.Output[Any] = ask(nobody)
        return found

    with pytest.raises(isp.VendorLookupError, match=r"_(name|id): the Output that was given holds None"):
        run(program)

    assert small.asked() == {}


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_connection_without_settings_is_named(small: World, vendor: str) -> None:
    """Another system is asked over a connection of that name, which needs settings of its own."""
    others: dict[str, Callable[[], Any]] = {
        "calix": lambda: calix.get_onts(connection="west"),
        "cloudconnexa": lambda: cloudconnexa.get_networks(connection="west"),
        "whmcs": lambda: whmcs.get_products(connection="west"),
    }

    with pytest.raises(ERRORS[vendor], match=f"{vendor}:west.url"):
        others[vendor]()


def test_a_program_that_has_ended_keeps_nobody_waiting() -> None:
    """Who waits for the loop of a program that failed elsewhere would keep its process from ending."""
    ended = asyncio.new_event_loop()

    def build() -> None:
        raise AssertionError("nothing is built any more")

    def ask() -> None:
        _asking._home.set(ended)
        with pytest.raises(isp.VendorLookupError, match="has ended"):
            _asking.on_loop(build)

    contextvars.copy_context().run(ask)
    ended.close()
