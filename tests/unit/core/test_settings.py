"""Connection settings: where they come from, and what a person is told when they do not."""

from __future__ import annotations

import pytest

from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings
from pulumi_isp_provider.errors import ConfigurationError

CONFIG = {"calix:url": "http://cms:18080", "calix:username": "engineer", "calix:password": "hush-hush"}


def test_config_wins_over_the_environment() -> None:
    """A value in the stack's config hides the one in the environment."""
    settings = CalixSettings.resolve(CONFIG.get, environ={"CALIX_URL": "http://other:18080"})

    assert settings.url == "http://cms:18080"


def test_environment_fills_what_config_leaves_open() -> None:
    """What config does not set is taken from the environment variable of the same words."""
    plain = {key: value for key, value in CONFIG.items() if key != "calix:password"}

    settings = CalixSettings.resolve(plain.get, environ={"CALIX_PASSWORD": "from-the-environment"})

    assert settings.password == "from-the-environment"


def test_missing_settings_are_named_all_at_once_with_both_ways_to_set_them() -> None:
    """One error names every missing setting, its config key and its environment variable."""
    with pytest.raises(ConfigurationError) as caught:
        CalixSettings.resolve({"calix:username": "engineer"}.get, environ={})

    text = str(caught.value)
    assert "pulumi config set calix:url" in text
    assert "CALIX_URL" in text
    assert "pulumi config set --secret calix:password" in text
    assert "CALIX_PASSWORD" in text
    assert "calix:username" not in text


def test_a_named_connection_is_a_section_of_config() -> None:
    """``calix:west`` holds the settings of the connection ``west``, as an object or as JSON text."""
    section = {"url": "http://west:18080", "username": "w", "password": "p"}

    for found in (section, '{"url": "http://west:18080", "username": "w", "password": "p"}'):
        config: dict[str, object] = {"calix:west": found}
        settings = CalixSettings.resolve(config.get, connection="west", environ={})
        assert (settings.url, settings.connection) == ("http://west:18080", "west")


def test_a_named_connection_names_its_own_keys_when_they_are_missing() -> None:
    """The message for a named connection shows the path into its section and its own variable."""
    with pytest.raises(ConfigurationError) as caught:
        CalixSettings.resolve(lambda _key: None, connection="west", environ={})

    assert "pulumi config set --path --secret calix:west.password" in str(caught.value)
    assert "CALIX__WEST__PASSWORD" in str(caught.value)


@pytest.mark.parametrize("value", ["a text", "[]", "9" * 5_000, "[" * 100_000])
def test_a_connection_that_is_no_section_is_refused(value: str) -> None:
    """Whatever stands under the name of a connection, if it is not a section, is refused as that."""
    with pytest.raises(ConfigurationError, match="calix:west must be a section"):
        CalixSettings.resolve({"calix:west": value}.get, connection="west", environ={})


def test_a_misspelt_name_in_a_section_is_refused() -> None:
    """A setting that does not exist is named, with those that do, and its value is not shown."""
    section = {"url": "http://west:18080", "username": "w", "password": "p", "nodeconcurrency": "hush"}

    with pytest.raises(ConfigurationError, match=r"calix:west\.nodeconcurrency is not a setting") as caught:
        CalixSettings.resolve({"calix:west": section}.get, connection="west", environ={})

    assert "nodeConcurrency" in str(caught.value)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("calix:url", "cms:18080", "calix:url must begin with http:// or https://"),
        ("calix:url", "http://u:p@cms:18080", "calix:url must not hold a user name or password"),
        ("calix:url", "http://[::1", "calix:url is not a URL"),
        ("calix:readTimeout", "soon", "calix:readTimeout must be a number"),
        ("calix:readTimeout", "0", "calix:readTimeout must be from 0.1 to 3600 seconds"),
        ("calix:readTimeout", "nan", "calix:readTimeout must be from 0.1 to 3600 seconds"),
        ("calix:readTimeout", "7200", "calix:readTimeout must be from 0.1 to 3600 seconds"),
        ("calix:nodeConcurrency", "1.5", "calix:nodeConcurrency must be a whole number"),
        ("calix:nodeConcurrency", "0", "calix:nodeConcurrency must be from 1 to 64"),
        ("calix:nodeConcurrency", "65", "calix:nodeConcurrency must be from 1 to 64"),
        ("calix:maxSessions", "0", "calix:maxSessions must be from 1 to 200"),
        ("calix:maxSessions", "201", "calix:maxSessions must be from 1 to 200"),
        ("calix:password", "hush\n", "calix:password must not hold a line break"),
    ],
)
def test_values_that_are_not_allowed_are_refused_by_name(key: str, value: str, says: str) -> None:
    """A bad value is refused with the key's name and what is allowed."""
    with pytest.raises(ConfigurationError) as caught:
        CalixSettings.resolve({**CONFIG, key: value}.get, environ={})

    assert says in str(caught.value)


