"""The data of one kind of resource for tests, and facts from its schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from pulumi_isp_provider.cloudconnexa.releases import RELEASES
from pulumi_isp_provider.core.properties import Choice, InputSchema, Property, properties_of
from pulumi_isp_provider.dynamic import PROVIDERS, LifecycleProvider

from .lives import Life

FRONTS: dict[str, type[LifecycleProvider]] = {str(front.resource): front for front in PROVIDERS}
"""All kinds of resources, as in ``cloudconnexa.User``."""
SHARED = frozenset(properties_of(InputSchema))
"""The properties that all resources have."""
SHARED_BAD: Mapping[str, Any] = {"connection": "", "adopt_existing": "perhaps"}
"""For each of them a value that is refused."""


@dataclass(frozen=True)
class Of:
    """A reference in a value: the id of an object of a specimen.

    Attributes:
        kind: The specimen.
        another: The object of the shortest declaration instead of the full one. A specimen that refers to
            its own kind uses this.
    """

    kind: str
    another: bool = False


@dataclass(frozen=True)
class There:
    """A reference in a value: the id of the first object in a collection of the simulator."""

    collection: str


@dataclass(frozen=True)
class Drift:
    """A change at the vendor.

    Attributes:
        field: The vendor's name of the field, or a path in the object (``config.port.0``).
        value: The new value in the vendor's form; different from the one of ``full``.
        collection: The simulator's collection, if the field is in another object.
        where: Field and value that identify this other object.
    """

    field: str
    value: object
    collection: str | None = None
    where: tuple[str, object] | None = None


@dataclass(frozen=True)
class Missing:
    """A value that refers to a missing object.

    Attributes:
        value: The property's value in the program.
        says: The text of the refusal.
    """

    value: Any
    says: str


@dataclass(frozen=True)
class Fault:
    """A life for the table of faults.

    Attributes:
        declared: The declaration.
        edited: Later values of some properties. Each text in it can be found at the vendor afterwards.
        found: The simulator's collection, and the field and value that identify the object in it.
    """

    declared: Mapping[str, Any]
    edited: Mapping[str, Any]
    found: tuple[str, str, object]


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """One kind of resource. Values may refer to other objects: :class:`Of`, :class:`There`.

    Attributes:
        kind: Its name, as in ``cloudconnexa.User``.
        collection: The simulator's name of the collection.
        least: The shortest declaration.
        full: A declaration of all properties except :data:`SHARED`, for another object. Other specimens
            refer to it. Each text in it is unique, and one contains the word "field".
        changed: Other values for properties of ``full`` that change in place. One contains "field".
        replaced: Other values for properties of ``full`` that mean a new object.
        outputs: Outputs that the vendor assigns.
        lives: Lives by name.
        drift: For each property that changes in place: a change of it at the vendor.
        bad: For each path (as in ``routes[0].subnet``) a value of its property that is refused with this
            path; all paths of a property have the same value. Every property has one.
        missing: For paths, in the same way, a value of the property that refers to a missing object.
        faults: Lives for the table of faults, by name.
        key: Returns the simulator's key for an object's id, if they differ.
        writes: The simulator's names for create, update and delete, if they do not follow from the
            collection's name.
        many: Returns the values of the n-th of many objects that differ from ``least``, so that all can
            exist; it refers to the n-th of the others.
        given_away: For proofs that cannot change in place: their values at the vendor after another object
            has got the number.
        may_stand_twice: It is not known whether the vendor refuses a second object with the same natural key,
            and the simulator accepts it.
    """

    kind: str
    collection: str
    least: Mapping[str, Any]
    full: Mapping[str, Any]
    changed: Mapping[str, Any]
    replaced: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    lives: Mapping[str, Life]
    drift: Mapping[str, Drift]
    bad: Mapping[str, Any]
    missing: Mapping[str, Missing] = field(default_factory=dict)
    faults: Mapping[str, Fault]
    key: Callable[[str], str] = str
    writes: tuple[str, str, str] | None = None
    many: Callable[[int], Mapping[str, Any]] = field(default=lambda number: {"name": f"n-{number}"})
    given_away: Mapping[str, Drift] = field(default_factory=dict)
    may_stand_twice: bool = False

    @property
    def vendor(self) -> str:
        """The vendor, as in ``cloudconnexa``."""
        return self.kind.partition(".")[0]

    @property
    def front(self) -> type[LifecycleProvider]:
        """Its provider class."""
        return FRONTS[self.kind]

    @property
    def operations(self) -> tuple[str, str, str]:
        """The simulator's names for create, update and delete."""
        create, update, delete = (f"{self.collection}.{verb}" for verb in ("create", "update", "delete"))
        return self.writes or (create, update, delete)

    @property
    def refers_to(self) -> set[str]:
        """The kinds that it refers to; its own may be one of them."""
        return {reference.kind for reference in self._references}

    @property
    def refers_to_another(self) -> set[str]:
        """The kinds of which it needs another object in addition to the full one."""
        return {each.kind for each in self._references if each.another}

    @property
    def _references(self) -> set[Of]:
        found: set[Of] = set()

        def note(reference: Of | There) -> None:
            if isinstance(reference, Of):
                found.add(reference)

        put_in([self.least, self.full, self.replaced], note)
        return found

    @property
    def texts(self) -> dict[str, str]:
        """The unique texts of ``full``."""
        known = properties(self.kind)
        found = {
            name: value for name, value in self.full.items() if isinstance(value, str) and len(value) > 4
        }
        return {
            name: value
            for name, value in found.items()
            if not isinstance(known[name], Choice) and name != "vpn_region_id"
        }

    @property
    def is_only_one(self) -> bool:
        """Whether a system has one such object, which exists as long as the system does."""
        return self.front.lifecycle.is_only_one

    def numbered(self, number: int) -> dict[str, Any]:
        """The shortest declaration of the n-th of many."""
        return {**self.least, **self.many(number)}

    @property
    def all_bad(self) -> dict[str, Any]:
        """A declaration with a wrong value for every property."""
        return {property_of(path): value for path, value in {**self.bad, **SHARED_BAD}.items()}

    @property
    def all_missing(self) -> dict[str, Any]:
        """The changes of ``full`` that make every reference point to a missing object."""
        return {property_of(path): missing.value for path, missing in self.missing.items()}


