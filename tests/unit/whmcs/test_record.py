"""Records are dicts with typed attributes that nobody can change."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import pytest

from pulumi_isp_provider.core.answers import Record
from pulumi_isp_provider.whmcs.client.products import Product
from pulumi_isp_provider.whmcs.client.services import Service

PRODUCT = Product.parse({"pid": "12", "name": "A &amp; B"})


def test_keys_and_attributes_are_the_same() -> None:
    """What stands under a key is the attribute of that name."""
    assert (PRODUCT["id"], PRODUCT["name"]) == (PRODUCT.id, PRODUCT.name) == (12, "A & B")


def test_a_record_is_a_dict() -> None:
    """Callers that expect a dict get one, and it can be written as JSON."""
    assert isinstance(PRODUCT, dict)
    assert json.loads(json.dumps(PRODUCT))["id"] == 12


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.__setitem__("id", 1),
        lambda row: row.update(id=1),
        lambda row: row.pop("id"),
        lambda row: row.clear(),
        lambda row: row.setdefault("new", 1),
        lambda row: row.__delitem__("id"),
        lambda row: row.pricing.update({}),
        lambda row: row.__ior__({"id": 1}),
        lambda row: row.__setattr__("id", 1),
        lambda row: row.__delattr__("id"),
    ],
)
def test_records_cannot_be_changed(change: Callable[[Record], object]) -> None:
    """A caller cannot spoil the answer for the others."""
    with pytest.raises(TypeError, match="cannot be changed"):
        change(PRODUCT)


def test_copies_are_the_record() -> None:
    """Copying and pickling, which other libraries do, give an equal record."""
    assert copy.deepcopy(PRODUCT) == copy.copy(PRODUCT) == pickle.loads(pickle.dumps(PRODUCT)) == PRODUCT


def test_a_fault_names_the_field() -> None:
    """A row that cannot be read says which field is wrong."""
    with pytest.raises(ValueError, match=r"^client_id: it is missing"):
        Service.parse({"id": 1, "pid": 2})


def test_every_field_is_documented() -> None:
    """The docstring of each record tells what its fields mean."""
    kinds = [kind for kind in _all(Record) if kind.__module__.startswith("pulumi_isp_provider.whmcs")]

    undocumented = [
        f"{kind.__name__}.{name}"
        for kind in kinds
        for name in kind.fields
        if not any(f"{name}:" in (base.__doc__ or "") for base in kind.__mro__)
    ]

    assert len(kinds) > 20
    assert undocumented == []


def _all(kind: type[Record]) -> list[type[Record]]:
    return [found for sub in kind.__subclasses__() for found in (sub, *_all(sub))]
