"""What the plugin front makes of the engine's names, values and plans; its package for other languages."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import rpc
from pulumi.runtime.proto.provider_pb2 import PropertyDiff

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.comparison import Change
from pulumi_isp_provider.core.declarations import Difference
from pulumi_isp_provider.core.hidden import SECRETS, WITNESS
from pulumi_isp_provider.core.properties import properties_of
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.fronts import urns
from pulumi_isp_provider.fronts.plugin import config, difference, schema, values


def sent(content: dict[str, Any]) -> Struct:
    """As the engine sends it."""
    struct = Struct()
    struct.update(content)
    return struct


def secret(value: Any) -> dict[str, Any]:
    """A secret as it is on the wire."""
    return {rpc._special_sig_key: rpc._special_secret_sig, "value": value}


def test_values_come_plain_and_what_is_secret_is_known_by_name() -> None:
    """However deep the secret is; what was noted as secret in state is one too."""
    found = values.read(
        sent(
            {
                "later": rpc.UNKNOWN,
                "listed": [{"part": secret("x")}],
                "known": "k",
                "noted": "n",
                SECRETS: ["noted"],
            }
        )
    )

    assert found.plain == {"later": UNKNOWN, "listed": [{"part": "x"}], "known": "k", "noted": "n"}
    assert found.hidden == {SECRETS: ["noted"]}
    assert found.secrets == {"listed", "noted"}


def test_what_is_secret_goes_back_as_a_secret_and_so_does_its_proof() -> None:
    """The engine believes what it is answered: what is plain there is plain in state."""
    answer = values.written(
        {"serial": "5EC", "other": UNKNOWN, WITNESS: {"serial": "5EC"}, SECRETS: ["serial"]}, {"serial"}
    )

    assert MessageToDict(answer) == {
        "serial": secret("5EC"),
        "other": rpc.UNKNOWN,
        WITNESS: secret({"serial": "5EC"}),
        SECRETS: ["serial"],
    }


def test_what_proves_an_object_by_another_one_is_a_secret() -> None:
    """Whether that one's serial number is secret, only that one's own declaration says."""
    answer = values.written({"tag": "7", WITNESS: {"serial_number": "5EC"}}, set())

    assert MessageToDict(answer) == {"tag": "7", WITNESS: secret({"serial_number": "5EC"})}


@pytest.mark.parametrize(
    ("urn", "owner"),
    [
        ("urn:pulumi:s::p::isp:calix:Ont::a::b", "calix.Ont::a::b"),
        ("urn:pulumi:s::p::my:c:Home$isp:calix:Ont::a", "my:c:Home$calix.Ont::a"),
        ("urn:pulumi:s::p::my:c:Home$pulumi-python:isp/calix:Ont::a", "my:c:Home$calix.Ont::a"),
        (
            "urn:pulumi:s::p::isp:cloudconnexa:Network$isp:cloudconnexa:Route::a",
            "pulumi-python:isp/cloudconnexa:Network$cloudconnexa.Route::a",
        ),
    ],
)
def test_a_urn_names_the_same_declaration_as_on_the_other_front(urn: str, owner: str) -> None:
    """Else a stack that moves would look like one whose resources were all given new names."""
    assert urns.owner_of(urn) == owner


def test_a_plan_names_the_places_that_differ() -> None:
    """Inside lists and maps too, with what is replaced, and what stays known to others."""
    found = difference.answer(
        Difference(
            [Change("routes", "update", replace=False), Change("ont_id", "update", replace=True)],
            delete_before_replace=True,
            stables=("node_name",),
        ),
        {"routes": [{"subnet": "a", "description": "x"}, {"subnet": "b"}], "ont_id": "7"},
        {"routes": [{"subnet": "a", "description": "y"}], "ont_id": "8"},
    )

    assert {path: each.kind for path, each in found.detailedDiff.items()} == {
        "routes[0].description": PropertyDiff.UPDATE,
        "routes[1]": PropertyDiff.DELETE,
        "ont_id": PropertyDiff.UPDATE_REPLACE,
    }
    assert list(found.replaces) == ["ont_id"]
    assert list(found.stables) == ["node_name"]
    assert found.deleteBeforeReplace


def test_settings_come_in_sections_or_as_the_package_s_own() -> None:
    """As a program gives them along, or as they stand under ``isp:`` in the stack's config."""
    lookup = config.lookup(
        {"isp:config:calix": '{"url": "u", "west": {"url": "w"}}', "isp:config:preview": "p"}
    )

    assert [lookup(key) for key in ("calix:url", "calix:west", "isp:preview", "cloudconnexa:url")] == [
        "u",
        {"url": "w"},
        "p",
        None,
    ]


def test_the_package_has_every_property_of_every_resource() -> None:
    """With what it means; what refers to a type finds it."""
    package = schema.package("1.2.3")

    assert package["resources"].keys() == {each.plugin_token for each in RESOURCES}
    for resource in RESOURCES:
        lifecycle, written = resource.load(), package["resources"][resource.plugin_token]
        declared = properties_of(lifecycle.schema)
        assert written["inputProperties"].keys() == declared.keys()
        assert written["properties"].keys() == {*declared, *lifecycle.computed, *lifecycle.fetched}
        hidden = {name for name, each in written["properties"].items() if each.get("secret")}
        assert hidden == lifecycle.fetched.keys()
        assert set(written["requiredInputs"]) == {name for name, each in declared.items() if each.required}
        assert written["aliases"] == [{"type": resource.token}]
        assert [name for name, each in written["properties"].items() if not each["description"]] == []
    referred = {word for word in str(package).split("'") if word.startswith("#/types/")}
    assert {word.removeprefix("#/types/") for word in referred} == set(package["types"])
