"""Where the settings of a client come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CircuitBreaker,
    CloudConnexaClient,
    CloudConnexaSettings,
    ConfigurationError,
    connect,
)
from pulumi_isp_provider.cloudconnexa.client.config import from_environment, from_file
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

URL = "https://acme.api.openvpn.com"
ENVIRONMENT = {
    "CLOUDCONNEXA_URL": URL,
    "CLOUDCONNEXA_CLIENT_ID": "robot.acme",
    "CLOUDCONNEXA_CLIENT_SECRET": "hush-hush",
    "CLOUDCONNEXA__WEST__URL": "https://west.api.openvpn.com",
    "CLOUDCONNEXA__WEST__CLIENT_ID": "robot.west",
    "CLOUDCONNEXA__WEST__CLIENT_SECRET": "hush-west",
}
FILE = """
[cloudconnexa]
url = "https://acme.api.openvpn.com"
client_id = "robot.acme"
client_secret = "hush-hush"
api_version = "1.0"

[cloudconnexa.west]
url = "https://west.api.openvpn.com"
client_id = "robot.west"
"""


def write(path: Path, content: str) -> Path:
    path.touch(mode=0o600)
    path.write_text(content)
    return path


def test_environment() -> None:
    """Each connection has its variables."""
    settings = from_environment(environ=ENVIRONMENT)
    west = from_environment(connection="west", environ=ENVIRONMENT)

    assert (settings.url, settings.client_secret, settings.api_version) == (URL, "hush-hush", "1.1.0")
    assert (west.url, west.client_id) == ("https://west.api.openvpn.com", "robot.west")
    assert "hush" not in repr(settings)


def test_file(tmp_path: Path) -> None:
    """A file has a section, and one below it for each further connection; the environment fills the gaps."""
    path = write(tmp_path / "isp.toml", FILE)

    settings = from_file(path, environ={})
    west = from_file(path, connection="west", environ=ENVIRONMENT)

    assert (settings.client_id, settings.client_secret, settings.api_version) == (
        "robot.acme",
        "hush-hush",
        "1.0",
    )
    assert (west.client_id, west.client_secret, west.api_version) == ("robot.west", "hush-west", "1.1.0")


def test_all_gaps_at_once() -> None:
    """What is missing is named all at once, with the variables that would set it."""
    with pytest.raises(ConfigurationError) as caught:
        from_environment(environ={"CLOUDCONNEXA_URL": "ftp://acme"})

    for name in ("CLOUDCONNEXA_CLIENT_ID", "CLOUDCONNEXA_CLIENT_SECRET"):
        assert name in caught.value.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[cloudconnexa]\nclient_secret = "hush-hush', "is not TOML"),
        (f"[cloudconnexa]\nclient_id = {'1' * 5_000}", "is not TOML"),
        (f"[cloudconnexa]\nclient_id = {'[' * 5_000}", "is not TOML"),
        ("[calix]\n", r"no section \[cloudconnexa\]"),
        ("cloudconnexa = 5\n", r"no section \[cloudconnexa\]"),
        (
            '[cloudconnexa]\nurl = "https://u:hush-hush@acme"\nclient_id = "i"\nclient_secret = "s"\n',
            "user name",
        ),
        (
            '[cloudconnexa]\napi_versoin = "hush-hush"\n',
            "unknown name .*'api_versoin'; did you mean api_version",
        ),
    ],
)
def test_bad_file(tmp_path: Path, content: str, message: str) -> None:
    """A file that cannot be used says why and shows nothing of what is in it."""
    path = write(tmp_path / "isp.toml", content)

    with pytest.raises(ConfigurationError, match=message) as caught:
        from_file(path, environ={})

    assert "hush" not in str(caught.value)


def test_unknown_name_in_the_section_of_a_connection(tmp_path: Path) -> None:
    """A slip is found in the section that is used, and in no other one."""
    path = write(tmp_path / "isp.toml", FILE + 'clientsecret = "hush-west"\n')

    assert from_file(path, environ={}).url == URL
    with pytest.raises(ConfigurationError, match="'clientsecret'") as caught:
        from_file(path, connection="west", environ={})

    assert "hush" not in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(ConfigurationError, match=r"none\.toml"):
        from_file(tmp_path / "none.toml")


def test_file_that_others_can_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file with a secret that others can read is used, with a warning."""
    path = write(tmp_path / "isp.toml", FILE)
    path.chmod(0o644)

    from_file(path, environ={})

    assert "isp.toml can be read by others" in caplog.text
    assert str(tmp_path) not in caplog.text


