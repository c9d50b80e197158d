"""Values of a service for the custom fields and configurable options of its product."""

from __future__ import annotations

from typing import Final

from ..core.vendor import SeedError
from .fields import Row

_HOLDERS: Final = ("customfields", "configoptions")


def resolve_answers(service: Row, product: Row, place: str) -> Row:
    """The service with the id of the field for each value. Names are looked up in the product.

    A custom field may be given by its whole name or by the part before ``|``, in any case.

    Raises:
        SeedError: The product has no such field.
    """
    resolved = {
        holder: [_resolve(answer, product[holder], f"{place}.{holder}") for answer in service[holder]]
        for holder in _HOLDERS
        if service[holder]
    }
    return service | resolved if resolved else service


def carry_over(service: Row, before: Row, after: Row) -> Row:
    """The service with the values that still have a field after a change of the product.

    A field is the same if it has the same name (in another product) or the same id (after renaming).
    """
    kept: Row = {}
    for holder in _HOLDERS:
        names = {field["id"]: field["name"] for field in before[holder]}
        ids = {field["name"]: field["id"] for field in after[holder]}
        targets = {number: ids.get(name, number) for number, name in names.items()}
        kept[holder] = [
            answer | {"id": targets[answer["id"]]}
            for answer in service[holder]
            if targets[answer["id"]] in ids.values()
        ]
    return service | kept


def _resolve(answer: Row, fields: list[Row], place: str) -> Row:
    for field in fields:
        if answer.get("id") == field["id"] or (
            "name" in answer and _same_name(answer["name"], field["name"])
        ):
            return {"id": field["id"], "value": answer["value"]}
    wanted = repr(answer["name"]) if "name" in answer else f"with id {answer['id']}"
    names = ", ".join(field["name"] for field in fields) or "none"
    raise SeedError(f"{place}: the product has no field {wanted}; it has {names}")


def _same_name(wanted: str, name: str) -> bool:
    return wanted.casefold() in (name.casefold(), name.partition("|")[0].casefold())
