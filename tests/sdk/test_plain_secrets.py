"""A program whose config holds a secret in plain text is stopped, because Pulumi copies config into state."""

from __future__ import annotations

import json

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import calix

SECTION = json.dumps({"url": "http://cms:18080", "username": "engineer", "password": "not-so-secret"})


@pytest.mark.parametrize(
    ("config", "connection", "key"),
    [
        ({"calix:password": "not-so-secret"}, None, "calix:password"),
        ({"calix:password": "not-so-secret"}, "default", "calix:password"),
        ({"calix:west": SECTION}, "west", "calix:west.password"),
    ],
    ids=["default", "default by name", "by name"],
)
@pytest.mark.parametrize("later", [False, True], ids=["known", "an output"])
def test_a_secret_in_plain_config_is_refused(
    monkeypatch: pytest.MonkeyPatch, config: dict[str, str], connection: str | None, key: str, later: bool
) -> None:
    """In whichever connection it stands, and also where the connection is not known yet."""
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({"cloudconnexa:clientId": "acme", **config}))

    def program() -> None:
        name = pulumi.Output.from_input(connection) if later else connection
        calix.Ont("ont", network_name="hill", ont_profile=162, connection=name)  # type: ignore[arg-type] # None is allowed

    with pytest.raises(pulumi.RunError, match=f"{key} stands in the stack's config") as refused:
        run(program)

    assert "not-so-secret" not in str(refused.value)


def test_a_plain_secret_of_another_connection_is_not_this_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resource whose connection is known answers for that one alone."""
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({"calix:west": SECTION}))

    asked, _ = run(lambda: calix.Ont("ont", network_name="hill", ont_profile=162).node_name)

    assert len(asked) == 1