def test_clients_from_both(tenant: Tenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client can be made from either, with further options."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CLOUDCONNEXA_URL", tenant.url)
    monkeypatch.setenv("CLOUDCONNEXA_CLIENT_SECRET", "s3cret-of-the-robot")
    path = write(tmp_path / "isp.toml", '[cloudconnexa]\napi_version = "1.0"\n')

    with CloudConnexaClient.from_env(timeout=(1, 5)) as first:
        assert first.networks.list() == []
    with CloudConnexaClient.from_file(path, circuit_breaker=CircuitBreaker()) as second:
        assert second.networks.list() == []
        assert second.api_version == "1.0"


def test_connect(tenant: Tenant) -> None:
    """What the resources use is made from their settings and closed after use."""
    settings = CloudConnexaSettings(
        url=tenant.url, client_id="robot.acme", client_secret="s3cret-of-the-robot", api_version="1.0"
    )

    with connect(settings) as client:
        assert client.networks.list() == []
    client.close()

    assert client.api_version == "1.0"
    assert repr(client) == f"CloudConnexaClient({tenant.url!r}, api_version='1.0')"


@pytest.mark.parametrize("tail", ["", "/", "/api/v1", "/api/v1/"])
def test_address_with_a_tail(tenant: Tenant, tail: str) -> None:
    """A slash or the API's path behind the address does no harm."""
    with CloudConnexaClient(tenant.url + tail, "robot.acme", "s3cret-of-the-robot") as client:
        assert client.networks.list() == []


@pytest.mark.parametrize(
    ("url", "client_id", "secret"),
    [
        ("acme.api.openvpn.com", "i", "s"),
        ("ftp://acme", "i", "s"),
        ("https://u:hush-hush@acme", "i", "s"),
        ("https://acme", "", "s"),
        ("https://acme", "i", ""),
        ("https://acme", "i", " hush-hush\n"),
        ("https://acme", "i", "hush\nhush"),
    ],
)
def test_unusable_arguments(url: str, client_id: str, secret: str) -> None:
    """What cannot work is refused before anything is sent, without showing a secret."""
    with pytest.raises(ConfigurationError) as caught:
        CloudConnexaClient(url, client_id, secret)

    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("name", ["api_url", "client_id", "client_secret"])
def test_argument_that_is_no_text(name: str) -> None:
    """What a variable gives that is not set is refused by name."""
    arguments: dict[str, Any] = {"api_url": URL, "client_id": "i", "client_secret": "s", name: None}

    with pytest.raises(ConfigurationError, match=f"{name} must be text, not NoneType"):
        CloudConnexaClient(**arguments)


def test_timeout_of_one_number() -> None:
    """A timeout that is not a pair is refused as an error of this client."""
    with pytest.raises(ConfigurationError, match="timeout must be two numbers"):
        CloudConnexaClient("https://acme.invalid", "i", "s", timeout=30)  # type: ignore[arg-type]  # the mistake


def test_unusable_ca_bundle(tmp_path: Path) -> None:
    """A CA bundle that is not there is a configuration error of this client."""
    with pytest.raises(ConfigurationError):
        CloudConnexaClient("https://acme.invalid", "i", "s", ca_bundle=str(tmp_path / "none.pem"))
