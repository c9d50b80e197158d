"""Models and wire say the same."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import fields

from pulumi_isp_provider.cloudconnexa import (
    ConfigurationError,
    DNSAdapter,
    MalformedResponseError,
    ValidationError,
)
from pulumi_isp_provider.cloudconnexa.client import models
from pulumi_isp_provider.cloudconnexa.client.api import VERSIONS
from pulumi_isp_provider.cloudconnexa.client.api.base import Api, Collection
from pulumi_isp_provider.cloudconnexa.client.api.schema import Body, Reply
from pulumi_isp_provider.cloudconnexa.client.api.settings import SETTINGS

RELEASE_1_0_ALONE = {("host_ip_services", "type"), ("host_ip_services", "routes")}


def collections(api: Api) -> list[Collection[Any]]:
    return [v for f in dataclasses.fields(api) if isinstance(v := getattr(api, f.name), Collection)]


ALL = [pytest.param(c, id=f"{v}-{c.name}") for v, api in VERSIONS.items() for c in collections(api)]
SHAPES = {id(c.reply): pytest.param(c, id=c.name) for api in VERSIONS.values() for c in collections(api)}


def example(kind: Any, *, parent: str | None) -> st.SearchStrategy[Any]:
    """Values of a model's field type; children point at their parent, as the vendor has them."""
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        return st.one_of(*(example(each, parent=parent) for each in typing.get_args(kind)))
    if origin is tuple:
        return st.lists(example(typing.get_args(kind)[0], parent=parent), max_size=2).map(tuple)
    if kind is type(None):
        return st.none()
    if dataclasses.is_dataclass(kind):
        return model_of(typing.cast("type[models.Part]", kind), parent=parent)
    return {str: st.text(max_size=6), int: st.integers(), bool: st.booleans()}[kind]


def model_of(kind: type[models.Part], parent: str | None = None) -> st.SearchStrategy[models.Part]:
    own = "the-id"
    hints = typing.get_type_hints(kind)
    del hints["unread"]
    values = {name: example(hint, parent=own) for name, hint in hints.items()}
    if "id" in values:
        values["id"] = st.just(own)
    for name in ("network_id", "host_id", "user_id"):
        if name in values and kind in {models.Route, models.NetworkConnector}:
            values[name] = st.just(parent)
    return st.builds(kind, **values)


@pytest.mark.parametrize("collection", SHAPES.values())
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_round_trip(collection: Collection[Any], data: st.DataObject) -> None:
    """What the vendor would send of a model becomes the same model again."""
    model = data.draw(model_of(collection.reply.model, parent=None))
    # What this release does not send.
    unsent = {f.name for f in dataclasses.fields(model)} - {*collection.reply.fields, "network_id", "unread"}
    nothing: dict[str, typing.Any] = {name: () if name == "routes" else None for name in unsent}
    model = dataclasses.replace(model, **nothing)

    assert collection.parse(collection.write(typing.cast("Any", model))) == model


@pytest.mark.parametrize("collection", ALL)
def test_every_field_has_its_place_on_the_wire(collection: Collection[Any]) -> None:
    """Schema and model have the same fields; what is written is shown again, or is a parent's child."""
    shown = {f.name for f in dataclasses.fields(collection.reply.model)} - {"unread"}
    unseen = {name for service, name in RELEASE_1_0_ALONE if service == collection.name}
    missing = shown - set(collection.reply.fields)

    assert missing <= unseen | {"network_id"}
    assert set(collection.reply.fields) <= shown
    for body in (collection.create, collection.update):
        if body is not None:
            assert {field.metadata.get("shown_as", name) for name, field in body.fields.items()} <= shown


def nested(schema: Reply | Body) -> list[Any]:
    found: list[Any] = [schema]
    for field in schema.fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            found += nested(typing.cast("Any", inner.schema))
    return found


@pytest.mark.parametrize("collection", SHAPES.values())
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_plain_values_make_the_same_model(collection: Collection[Any], data: st.DataObject) -> None:
    """What a model gives as plain values makes it again, as they are and by way of JSON, and is valid."""
    model = data.draw(model_of(collection.reply.model, parent=None))
    plain = model.to_dict()

    assert type(model)(**plain) == model
    assert type(model).from_dict(plain) == model
    assert type(model).from_dict(json.loads(json.dumps(plain))) == model
    assert hash(type(model)(**plain)) == hash(model)
    model.validate()


