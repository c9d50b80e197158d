"""The plugin's functions over its own protocol, against the simulators: as other languages call them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2 as wire
from pulumi.runtime.proto.provider_pb2_grpc import (
    ResourceProviderStub,
)
from tests.support.isp import Isp

from pulumi_isp_provider.catalogue import ASKED, asked_of
from pulumi_isp_provider.fronts.plugin import schema

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(plugin: ResourceProviderStub) -> Ask:
    """Ask one of its functions."""

    def asked(token: str, **arguments: Any) -> dict[str, Any]:
        given = Struct()
        given.update(arguments)
        answer: dict[str, Any] = MessageToDict(plugin.Invoke(wire.InvokeRequest(tok=token, args=given)))
        return answer

    return asked


def test_one_is_found_and_many_are_listed(ask: Ask, isp: Isp) -> None:
    """Rows as the data source has them, under the names that state has, over one session."""
    group = ask("isp:cloudconnexa:getUserGroup", name="Default")["return"]
    groups = ask("isp:cloudconnexa:getUserGroups")["return"]["user_groups"]
    shelves = ask("isp:calix:getShelves")["return"]["shelves"]
    seen = ask("isp:calix:getDiscoveredOnts", network_name=["hill"], provisioned=False)["return"]

    assert group in groups
    assert [each["network_name"] for each in shelves] == ["hill"]
    assert len(seen["discovered_onts"]) > 1
    assert isp.cloudconnexa.count("token") == 1


def test_what_is_wrong_is_said(ask: Ask, plugin: ResourceProviderStub) -> None:
    """A name that nobody knows, what is not there, and a function that there is not."""
    refused = ask("isp:calix:getOnt", serialNumber="A1")
    assert refused["failures"] == [
        {"property": "serialNumber", "reason": "is not an argument; did you mean serial_number?"}
    ]
    for token, arguments, says in [
        ("isp:calix:getOnt", {"id": "hill/4711"}, "There is no ONT"),
        ("isp:calix:getOnt", {"id": "hill/1", "connection": "west"}, "calix:west"),
        ("isp:calix:getOnts2", {}, "There is no function isp:calix:getOnts2"),
        ("isp:whmcs:getClient", {}, "Python's alone"),
    ]:
        with pytest.raises(grpc.RpcError, match=re.escape(says)) as caught:
            ask(token, **arguments)
        assert "Traceback" not in str(caught.value)


def test_a_secret_argument_is_in_no_message(ask: Ask) -> None:
    """The engine marks it; what is said of a question that finds nothing masks it."""
    hidden = {rpc._special_sig_key: rpc._special_secret_sig, "value": "5EC12E7"}

    with pytest.raises(grpc.RpcError, match="There is no ONT") as caught:
        ask("isp:calix:getOnt", network_name="hill", serial_number=hidden)

    assert "5ec12e7" not in str(caught.value).lower()


def test_the_package_has_every_data_source() -> None:
    """With what it takes and gives, and what it means; each row's type is there."""
    package = schema.package("1.2.3")

    declared = [each for vendor in ASKED for each in asked_of(vendor).questions.values()]
    assert len(package["functions"]) == len(declared)
    for question, written in zip(declared, package["functions"].values(), strict=True):
        assert written["inputs"]["properties"].keys() == {*question.arguments, "connection"}
        row = written["outputs"]
        if question.many:
            reference = row["properties"][question.many]["items"]["$ref"]
            row = package["types"][reference.removeprefix("#/types/")]
        assert row["properties"].keys() == question.columns.outputs.keys()
        assert [name for name, each in row["properties"].items() if not each["description"]] == []
