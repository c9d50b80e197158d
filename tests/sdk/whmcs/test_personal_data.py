"""Personal data: only what is asked for, and secret unless said otherwise."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import whmcs as sdk
from pulumi_isp_simulators import Simulator, WhmcsVendor

Whmcs = Simulator[WhmcsVendor]


def secrecy(*outputs: pulumi.Output[Any]) -> pulumi.Output[list[tuple[bool, Any]]]:
    async def look() -> list[tuple[bool, Any]]:
        return [(await output.is_secret(), await output.future()) for output in outputs]

    return pulumi.Output.from_input(look())


def test_without_asking_there_is_none(whmcs: Whmcs) -> None:
    """Names and addresses do not get into a program that does not name them."""
    found = sdk.get_clients(), sdk.get_client(7), sdk.get_subscribers(status=["Suspended"])

    assert [client.person for client in found[0].clients] == [None, None]
    assert found[1].person is None
    assert (found[2].subscribers[0].person, found[2].subscribers[0].address) == (None, None)
    assert "example.net" not in repr(found)


@pytest.mark.parametrize("is_secret", [True, False])
def test_what_is_asked_for_is_secret_unless_said_otherwise(whmcs: Whmcs, is_secret: bool) -> None:
    """Each personal value carries the mark; ids beside it do not. What was not asked for is None."""

    def program() -> pulumi.Output[Any]:
        one = sdk.get_clients(personal=["email"], personal_is_secret=is_secret).clients[0]
        other = sdk.get_client_output(7, personal=["email", "city"], personal_is_secret=is_secret)
        assert one.person is not None
        return secrecy(one.person.email, one.person.last_name, other.person.city, other.id)

    _, found = run(program)

    assert found == [(is_secret, "ada@example.net"), (is_secret, None), (is_secret, "Galway"), (False, 7)]


def test_the_mark_goes_with_the_value_into_resources(whmcs: Whmcs) -> None:
    """A row with personal data in it, given to a resource, keeps the rest plain."""

    def program() -> pulumi.Output[Any]:
        clients = sdk.get_clients(personal=["last_name"]).clients
        names = pulumi.Output.all(*[client.person for client in clients])
        return secrecy(names, pulumi.Output.from_input([client.id for client in clients]))

    _, ((hidden, names), (ids_hidden, ids)) = run(program)

    assert (hidden, [name["last_name"] for name in names]) == (True, ["O'Brien", "Møller"])
    assert (ids_hidden, ids) == (False, [7, 8])


def test_the_address_of_a_line(whmcs: Whmcs, configure: Any) -> None:
    """From the client, or from a custom field that the settings name; secret in both cases."""

    def address() -> tuple[bool, str]:
        _, found = run(
            lambda: secrecy(
                sdk.get_subscribers_output(personal=["address"], strict=False).subscribers[0].address
            )
        )
        secret, text = found[0]
        return secret, text

    from_client = address()
    configure(whmcs, addressField="Where")

    assert from_client[0] is True
    assert from_client[1].startswith("Galway")
    assert address() == (True, "12 High Street")


def test_a_personal_field_that_does_not_exist_is_told(whmcs: Whmcs) -> None:
    """A typing error is told with what there is."""
    with pytest.raises(sdk.WhmcsLookupError, match="fon cannot be asked for here; there are: first_name"):
        sdk.get_client(7, personal=["fon"])
