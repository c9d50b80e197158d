"""Declarations of the questions that programs may ask. Each gives a data source and its documentation.

A question is asked through a :class:`Source`. Its answer is one row or several: plain values by name.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from inspect import cleandoc
from typing import Any, Final, Generic, Protocol, TypeVar

from marshmallow import ValidationError as Refusal

from ..errors import AmbiguousError, NotFoundError, ValidationError
from .lifecycle import Lifecycle
from .names import few, noun_of
from .properties import Computed, Items, ListOf, Property, Text, properties_of
from .records import Properties
from .registry import Client
from .snapshot import Snapshot

T = TypeVar("T")
ClientT = TypeVar("ClientT", bound=Client)

Row = Mapping[str, Any]

_NAMED: Final = 8
"""Maximum number of ids or names in a message."""


class Source(Generic[ClientT]):
    """One system, for the questions of one run.

    Args:
        client: The vendor's client.
        lifetime: Seconds for which answers are kept that the client does not keep itself.
        clock: Monotonic seconds.
    """

    def __init__(
        self, client: ClientT, *, lifetime: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.client = client
        self._lifetime = lifetime
        self._clock = clock
        self._lock = threading.Lock()
        self._answers: dict[Hashable, Snapshot[Any]] = {}

    def once(self, question: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a question, which is sent once, even if many threads ask it."""
        (answer,) = self.listing(question, lambda: [("", ask())]).values()
        return answer

    def listing(self, question: Hashable, ask: Callable[[], Iterable[tuple[str, T]]]) -> Snapshot[T]:
        """The same for many objects by key, such as their id. It is sent with the first read."""
        with self._lock:
            if question not in self._answers:
                self._answers[question] = Snapshot(ask, lifetime=self._lifetime, clock=self._clock)
            return self._answers[question]

    def close(self) -> None:
        """Log out and close the connections."""
        self.client.close()


@dataclass(frozen=True, kw_only=True)
class Argument:
    """An argument of a question.

    Attributes:
        about: What it is for.
        takes: Its type, as Python source.
        default: Its value if left out.
    """

    about: str
    takes: str = "str"
    default: Any = None


