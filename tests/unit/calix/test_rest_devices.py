"""The list of devices over REST."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pulumi_isp_provider.calix.client.client import Config, SyncCMSClient
from pulumi_isp_provider.calix.client.extras import rest
from pulumi_isp_provider.calix.errors import (
    AuthenticationError,
    InvalidValueError,
    MalformedReplyError,
    NotFoundError,
    OperationError,
)
from pulumi_isp_simulators import CmsVendor, Simulator

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.calix.conftest import ScriptedServer

    from pulumi_isp_provider.calix.client.e7 import E7

Sim = Simulator[CmsVendor]


def test_devices_are_listed_without_a_session(sim: Sim, client: SyncCMSClient) -> None:
    """User and password are enough; what the CMS says about a device is kept."""
    devices = client.rest.get_devices()
    assert [device.name for device in devices] == ["1", "2", "3"]
    assert devices[0].fields["deviceType"] == "e7"
    assert client.rest.get_device_info("2") == devices[1]
    assert client.rest.get_devices("c7") == []
    assert sim.count("login") == 0


def test_a_device_that_is_not_there_is_an_error(client: SyncCMSClient) -> None:
    """Its id is in the error."""
    with pytest.raises(NotFoundError, match="no e7 device 77"):
        client.rest.get_device_info(device_id=77)


@pytest.mark.parametrize("device_id", ["", "  "])
def test_an_empty_id_is_no_device(client: SyncCMSClient, device_id: str) -> None:
    """A device of which the CMS tells no id would answer to it."""
    with pytest.raises(InvalidValueError):
        client.rest.get_device_info(device_id)


def test_a_type_of_device_that_is_none_is_refused(sim: Sim, client: SyncCMSClient) -> None:
    """A CMS would answer it with an empty list."""
    with pytest.raises(InvalidValueError, match="device_type must be e7 or c7, not 'E7'"):
        client.rest.get_devices("E7")  # type: ignore[arg-type] # wrong on purpose
    assert sim.requests == []


def test_an_id_comes_before_a_name(scripted: tuple[ScriptedServer, E7]) -> None:
    """Where one device has the name that is the id of another one, the id counts."""
    server, e7 = scripted
    server.answer(b'{"data": [{"id": 1, "name": "2"}, {"id": 2, "name": "1"}]}')
    assert rest.Rest(e7._cms).get_device_info("2").name == "1"


def test_a_wrong_address_of_rest_gets_a_hint_about_rest(scripted: tuple[ScriptedServer, E7]) -> None:
    """Not one about the XML interface."""
    server, e7 = scripted
    server.status = "204 No Content"
    server.answer(b"")
    with pytest.raises(OperationError, match="REST interface usually listens on 8080"):
        rest.Rest(e7._cms).get_devices()
    server.status = "200 OK"


def test_a_long_list_is_asked_for_in_larger_pieces(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor]
) -> None:
    """A list as long as was asked for may go on; nothing is left out."""
    seed = {"networks": [{"name": f"E7-{number:04}"} for number in range(rest.PAGE_SIZE)]}
    with Simulator(vendor(), seed=seed) as sim, SyncCMSClient(configure(sim)) as client:
        assert len(client.rest.get_devices()) == rest.PAGE_SIZE
        assert sim.count("rest.devices") == 2


def test_a_wrong_password_is_an_authentication_error(config: Config) -> None:
    """It is refused once and not sent again."""
    wrong = Config({"username": "admin", "password": "wrong-password"}, config.connection)
    with SyncCMSClient(wrong) as client, pytest.raises(AuthenticationError) as caught:
        client.rest.get_devices()
    assert "wrong-password" not in f"{caught.value!r}{caught.value}{vars(caught.value)}"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"data": {}}', b'{"data": [1]}', b'{"data": null}', b"[" * 100_000],
)
def test_an_answer_that_is_no_list_is_a_typed_error(
    scripted: tuple[ScriptedServer, E7], configure: Callable[..., Config], body: bytes
) -> None:
    """Whatever comes instead of a list of devices."""
    server, _ = scripted
    server.answer(body)
    with SyncCMSClient(configure(server.url)) as client, pytest.raises(MalformedReplyError):
        client.rest.get_devices()


@pytest.mark.parametrize(
    ("device", "expected"),
    [
        ({"deviceId": 5, "networkName": "north"}, ("5", "north")),
        ({"id": "7", "name": "south"}, ("7", "south")),
        ({"name": "west"}, ("west", "west")),
        ({}, ("", "")),
    ],
)
@pytest.mark.parametrize("key", ["data", "devices"])
def test_devices_are_named_by_what_there_is(
    scripted: tuple[ScriptedServer, E7],
    configure: Callable[..., Config],
    device: dict[str, Any],
    expected: tuple[str, str],
    key: str,
) -> None:
    """Releases may name the fields differently."""
    server, _ = scripted
    server.answer(json.dumps({key: [device]}).encode())
    with SyncCMSClient(configure(server.url)) as client:
        (found,) = client.rest.get_devices()
    assert (found.device_id, found.name) == expected
