"""What tests need to know of one kind of resource, and what its schema says of its properties."""

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
"""Every kind of resource that there is, as ``cloudconnexa.User``."""
SHARED = frozenset(properties_of(InputSchema))
"""The properties that all resources have."""
SHARED_BAD: Mapping[str, Any] = {"connection": "", "adopt_existing": "perhaps"}
"""A value that is refused for each of them."""


@dataclass(frozen=True)
class Of:
    """In a value: the id of an object of a specimen.

    Attributes:
        kind: The specimen.
        another: The object of its shortest declaration, not of the full one; what a specimen means that
            refers to its own kind.
    """

    kind: str
    another: bool = False


@dataclass(frozen=True)
class There:
    """In a value: the id of the first object in one of the simulator's collections."""

    collection: str


@dataclass(frozen=True)
class Drift:
    """What somebody changes at the vendor.

    Attributes:
        field: The vendor's own name for it; one inside of an object with a path to it (``config.port.0``).
        value: The vendor's own value, another one than ``full`` leads to.
        collection: Where it is a field of another object: the simulator's collection that this one is in.
        where: Field and value that tell this other object.
    """

    field: str
    value: object
    collection: str | None = None
    where: tuple[str, object] | None = None


@dataclass(frozen=True)
class Missing:
    """A value that names what is not there.

    Attributes:
        value: What the program writes for the property.
        says: What the refusal says.
    """

    value: Any
    says: str


@dataclass(frozen=True)
class Fault:
    """A life for the table of faults.

    Attributes:
        declared: What is declared.
        edited: What is declared otherwise later. Each of its texts can be found at the vendor afterwards.
        found: The simulator's collection, and the field and value that tell our object in it.
    """

    declared: Mapping[str, Any]
    edited: Mapping[str, Any]
    found: tuple[str, str, object]


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """One kind of resource. Values may refer to other objects: :class:`Of`, :class:`There`.

    Attributes:
        kind: Its name, as in ``cloudconnexa.User``.
        collection: The simulator's name for the collection that its objects are in.
        least: The shortest declaration.
        full: A declaration of all properties but those of :data:`SHARED`, of another object; the one that
            other specimens refer to. Each text in it can be told from all others, and one holds the word
            "field".
        changed: Other values for some properties of ``full`` that can be changed in place. One holds "field".
        replaced: Other values for some properties of ``full`` that mean a new object.
        outputs: What the vendor is known to assign to an object.
        lives: What to live through, by name.
        drift: For each property that can be changed in place, how somebody changes it at the vendor.
        bad: By path (as in ``routes[0].subnet``), a value of its property that is refused with this path;
            the same one for all paths of a property. There is one for each property.
        missing: By path, in the same way, a value of its property that names what is not there.
        faults: Lives for the table of faults, by name.
        key: The simulator's key of an object by the object's id, where it is another one.
        writes: The simulator's names for create, update and delete, where they are not made of the
            collection's.
        many: What the n-th of many declares otherwise than ``least``, so that all can stand side by side;
            it refers to the n-th of the others.
        given_away: For what proves which object it is and cannot be changed in place: what stands at the
            vendor once somebody else has got its number.
        may_stand_twice: The vendor is not known to refuse a second object under the same natural key, and the
            simulator takes it.
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
        """Its class in the provider."""
        return FRONTS[self.kind]

    @property
    def operations(self) -> tuple[str, str, str]:
        """The simulator's names for create, update and delete."""
        create, update, delete = (f"{self.collection}.{verb}" for verb in ("create", "update", "delete"))
        return self.writes or (create, update, delete)

    @property
    def refers_to(self) -> set[str]:
        """The kinds of what it refers to; its own may be one of them."""
        return {reference.kind for reference in self._references}

    @property
    def refers_to_another(self) -> set[str]:
        """The kinds of which it wants another object beside the full one."""
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
        """The texts of ``full`` that can be told from whatever else there is."""
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
        """Whether a system has one such object, which is there as long as the system is."""
        return self.front.lifecycle.is_only_one

    def numbered(self, number: int) -> dict[str, Any]:
        """The shortest declaration of the n-th of many."""
        return {**self.least, **self.many(number)}

    @property
    def all_bad(self) -> dict[str, Any]:
        """A declaration in which nothing is right."""
        return {property_of(path): value for path, value in {**self.bad, **SHARED_BAD}.items()}

    @property
    def all_missing(self) -> dict[str, Any]:
        """What ``full`` is changed to where nothing that it names is there."""
        return {property_of(path): missing.value for path, missing in self.missing.items()}


def put_in(value: Any, found: Callable[[Of | There], Any]) -> Any:
    """A value, with something else in the place of each reference."""
    if isinstance(value, (Of, There)):
        return found(value)
    if isinstance(value, Mapping):
        return {name: put_in(inner, found) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [put_in(inner, found) for inner in value]
    return value


def resource_class(kind: str) -> type[Any]:
    """What a program calls to declare one."""
    vendor, _, name = kind.partition(".")
    found: type[Any] = getattr(import_module(f"pulumi_isp.{vendor}"), name)
    return found


def property_of(path: str) -> str:
    """``routes[0].subnet`` -> ``routes``."""
    return re.split(r"[.\[]", path)[0]


def properties(kind: str) -> dict[str, Property]:
    """The properties of its own that a kind of resource has, as it declares them."""
    declared = properties_of(FRONTS[kind].lifecycle.schema)
    return {name: each for name, each in declared.items() if name not in SHARED}


def too_new(kind: str, release: str) -> set[str]:
    """Those that came with a later release of the vendor's; a life in this one is lived without them."""
    since = {name: each.traits.since for name, each in properties(kind).items() if release}
    return {name for name, each in since.items() if each and RELEASES.index(each) > RELEASES.index(release)}


def required(kind: str) -> set[str]:
    """Those that must be declared."""
    return {name for name, each in properties(kind).items() if each.required}


def replacing(kind: str) -> set[str]:
    """Those whose change means a new object."""
    return {name for name, each in properties(kind).items() if each.traits.replaces}


def changeable(kind: str) -> set[str]:
    """Those that the vendor lets change in place, and so somebody could change as well."""
    traits = {name: each.traits for name, each in properties(kind).items()}
    return {name for name, each in traits.items() if not each.local and not each.replaces}
