"""Reads the objects of a system, of all kinds in the catalogue, as a program would declare them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from pulumi_isp_provider.core.definition import Definition
from pulumi_isp_provider.core.records import Properties
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION
from pulumi_isp_provider.errors import IspError

from ..systems import System
from ..terminal import Step
from .undecided import Undecided


@dataclass(frozen=True)
class Found:
    """An object that a program can declare as it is.

    Attributes:
        kind: Its kind.
        id: Its id, in the form of the resource.
        place: The part of the system in which it was listed; empty if the system has no parts.
        inputs: The properties to declare.
    """

    kind: Definition[Any, Any]
    id: str
    place: str
    inputs: Properties


@dataclass(frozen=True)
class LeftOut:
    """An object that no program can declare as it is.

    Attributes:
        kind: Its kind, such as ``cloudconnexa.User``.
        id: Its id.
        reason: Why.
    """

    kind: str
    id: str
    reason: str


def system(
    source: System, step: Step, undecided: Undecided, without: Collection[str] = ()
) -> tuple[list[Found], list[LeftOut]]:
    """All objects of a system.

    Args:
        source: The system.
        step: Shows the progress.
        undecided: Counts each object that is not written because nothing is known to be set on it.
        without: Kinds that are left out, such as ``calix.Vlan``.

    Raises:
        IspError: The system cannot be read; the message says where.
    """
    found: list[Found] = []
    left: list[LeftOut] = []
    for _, objects, unusable in _listed(source, step, undecided, without):
        found += objects
        left += unusable
    return list(_alone(found, left)), left


def parts(
    source: System, step: Step, undecided: Undecided, without: Collection[str] = ()
) -> Iterator[tuple[list[Found], list[LeftOut]]]:
    """All objects of a system, part by part. The client forgets a part when the next one begins.

    Args:
        source: The system.
        step: Shows the progress.
        undecided: Counts each object that is not written because nothing is known to be set on it.
        without: Kinds that are left out, such as ``calix.Vlan``.

    Raises:
        IspError: The system cannot be read; the message says where.
    """
    for place, group in groupby(_listed(source, step, undecided, without), key=itemgetter(0)):
        found: list[Found] = []
        left: list[LeftOut] = []
        for _, objects, unusable in group:
            found += objects
            left += unusable
        yield list(_alone(found, left)), left
        del found, left
        source.forget(place)


def _listed(
    source: System, step: Step, undecided: Undecided, without: Collection[str]
) -> Iterator[tuple[str, list[Found], list[LeftOut]]]:
    """Each listing: the part of the system, its objects, and the objects that are left out."""
    connection = source.settings.connection
    own = {} if connection == DEFAULT_CONNECTION else {"connection": connection}
    for place, kind in source.listings(step, without):
        found: list[Found] = []
        left: list[LeftOut] = []
        for model in _models(source, place, kind):
            id_ = kind.identify(model)
            standing = kind.undecided(model)
            if standing is not None:
                undecided.note(name_of(kind), id_, standing)
                continue
            inputs, problems = kind.to_declare(model)
            if problems:
                left.append(LeftOut(name_of(kind), id_, "; ".join(problems)))
            else:
                found.append(Found(kind, id_, place, {**inputs, **own}))
        yield place, found, left


def _models(source: System, place: str, kind: Definition[Any, Any]) -> Iterator[Any]:
    try:
        yield from kind.listed(source.client, place)
    except IspError as error:
        if place:
            error.add_hint("To leave it out, name the other shelves: --shelf NAME.")
        raise


def name_of(kind: Definition[Any, Any]) -> str:
    """A kind for people, as in a program: ``calix.Ont``."""
    return f"{kind.vendor}.{kind.kind}"


def _alone(found: Iterable[Found], left: list[LeftOut]) -> Iterator[Found]:
    """The objects with a natural key of their own. `up` would refuse two objects with the same one."""
    keys = [
        (each, [f"{name_of(each.kind)} {key}" for key in each.kind.natural_keys(each.inputs)])
        for each in found
    ]
    held = Counter(key for _, own in keys for key in own)
    for each, own in keys:
        shared = [key for key in own if held[key] > 1]
        if shared:
            reason = f"another one has the same: {shared[0].partition(' ')[2]}"
            left.append(LeftOut(name_of(each.kind), each.id, reason))
        else:
            yield each