@dataclass(frozen=True)
class Columns:
    """The values of a row.

    Attributes:
        name: Name of its class in a program.
        about: The meaning of a row.
        outputs: Its values by name.
    """

    name: str
    about: str
    outputs: Mapping[str, Computed]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One data source.

    Attributes:
        name: Its name, such as ``get_network``.
        kind: What it asks for, such as ``network``; the questions of one kind are in one file.
        about: Description for people; the first sentence is also used alone.
        arguments: Its arguments, apart from the connection.
        columns: The values of a row.
        many: The name of the list of rows; None if there is exactly one row.
        answer: Returns the row or the rows. It gets every argument, None if left out.
    """

    name: str
    kind: str
    about: str
    arguments: Mapping[str, Argument]
    columns: Columns
    many: str | None = None
    answer: Callable[..., Any]


class Listed(Protocol):
    """A listing that can be renewed."""

    def now(self) -> float:
        """The time on the clock that its age is measured with."""

    def renew(self, since: float) -> bool:
        """Forget a listing begun before that time. Return whether the next read lists again."""


def one_of(
    look: Callable[[], Sequence[T]],
    listings: Sequence[Listed],
    *,
    noun: str,
    wanted: Mapping[str, Any],
    called: Callable[[T], str],
    there: Callable[[], Iterable[str]],
    hint: str,
) -> T:
    """The one object that a question is about.

    A program may ask for an object that it has just made. So an object is only missing if it is not in a
    listing that was begun after the question.

    Args:
        look: Returns all objects that match.
        listings: The listings that it uses.
        noun: The noun for such an object.
        wanted: The wanted values, by property; the last one is the most specific.
        called: Returns the id of an object.
        there: Returns the last property's values of all existing objects, for the message.
        hint: How to ask for one of several.

    Raises:
        NotFoundError: There is none.
        AmbiguousError: There are several.
    """
    asked_at = [each.now() for each in listings]
    found = look()
    if not found and [each for each, since in zip(listings, asked_at, strict=True) if each.renew(since)]:
        found = look()
    if len(found) == 1:
        return found[0]
    asked = " and ".join(f"{name} {value!r}" for name, value in wanted.items())
    if found:
        ids = few([called(each) for each in found], _NAMED)
        raise AmbiguousError(f"There are {len(found)} {noun}s with {asked}: {ids}", hint=hint)
    names = sorted(set(there()))
    nearest = get_close_matches(str([*wanted.values()][-1]), names, n=1)
    if nearest:
        what = f"Correct it in the program; did you mean {nearest[0]}?"
    elif names:
        what = f"Correct it in the program; there are {few(names, _NAMED)}."
    else:
        what = f"There is no {noun} at all. See that the connection leads to the right system."
    raise NotFoundError(f"There is no {noun} with {asked}", hint=what)


def by_id(listing: Snapshot[T], id_: object, *, noun: str, called: Callable[[T], str]) -> T:
    """The object with an id, from a listing by id.

    Args:
        listing: The listing.
        id_: The id.
        noun: The noun for such an object.
        called: Returns the id of an object.

    Raises:
        NotFoundError: There is none.
    """
    return one_of(
        lambda: [each for each in [listing.get(str(id_))] if each is not None],
        [listing],
        noun=noun,
        wanted={"id": id_},
        called=called,
        there=lambda: map(called, listing.values()),
        hint="",
    )


def value_of(declared: Property, name: str, value: Any) -> Any:
    """The value of an argument that is a property of a resource, as the resource would store it.

    Raises:
        ValidationError: The resource would refuse it.
    """
    try:
        return declared.deserialize(value)
    except Refusal as error:
        raise ValidationError(f"{name}: {'; '.join(map(str, error.messages))}") from None


def outputs_of(lifecycle: Lifecycle[Any, Any]) -> dict[str, Computed]:
    """The outputs of a kind of resource with their meaning, id first.

    Parts of the id are never None, nor are texts and lists, which are empty if the vendor has no value. Other
    outputs may be None, and so may a text without a known default.
    """
    found = {"id": Computed("The id, as the resource has it.")}
    for name, each in properties_of(lifecycle.schema).items():
        if not each.traits.local:
            is_text = isinstance(each, Text) and not each.traits.stays
            is_part = each.traits.part_of_id is not None
            always = each.required or is_part or is_text or isinstance(each, (ListOf, Items))
            found[name] = Computed(told(each), each.gives if always else f"{each.gives} | None")
    return {**found, **lifecycle.computed}


def told(declared: Property) -> str:
    """A property of an object at a vendor, as an output."""
    owner = declared.traits.refers_to
    if owner and declared.gives == "str":
        return f"The {noun_of(owner)}, by its id."
    if declared.traits.part_of_id is not None and not declared.required:
        # The default for a property that is not declared does not matter here.
        return declared.about.partition(";")[0].rstrip(".") + "."
    return declared.about


def row_of(lifecycle: Lifecycle[Any, Any], model: Any) -> Properties:
    """The row for an object: the outputs of its resource."""
    return {"id": lifecycle.identify(model), **lifecycle.describe(model)}


def columns_of(model: type[Any], *names: str, like: type[Any] | None = None) -> dict[str, Computed]:
    """Outputs for fields of a client's model, with their meaning from its documentation.

    Args:
        model: The model.
        names: The fields.
        like: Another model, whose documentation is used for fields that this one does not document.
    """
    said = {**dict(_attributes(like or model)), **dict(_attributes(model))}
    types = {each.name: str(each.type) for base in reversed(model.__mro__) for each in _fields(base)}
    return {
        name: Computed(said.get(name, ""), types[name].replace("tuple[str, ...]", "Sequence[str]"))
        for name in names
    }


def plain(model: Any, names: Iterable[str]) -> Properties:
    """Values of a client's model, as a program gets them."""
    values = {name: getattr(model, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _fields(model: type[Any]) -> tuple[Any, ...]:
    return fields(model) if "__dataclass_fields__" in vars(model) else ()


def _attributes(model: type[Any]) -> Iterator[tuple[str, str]]:
    for base in reversed(model.__mro__):
        section = cleandoc(base.__doc__ or "").partition("\nAttributes:\n")[2]
        for name, text in re.findall(r"^    (\w+): (.+(?:\n      .+)*)", section, re.MULTILINE):
            yield name, " ".join(text.split())
