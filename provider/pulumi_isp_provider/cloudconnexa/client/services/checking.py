"""Checks a caller's values before anything is sent, and reports all mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, cast

from marshmallow import ValidationError as ShapeError

from ....core.schema import failures
from ...errors import ValidationError
from ..api.schema import Body, Json, complaints


def checked(
    body: Body,
    values: Mapping[str, Any],
    *,
    noun: str,
    operation: str,
    partial: bool = False,
    problems: Mapping[str, Any] | None = None,
) -> Json:
    """The body for a caller's values.

    Args:
        body: The shape it must have.
        values: Fields by their names in the model.
        noun: The noun for the object, for the message.
        operation: The operation, for the error's context.
        partial: Required fields may be missing.
        problems: Mistakes found before, by field.

    Raises:
        ValidationError: There are mistakes; the message and the details name all of them.
    """
    found = dict(problems or {})
    wire: Json = {}
    try:
        wire = cast("Json", body.load(values, partial=partial))
    except ShapeError as error:
        found.update(complaints(error))
    if found:
        refuse(found, noun, operation)
    return wire


def refuse(problems: Mapping[str, Any], noun: str, operation: str) -> NoReturn:
    """Raise the error for a caller's mistakes.

    Raises:
        ValidationError: Always.
    """
    details: dict[str, tuple[str, ...]] = {}
    for found in failures(problems):
        place = found.path or "_schema"
        details[place] = (*details.get(place, ()), found.reason)
    told = "; ".join(f"{place}: {' '.join(said)}" for place, said in details.items())
    raise ValidationError(f"The {noun} was not sent: {told}", details=details, operation=operation)