def test_plain_values_are_checked() -> None:
    """Every name, type and missing field that is wrong is told at once, by its place; no value is shown."""
    wrong = {
        "id": 7,
        "egress": 1,
        "gateways_ids": ["a", None],
        "routes": [{"id": "r"}, {"id": "r", "subnet": "10.0.0.0/8", "colour": "hush"}, "hush"],
        "connectors": {"id": "c"},
    }

    with pytest.raises(ValidationError) as caught:
        models.Network.from_dict(wrong)

    assert set(caught.value.details) == {
        "id",
        "name",
        "egress",
        "gateways_ids[1]",
        "routes[0].subnet",
        "routes[1].colour",
        "routes[2]",
        "connectors",
    }
    assert "hush" not in str(caught.value)
    assert not hasattr(caught.value, "response")


def test_model_is_checked() -> None:
    """A model that was made with values of other types says so when it is asked."""
    odd = models.Network(id="n", name=5, routes=(models.Route(id="r", subnet="10.0.0.0/8", description=b""),))  # type: ignore[arg-type]  # the mistake

    with pytest.raises(ValidationError) as caught:
        odd.validate()
    with pytest.raises(ValidationError):
        models.Network(id="n", name="a", routes=[{"subnet": "10.0.0.0/8"}])  # type: ignore[arg-type]  # plain values are taken, too

    assert set(caught.value.details) == {"name", "routes[0].description"}


def test_adapter_of_dns_records() -> None:
    """An answer read by hand becomes the record of its release, or a typed error."""
    sent = {"id": "d", "domain": "a.example.org", "ipv4Addresses": ["192.0.2.1"]}

    for version in VERSIONS:
        record = DNSAdapter.to_model(sent, version=version)
        assert record == models.DnsRecord(id="d", domain="a.example.org", ipv4_addresses=("192.0.2.1",))
    assert DNSAdapter.to_model(sent) == record
    with pytest.raises(MalformedResponseError, match="domain"):
        DNSAdapter.to_model({"id": "d"}, version="1.0")
    with pytest.raises(ConfigurationError):
        DNSAdapter.to_model(sent, version="3.0")


def test_null_and_missing_are_the_same() -> None:
    """A reply with nulls gives the same model as one without them, at every depth."""
    parse = VERSIONS["1.1.0"].networks.parse
    gate = {"id": "c", "name": "g"}
    sparse = {"id": "n", "name": "a", "connectors": [gate]}
    full = {**sparse, "description": None, "routes": None, "connectors": [{**gate, "ipSecConfig": None}]}

    assert parse(full) == parse(sparse)


def test_new_members_are_ignored() -> None:
    """What a later release adds breaks nothing, at any depth."""
    for api in VERSIONS.values():
        for collection in collections(api):
            for schema in nested(collection.reply):
                assert schema.unknown == "exclude", schema
            for body in filter(None, (collection.create, collection.update)):
                for schema in nested(body):
                    assert schema.unknown == "raise", schema


def test_children_know_their_parent() -> None:
    """Routes and connectors inside a network point at it although the vendor leaves that out."""
    routes, connectors = [{"id": "r", "subnet": "10.0.0.0/8"}], [{"id": "c", "name": "g"}]
    sent = {"id": "n", "name": "a", "routes": routes, "connectors": connectors}

    network = VERSIONS["1.1.0"].networks.parse(sent)

    assert [r.network_id for r in network.routes] == [c.network_id for c in network.connectors] == ["n"]


def test_secrets_are_not_shown() -> None:
    """The secrets of an IPsec connector are in no repr, and a body tells which of its values are secret."""
    config = models.IpSecConfig(
        platform="OTHER",
        pre_shared_key="hush-1",
        peer_certificate_private_key="hush-2",
        peer_certificate_key_passphrase="hush-3",
    )
    connector = models.NetworkConnector(id="c", name="gate", ipsec_config=config)
    body = VERSIONS["1.1.0"].networks.create
    assert body is not None
    network = models.Network(id="n", name="a", connectors=(connector,))

    assert "hush" not in repr(network)
    assert body.secrets(body.draft(network)) == {"hush-1", "hush-2", "hush-3"}


def test_settings_say_what_they_hold() -> None:
    """Every setting has one type, and objects that can be written have a shape for it."""
    assert len({setting.path for setting in SETTINGS.values()}) == len(SETTINGS)
    assert {name for name, s in SETTINGS.items() if s.read_only} == {
        "saml_group_mappings",
        "ldap_group_mappings",
    }
