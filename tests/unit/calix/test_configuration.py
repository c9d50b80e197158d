"""The configuration: from code, from a file, from the environment."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from pulumi_isp_provider.calix.client.client import CMSClient, Config
from pulumi_isp_provider.calix.client.custom_transport import HTTPTransport
from pulumi_isp_provider.calix.errors import CalixError, ConfigurationError
from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_provider.errors import ConfigurationError as AnyConfigurationError

CREDENTIALS = {"username": "admin", "password": "hunter2-secret"}


def test_a_host_is_enough() -> None:
    """Ports and addresses follow from the host."""
    config = Config(credentials=CREDENTIALS, connection={"host": "cms.example.com"})
    assert config.connection.url == "http://cms.example.com:18080"
    assert config.connection.rest_url == "http://cms.example.com:8080"
    assert config.connection.read_timeout >= 40
    assert (config.performance.cache_ttl, config.performance.node_concurrency) == (60.0, 1)


@pytest.mark.parametrize(
    ("connection", "url"),
    [
        ({"host": "cms", "protocol": "https", "port": 18443}, "https://cms:18443"),
        ({"host": "2001:db8::5"}, "http://[2001:db8::5]:18080"),
        ({"host": "[2001:db8::5]", "port": "18081"}, "http://[2001:db8::5]:18081"),
        ({"host": "CMS", "url": "http://cms:18080"}, "http://cms:18080"),
        ({"host": "[::1]", "url": "http://[::1]:18080"}, "http://[::1]:18080"),
        ({"url": "https://cms.example.com/north"}, "https://cms.example.com/north"),
    ],
)
def test_addresses_are_put_together(connection: dict[str, Any], url: str) -> None:
    """Protocol, port, IPv6 and a whole address."""
    assert Config(credentials=CREDENTIALS, connection=connection).connection.url == url


def test_a_client_says_which_cms_it_is_for() -> None:
    """Both faces show the address of the CMS, and nothing of the credentials."""
    config = Config(credentials=CREDENTIALS, connection={"host": "cms"})
    blocking, awaited = CMSClient.sync(config), CMSClient(config)

    assert repr(blocking) == "SyncCMSClient('http://cms:18080')"
    assert repr(awaited) == "CMSClient('http://cms:18080')"
    blocking.close()
    asyncio.run(awaited.close())


def test_certificates_that_are_not_there_are_an_error_of_this_client(tmp_path: Path) -> None:
    """Who catches the client's errors, or those of all vendors, catches wrong settings too."""
    bundle = str(tmp_path / "none.pem")
    config = Config(credentials=CREDENTIALS, connection={"host": "cms", "ca_bundle": bundle})

    with pytest.raises(CalixError, match="no file with CA certificates") as caught:
        CMSClient.sync(config)

    assert isinstance(caught.value, AnyConfigurationError)


def test_a_header_that_cannot_be_sent_is_a_wrong_setting() -> None:
    """What is found wrong on the way to the wire is no refusal of the CMS: nothing was sent."""
    config = Config(credentials=CREDENTIALS, connection={"host": "127.0.0.1", "port": 9})
    transport = HTTPTransport(config, headers={"X-Site": "north\n"})

    with CMSClient.sync(config, transport=transport) as client, pytest.raises(ConfigurationError) as caught:
        client.e7.query_ont("NTWK-1", "1")

    assert not caught.value.effect_unknown


def test_no_password_is_shown() -> None:
    """Neither the configuration nor its section shows the password."""
    config = Config(credentials=CREDENTIALS, connection={"host": "cms"})
    assert "hunter2" not in f"{config!r} {config.credentials!r} {config}"


