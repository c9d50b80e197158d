"""Refusing what a caller wrote before anything is sent, with every mistake at once."""

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
    """The body that says what a caller wrote.

    Args:
        body: The shape it must have.
        values: Fields by their names in the model.
        noun: What is being written, for the message.
        operation: What is being done, for the context of the error.
        partial: Required fields may be missing.
        problems: Mistakes found before, by field.

    Raises:
        ValidationError: Something is wrong; the message and the details name all of it.
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
    """Say what is wrong with what a caller wrote.

    Raises:
        ValidationError: Always.
    """
    details: dict[str, tuple[str, ...]] = {}
    for found in failures(problems):
        place = found.path or "_schema"
        details[place] = (*details.get(place, ()), found.reason)
    told = "; ".join(f"{place}: {' '.join(said)}" for place, said in details.items())
    raise ValidationError(f"The {noun} was not sent: {told}", details=details, operation=operation)