def put_in(value: Any, found: Callable[[Of | There], Any]) -> Any:
    """A value with each reference replaced."""
    if isinstance(value, (Of, There)):
        return found(value)
    if isinstance(value, Mapping):
        return {name: put_in(inner, found) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [put_in(inner, found) for inner in value]
    return value


def resource_class(kind: str) -> type[Any]:
    """The class in the program's package."""
    vendor, _, name = kind.partition(".")
    found: type[Any] = getattr(import_module(f"pulumi_isp.{vendor}"), name)
    return found


def property_of(path: str) -> str:
    """``routes[0].subnet`` -> ``routes``."""
    return re.split(r"[.\[]", path)[0]


def properties(kind: str) -> dict[str, Property]:
    """The properties of a kind of resource, without :data:`SHARED`."""
    declared = properties_of(FRONTS[kind].lifecycle.schema)
    return {name: each for name, each in declared.items() if name not in SHARED}


def too_new(kind: str, release: str) -> set[str]:
    """The properties that this release of the API does not have yet. Tests with this release omit them."""
    since = {name: each.traits.since for name, each in properties(kind).items() if release}
    return {name for name, each in since.items() if each and RELEASES.index(each) > RELEASES.index(release)}


def required(kind: str) -> set[str]:
    """The required properties."""
    return {name for name, each in properties(kind).items() if each.required}


def replacing(kind: str) -> set[str]:
    """The properties whose change means a new object."""
    return {name for name, each in properties(kind).items() if each.traits.replaces}


def changeable(kind: str) -> set[str]:
    """The properties that can change in place, so people can change them at the vendor too."""
    traits = {name: each.traits for name, each in properties(kind).items()}
    return {name for name, each in traits.items() if not each.local and not each.replaces}