@pytest.mark.parametrize(
    ("sections", "paths"),
    [
        (
            {"connection": {"host": "cms", "prot": 1}},
            ["connection.prot: is not a known key; did you mean port?"],
        ),
        ({"connection": {"host": "cms", "port": "high"}}, ["connection.port: must be a whole number"]),
        ({"connection": {}}, ["connection.host: is required"]),
        ({"connection": {"host": "http://cms"}}, ["connection.host: must be a host name"]),
        ({"connection": {"url": "ftp://cms"}}, ["connection.url: it must begin with http"]),
        ({"connection": {"url": "http://u:hunter3@cms"}}, ["connection.url: it must not hold a user name"]),
        ({"connection": {"host": "cms\n"}}, ["connection.host: must be a host name"]),
        ({"connection": {"host": "cms:18080"}}, ["connection.host: must be a host name"]),
        ({"connection": {"host": "10.0.0.5:18080"}}, ["its port stands in port"]),
        ({"connection": {"host": "face:b"}}, ["connection.host: must be a host name"]),
        ({"connection": {"host": "[::1"}}, ["connection.host: must be a host name"]),
        ({"connection": {"host": "lab", "url": "http://cms:18080"}}, ["connection.host: is another one"]),
        ({"connection": {"url": "http://cms:18080\n"}}, ["connection.url: it must hold neither white space"]),
        ({"connection": {"url": "http://cms?a=b"}}, ["connection.url: it must hold neither"]),
        ({"connection": {"host": "cms", "rest_url": "http://c ms"}}, ["connection.rest_url: it must hold"]),
        ({"connection": {"host": "cms", "port": 18080.9}}, ["connection.port: must be a whole number"]),
        ({"performance": {"max_workers": "2.7"}}, ["performance.max_workers: must be a whole number"]),
        ({"performance": {"max_workers": 0}}, ["performance.max_workers: must be from 1 to 200"]),
        ({"performance": {"cache_ttl": float("nan")}}, ["performance.cache_ttl: must be a number"]),
        ({"performance": {"max_workers": None}}, ["performance.max_workers: must not be null"]),
        ({"connection": {"host": 7}}, ["connection.host: must be text"]),
        ({"connection": {"host": "cms", "protocol": "ftp"}}, ["connection.protocol: must be http or https"]),
        ({"credentials": {"username": "", "password": "p"}}, ["credentials.username: must not be empty"]),
        ({"performance": 0}, ["performance: must be a section"]),
        ({"performance": []}, ["performance: must be a section"]),
        ({"credentials": None}, ["credentials: must be a section"]),
        ({"credentials": {"username": "admin"}}, ["credentials.password: is required"]),
        (
            {"connection": {"hots": 1}, "performance": {"cache_ttl": -1, "max_workers": 0}},
            ["connection.hots: ", "performance.cache_ttl: ", "performance.max_workers: "],
        ),
        ({"performance": 5}, ["performance: must be a section"]),
        ({"credentials": {"username": "a\x01", "password": "p"}}, ["credentials.username: must not hold"]),
        ({"credentials": {"username": "a", "password": "hunter\x00"}}, ["credentials.password: must not"]),
        ({"credentials": {"username": "a", "password": "hunter\n"}}, ["credentials.password: must not"]),
        ({"credentials": {"username": "a", "password": "hunter\ud800"}}, ["credentials.password: must"]),
    ],
)
def test_what_is_wrong_is_named_with_its_path(sections: dict[str, Any], paths: list[str]) -> None:
    """All problems at once, none with a secret."""
    given: dict[str, Any] = {"credentials": CREDENTIALS, "connection": {"host": "cms"}, **sections}
    with pytest.raises(ConfigurationError) as caught:
        Config(**given)
    for path in paths:
        assert path in str(caught.value)
    assert "hunter" not in str(caught.value)


@pytest.mark.parametrize("suffix", [".json", ".toml"])
def test_code_wins_over_the_environment_and_that_over_the_file(tmp_path: Path, suffix: str) -> None:
    """Each key comes from the first place that has it."""
    file = tmp_path / f"cms{suffix}"
    if suffix == ".json":
        content = {"credentials": CREDENTIALS, "connection": {"host": "file", "port": 1, "rest_port": 2}}
        file.write_text(json.dumps(content))
    else:
        file.write_text(
            '[credentials]\nusername = "admin"\npassword = "hunter2-secret"\n'
            '[connection]\nhost = "file"\nport = 1\nrest_port = 2\n'
        )
    environ = {"CALIX_HOST": "environment", "CALIX_PORT": "3", "CALIX_CACHE_TTL": "7.5"}
    config = Config.load(file, environ=environ, connection={"host": "code"})
    assert (config.connection.host, config.connection.port, config.connection.rest_port) == ("code", 3, 2)
    assert (config.performance.cache_ttl, config.credentials.password) == (7.5, "hunter2-secret")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"password": "hunter2'),
        ("a.toml", "password = hunter2"),
        ("a.json", "[1]"),
        ("a.json", "[" * 100_000),
        ("a.yaml", "password: hunter2"),
        ("a.json", None),
    ],
)
def test_a_file_that_cannot_be_used_is_named_without_its_content(
    tmp_path: Path, name: str, content: str | None
) -> None:
    """The path is in the error, a line with a password is not."""
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(ConfigurationError, match=name) as caught:
        Config.load(tmp_path / name, environ={})
    assert "hunter2" not in f"{caught.value}{caught.value.__cause__}{caught.value.__context__}"


