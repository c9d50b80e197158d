"""What programs may ask of a system, as declarations: from each follow a data source and its documentation.

A question is asked over a :class:`Source`; its answer is one row or several, as plain values by name.
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
"""How many ids or names a message lists."""


class Source(Generic[ClientT]):
    """One system, as the questions of one run see it.

    Args:
        client: The vendor's client.
        lifetime: Seconds for which an answer is good that the client itself does not keep.
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
        """The answer to a question that is asked once, however many threads are after it.

        Args:
            question: What is asked.
            ask: Asks it.
        """
        (answer,) = self.listing(question, lambda: [("", ask())]).values()
        return answer

    def listing(self, question: Hashable, ask: Callable[[], Iterable[tuple[str, T]]]) -> Snapshot[T]:
        """The same for many objects by key, such as their id; nothing is asked before somebody reads it."""
        with self._lock:
            if question not in self._answers:
                self._answers[question] = Snapshot(ask, lifetime=self._lifetime, clock=self._clock)
            return self._answers[question]

    def close(self) -> None:
        """Log out and give back connections."""
        self.client.close()


@dataclass(frozen=True, kw_only=True)
class Argument:
    """What a question takes.

    Attributes:
        about: What it is for.
        takes: Its type, as Python writes it.
        default: What it is where it is left out.
    """

    about: str
    takes: str = "str"
    default: Any = None


@dataclass(frozen=True)
class Columns:
    """What a row has.

    Attributes:
        name: Name of its class in a program.
        about: What a row stands for.
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
        kind: What it asks for, such as ``network``; questions of one kind stand in one file.
        about: What it gives, and what is to be known of it; the first sentence stands alone.
        arguments: What it takes beside the connection.
        columns: What a row has.
        many: Under which name the rows are; None where there is exactly one row.
        answer: Gives the row or the rows; every argument is there, None where it was left out.
    """

    name: str
    kind: str
    about: str
    arguments: Mapping[str, Argument]
    columns: Columns
    many: str | None = None
    answer: Callable[..., Any]


class Listed(Protocol):
    """A listing that can be made anew."""

    def now(self) -> float:
        """The time by which its age is told."""

    def renew(self, since: float) -> bool:
        """Forget it if it was begun before that time; whether the next read lists again."""


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
    """The one object that is asked for.

    A program may ask for what it has just made. So an object counts as missing only if it is not in a listing
    that was begun after the question.

    Args:
        look: Gives all that fit.
        listings: Where it looks.
        noun: What such an object is called.
        wanted: What is asked for, by property; the last one tells most.
        called: An object's id.
        there: What the last property is of the objects that there are.
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
    """The one object with an id, from a listing that has them by id.

    Args:
        listing: Where it looks.
        id_: The id.
        noun: What such an object is called.
        called: An object's id.

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
    """An argument that is a property of a resource, as the resource would store it.

    Raises:
        ValidationError: The resource would refuse it.
    """
    try:
        return declared.deserialize(value)
    except Refusal as error:
        raise ValidationError(f"{name}: {'; '.join(map(str, error.messages))}") from None


def outputs_of(lifecycle: Lifecycle[Any, Any]) -> dict[str, Computed]:
    """What a resource of a kind has, and what it means, its id first.

    Parts of the id are always there, and so are text and lists, empty where the vendor holds nothing.
    Anything else may be None, and so may a text of which no default is known.
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
    """What a property of an object that stands at a vendor is."""
    owner = declared.traits.refers_to
    if owner and declared.gives == "str":
        return f"The {noun_of(owner)}, by its id."
    if declared.traits.part_of_id is not None and not declared.required:
        # Which one it is where none is declared is no matter any more.
        return declared.about.partition(";")[0].rstrip(".") + "."
    return declared.about


def row_of(lifecycle: Lifecycle[Any, Any], model: Any) -> Properties:
    """An object of a vendor as a resource has it."""
    return {"id": lifecycle.identify(model), **lifecycle.describe(model)}


def columns_of(model: type[Any], *names: str, like: type[Any] | None = None) -> dict[str, Computed]:
    """What objects of a client's model have, and what it means: from its fields and its documentation.

    Args:
        model: The model.
        names: The fields.
        like: Another model, which documents what this one does not.
    """
    said = {**dict(_attributes(like or model)), **dict(_attributes(model))}
    types = {each.name: str(each.type) for base in reversed(model.__mro__) for each in _fields(base)}
    return {
        name: Computed(said.get(name, ""), types[name].replace("tuple[str, ...]", "Sequence[str]"))
        for name in names
    }


def plain(model: Any, names: Iterable[str]) -> Properties:
    """The values of a client's model, as a program has them."""
    values = {name: getattr(model, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _fields(model: type[Any]) -> tuple[Any, ...]:
    return fields(model) if "__dataclass_fields__" in vars(model) else ()


def _attributes(model: type[Any]) -> Iterator[tuple[str, str]]:
    for base in reversed(model.__mro__):
        section = cleandoc(base.__doc__ or "").partition("\nAttributes:\n")[2]
        for name, text in re.findall(r"^    (\w+): (.+(?:\n      .+)*)", section, re.MULTILINE):
            yield name, " ".join(text.split())
