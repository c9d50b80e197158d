"""Resources over the plugin's own protocol, where the engine takes several runs to ask so."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2 as wire
from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderStub
from tests.support.isp import Isp

from pulumi_isp_provider.core.hidden import RUN, SAID, SECRETS, WITNESS

URN = "urn:pulumi:s::p::isp:calix:Ont::home"
ONT = {"network_name": "hill", "ont_id": "7", "ont_profile": "162", "serial_number": "D4"}
THEIRS = {"serno": "E5", "descr": "theirs"}


def sent(content: dict[str, Any]) -> Struct:
    """As the engine sends it."""
    struct = Struct()
    struct.update(content)
    return struct


def secret(value: Any) -> dict[str, Any]:
    """A secret as it is on the wire."""
    return {rpc._special_sig_key: rpc._special_secret_sig, "value": value}


def checked(plugin: ResourceProviderStub, declared: dict[str, Any], olds: Struct | None = None) -> Struct:
    """What a declaration becomes."""
    answer = plugin.Check(wire.CheckRequest(urn=URN, olds=olds or Struct(), news=sent(declared)))
    assert not answer.failures
    inputs: Struct = answer.inputs
    return inputs


@pytest.mark.parametrize("told", [{}, {RUN: {SAID: {"serial_number": "D4"}}}], ids=["by the engine", "by us"])
def test_another_customers_ont_is_not_changed_though_its_serial_number_looks_declared(
    plugin: ResourceProviderStub, settings: wire.ConfigureRequest, isp: Isp, told: dict[str, Any]
) -> None:
    """With ignore_changes the engine declares what a refresh has read, and says which that is."""
    inputs = checked(plugin, ONT)
    made = plugin.Create(wire.CreateRequest(urn=URN, properties=inputs))
    isp.cms.change("onts", "hill/7", THEIRS)
    plugin.Configure(settings)
    read = plugin.Read(wire.ReadRequest(urn=URN, id=made.id, properties=made.properties, inputs=inputs))
    isp.reset_logs()
    ignoring = {**ONT, "serial_number": read.inputs["serial_number"], "description": "mine", **told}
    news = checked(plugin, ignoring, read.inputs)

    with pytest.raises(grpc.RpcError, match="hill/7 is not changed: it has serial_number"):
        plugin.Diff(
            wire.DiffRequest(
                urn=URN, id=made.id, olds=read.properties, news=news, ignoreChanges=["serial_number"]
            )
        )

    assert isp.writes() == []


def test_what_becomes_a_secret_has_the_engine_encrypt_what_proves_it(plugin: ResourceProviderStub) -> None:
    """No update is asked for: of outputs the engine encrypts those that are called as a secret input is."""
    plain = checked(plugin, ONT)
    made = plugin.Create(wire.CreateRequest(urn=URN, properties=plain))
    hidden = checked(plugin, {**ONT, "serial_number": secret("D4"), SECRETS: ["serial_number"]}, plain)
    found = plugin.Diff(wire.DiffRequest(urn=URN, id=made.id, olds=made.properties, news=hidden))

    assert found.changes == wire.DiffResponse.DIFF_NONE
    assert WITNESS not in plain
    assert made.properties[WITNESS]["serial_number"] == "CXNK000000D4"
    for name in ("serial_number", WITNESS):
        assert hidden[name][rpc._special_sig_key] == rpc._special_secret_sig

    again = plugin.Read(wire.ReadRequest(urn=URN, id=made.id, properties=made.properties, inputs=hidden))
    for properties in (again.inputs, again.properties):
        assert properties[WITNESS][rpc._special_sig_key] == rpc._special_secret_sig