@pytest.mark.parametrize("sections", [{"credential": {}}, {"connection": "cms"}])
def test_a_file_with_other_sections_is_refused(tmp_path: Path, sections: dict[str, Any]) -> None:
    """A misspelt section is no section."""
    (tmp_path / "cms.json").write_text(json.dumps(sections))
    with pytest.raises(ConfigurationError, match=next(iter(sections))):
        Config.load(tmp_path / "cms.json", environ={"CALIX_PORT": "1"})


@pytest.mark.parametrize("section", ["cms", None, 5, ["host"]])
def test_a_section_that_is_none_is_refused(section: Any) -> None:
    """With its name."""
    with pytest.raises(ConfigurationError, match="connection: must be a section"):
        Config.load(environ={}, connection=section)


def test_a_host_from_above_wins_over_an_address_from_below(tmp_path: Path) -> None:
    """Who names another host in the environment does not reach the one in the file."""
    file = tmp_path / "cms.json"
    connection = {"url": "http://production:18080", "rest_url": "http://production:8080", "port": 18081}
    file.write_text(json.dumps({"credentials": CREDENTIALS, "connection": connection}), encoding="utf-8")
    found = Config.load(file, environ={"CALIX_HOST": "lab"}).connection
    assert (found.url, found.rest_url) == ("http://lab:18081", "http://lab:8080")
    found = Config.load(file, environ={}, connection={"host": "lab"}).connection
    assert found.url == "http://lab:18081"
    found = Config.load(file, environ={"CALIX_URL": "http://lab:1"}).connection
    assert (found.host, found.url, found.rest_url) == ("lab", "http://lab:1", "http://lab:8080")


def test_an_address_from_above_wins_over_a_host_from_below(tmp_path: Path) -> None:
    """The other way round: nothing of the CMS in the file is left, the password does not go there either."""
    file = tmp_path / "cms.json"
    connection = {"host": "production", "rest_url": "http://production:8080", "read_timeout": 50}
    file.write_text(json.dumps({"credentials": CREDENTIALS, "connection": connection}), encoding="utf-8")
    found = Config.load(file, environ={"CALIX_URL": "http://lab:18080"}).connection
    assert (found.host, found.rest_url, found.read_timeout) == ("lab", "http://lab:8080", 50)


def test_sections_that_were_read_can_be_given_again() -> None:
    """What a configuration shows makes the same one."""
    config = Config(CREDENTIALS, {"host": "2001:db8::5", "port": 1}, {"max_workers": 2.0})
    again = Config(config.credentials, config.connection, config.performance)
    assert repr(again) == repr(config)
    assert again.performance.max_workers == 2


@pytest.mark.parametrize(
    ("url", "rest_url"),
    [
        ("https://cms:18443", "https://cms:8080"),
        ("http://[::1]:18080", "http://[::1]:8080"),
        ("http://cms", "http://cms:8080"),
    ],
)
def test_rest_is_as_safe_as_the_rest(url: str, rest_url: str) -> None:
    """Over TLS the password goes over TLS only; addresses in brackets keep them."""
    settings = CalixSettings(url=url, username="admin", password="p")
    assert Config.from_settings(settings).connection.rest_url == rest_url
    assert Config(CREDENTIALS, {"url": url}).connection.rest_url == rest_url


def test_settings_of_a_connection_become_a_configuration() -> None:
    """What Pulumi's configuration holds is the same to the client."""
    settings = CalixSettings(
        url="http://cms.example.com:18080",
        username="admin",
        password="p",
        read_timeout=45.0,
        node_concurrency=2,
        max_sessions=3,
    )
    config = Config.from_settings(settings)
    assert (config.connection.host, config.connection.read_timeout) == ("cms.example.com", 45.0)
    assert config.connection.rest_url == "http://cms.example.com:8080"
    assert (config.performance.node_concurrency, config.performance.max_sessions) == (2, 3)
