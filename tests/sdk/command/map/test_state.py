"""Objects of a stack, from a file of `pulumi stack export`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pulumi_isp.command.exported import StateError
from pulumi_isp.command.map.state import from_file

SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


def exported(tmp_path: Path, *resources: dict[str, Any]) -> Path:
    file = tmp_path / "state.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}))
    return file


def resource(type_: str, id_: str, outputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    urn = f"urn:pulumi:dev::isp::{type_}::name"
    return {"urn": urn, "type": type_, "id": id_, "custom": True, "inputs": {}, "outputs": outputs, **more}


def test_both_fronts_are_known_and_nothing_else(tmp_path: Path) -> None:
    """And of a resource only what it declares: not the provider's code, nor our own arguments."""
    found = from_file(
        exported(
            tmp_path,
            {"urn": "urn:pulumi:dev::isp::pulumi:pulumi:Stack::isp-dev", "type": "pulumi:pulumi:Stack"},
            resource("pulumi-python:isp/calix:Ont", "hill/7", {"ont_id": "7", "__provider": "code"}),
            resource("isp:cloudconnexa:Network", "n", {"name": "Site", "connection": "default", "mark": {}}),
            resource("aws:s3:Bucket", "b", {"name": "other"}),
        )
    )

    assert [(each.kind, each.id, dict(each.properties)) for each in found] == [
        ("calix.Ont", "hill/7", {"ont_id": "7"}),
        ("cloudconnexa.Network", "n", {"name": "Site"}),
    ]


@pytest.mark.parametrize("value", [{**SECRET, "plaintext": '"hush"'}, {**SECRET, "ciphertext": "hush"}])
def test_what_is_secret_is_not_read(tmp_path: Path, value: dict[str, str]) -> None:
    """A user may make any output secret, and export with --show-secrets; inside a list, too."""
    network = {
        "name": "Site",
        "description": value,
        "routes": [{"subnet": "10.0.0.0/8", "description": value}],
    }
    [found] = from_file(exported(tmp_path, resource("isp:cloudconnexa:Network", "n", network)))

    assert dict(found.properties) == {"name": "Site"}


def test_one_that_is_still_to_be_deleted_has_a_successor(tmp_path: Path) -> None:
    """Both stand in the state under one name until the next `up`."""
    olds = resource("isp:calix:Ont", "hill/7", {"ont_id": "7"}, delete=True)

    assert from_file(exported(tmp_path, olds)) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"deployment": {"resources": [1]}}', '{"deployment": 5}'])
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    """With its name."""
    (tmp_path / "x.json").write_text(text)

    with pytest.raises(StateError, match=r"x\.json: is not a state"):
        from_file(tmp_path / "x.json")


def test_a_stack_that_was_never_deployed_is_empty(tmp_path: Path) -> None:
    """The engine exports no deployment then, or one with nothing in it."""
    (tmp_path / "x.json").write_text('{"version": 3, "deployment": null}')

    assert from_file(tmp_path / "x.json") == []