def test_no_secret_shows() -> None:
    """Neither the settings' repr nor an error about them holds a secret value."""
    settings = CalixSettings.resolve(CONFIG.get, environ={})
    with pytest.raises(ConfigurationError) as caught:
        CalixSettings.resolve({**CONFIG, "calix:url": "nonsense"}.get, environ={})

    assert "hush-hush" not in repr(settings)
    assert "hush-hush" not in str(caught.value)
    assert settings.secrets() == {"hush-hush"}


@pytest.mark.parametrize(
    "url",
    [
        "cms:18080",
        "http://",
        "http://cms:x",
        "http://u:p@cms",
        "http://c ms",
        "http://c\nms",
        "http://cms?a=b",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Whatever else stands in an address is named as a mistake before anything is sent there."""
    with pytest.raises(ConfigurationError, match="calix:url"):
        CalixSettings.resolve({**CONFIG, "calix:url": url}.get, environ={})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://cms:18080", "HTTP://CMS:18080/", True),
        ("http://cms", "http://cms:80", True),
        ("https://cms:443/north/", "https://cms/north", True),
        ("http://[2001:db8::5]:80", "http://[2001:DB8::5]", True),
        ("http://cms", "https://cms", False),
        ("http://cms", "http://cms:18080", False),
        ("http://cms/North", "http://cms/north", False),
    ],
)
def test_one_system_is_known_however_its_address_is_written(one: str, other: str, same: bool) -> None:
    """Capitals of the host, the usual port and a slash at the end make no other system."""
    systems = [
        CalixSettings.resolve({**CONFIG, "calix:url": url}.get, environ={}).system for url in (one, other)
    ]

    assert (systems[0] == systems[1]) == same


@pytest.mark.parametrize("tail", ["/", "/api/v1", "/api/v1/"])
def test_a_tenant_is_known_with_the_path_of_the_api_or_without(tail: str) -> None:
    """Two connections to one tenant lead to one tenant, as the client takes both addresses for the same."""
    config = {"cloudconnexa:clientId": "i", "cloudconnexa:clientSecret": "hush-hush"}
    systems = [
        CloudConnexaSettings.resolve({**config, "cloudconnexa:url": url}.get, environ={}).system
        for url in ("https://acme.api.openvpn.com", f"https://acme.api.openvpn.com{tail}")
    ]

    assert systems[0] == systems[1]


def test_certificates_that_are_not_there_are_named_before_anything_is_sent() -> None:
    """A path with a slip in it is found in preview, not by the first create."""
    with pytest.raises(ConfigurationError, match="calix:caBundle does not name a file"):
        CalixSettings.resolve({**CONFIG, "calix:caBundle": "/nowhere/ca.pem"}.get, environ={})


def test_a_mistyped_flat_setting_is_named_with_the_nearest_one() -> None:
    """A section is a named connection, and other namespaces are other people's."""
    config = {
        **CONFIG,
        "calix:readTimeot": "30",
        "calix:node_concurrency": "2",
        "calix:colour": "hush",
        "calix:west": '{"url": "http://west:18080"}',
        "program:readTimeot": "30",
    }

    found = CalixSettings.strangers(config)

    assert found[:2] == [
        "calix:readTimeot is not a setting; did you mean readTimeout?",
        "calix:node_concurrency is not a setting; did you mean nodeConcurrency?",
    ]
    assert found[2].startswith("calix:colour is not a setting; there are url, caBundle, ")
    assert len(found) == 3
    assert "hush" not in str(found)


def test_a_mistyped_setting_of_a_section_is_named_with_the_nearest_one() -> None:
    """As a flat one is."""
    config = {"calix:west": {"url": "http://w", "username": "w", "password": "p", "readTimeot": 5}}

    with pytest.raises(
        ConfigurationError, match=r"calix:west\.readTimeot is not a .*did you mean readTimeout\?"
    ):
        CalixSettings.resolve(config.get, connection="west", environ={})
