"""Compares known and declared properties, by their traits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from .names import few
from .properties import InputSchema, Items, properties_of
from .records import Properties
from .schema import has_unknown


class Change(NamedTuple):
    """A property whose known value differs from the declared one."""

    path: str
    kind: Literal["add", "update", "delete"]
    replace: bool


class Comparison:
    """Compares the properties of one kind of resource."""

    def __init__(self, schema: type[InputSchema]) -> None:
        self.properties = properties_of(schema)

    def names(self) -> tuple[str, ...]:
        """Every input."""
        return tuple(self.properties)

    def is_local(self, name: str) -> bool:
        """Whether the vendor does not know an input."""
        return self.properties[name].traits.local

    def changes(
        self, olds: Mapping[str, Any], news: Mapping[str, Any], *, declared_only: bool = False
    ) -> Iterator[Change]:
        """Every property that differs.

        Args:
            olds: The known properties.
            news: The declared properties.
            declared_only: Leave out properties that are not declared, and those that the vendor does not
                know.
        """
        for name, declared in self.properties.items():
            old, new = olds.get(name), news.get(name)
            if type(old) is type(new) and type(old) in _PLAIN and old == new:
                continue  # so it is with nearly all of them, in nearly all runs
            traits = declared.traits
            if traits.local:
                if declared_only or traits.create_only:
                    continue
                old = traits.left_out if old is None else old
            if new is None and (declared_only or traits.stays):
                continue
            if self.same(name, old, traits.left_out if new is None else new):
                continue
            if new is None and old is None:
                continue  # never declared: not changed
            kind: Literal["add", "update", "delete"] = "add" if is_empty(old) else "update"
            yield Change(name, "delete" if new is None else kind, traits.replaces)

    def same(self, name: str, old: Any, new: Any) -> bool:
        """Whether two values of a property mean the same."""
        if has_unknown(new):
            return False
        if is_empty(old) or is_empty(new):
            return is_empty(old) and is_empty(new)
        return bool(self.canonical(name, old) == self.canonical(name, new))

    def canonical(self, name: str, value: Any) -> Any:
        """The form of a value that is compared."""
        canonical = self.properties[name].traits.canonical
        return canonical(value) if canonical else value

    def told(
        self,
        changes: Iterable[Change],
        olds: Mapping[str, Any],
        inputs: Properties,
        secrets: frozenset[str],
        kept: Collection[tuple[str, str]] = (),
    ) -> Iterator[str]:
        """The changes in lists, item by item. A plan compares by position and so shows too many changes.

        Args:
            changes: The properties that differ.
            olds: The known properties.
            inputs: The declared properties.
            secrets: Properties whose values are not shown.
            kept: Property and key of items that are no longer declared here, but stay.
        """
        for name in (change.path for change in changes):
            field, news = self.properties[name], inputs.get(name)
            if not isinstance(field, Items) or has_unknown(news):
                continue
            steps = field.steps(olds.get(name), news)
            left = [key for key in steps["deletes"] if (name, key) in kept]
            steps["deletes"] = [key for key in steps["deletes"] if key not in left]
            words = [
                f"{verb} {len(keys) if name in secrets else few(keys, _MOST_NAMED)}"
                for verb, keys in steps.items()
                if keys
            ]
            if left:
                words.append(
                    f"leaves {len(left) if name in secrets else few(left, _MOST_NAMED)} to another resource"
                )
            yield f"{name}: {'; '.join(words)}"

    def texts(self, name: str, value: Any) -> Iterator[str]:
        """Every text and number in a value of a property, in all spellings that the vendor may use."""
        yield from _texts(value)
        if not has_unknown(value):
            yield from _texts(self.canonical(name, value))
        spellings = self.properties[name].traits.spellings
        if spellings and isinstance(value, str):
            yield from spellings(value)

    def as_declared(self, name: str, seen: Any, declared: Any) -> Any:
        """The vendor's value; if it means the same as the declared one, the declared one."""
        if declared is None:
            return seen
        read_back = self.properties[name].traits.read_back
        expected = read_back(declared) if read_back else declared
        return declared if self.same(name, seen, declared) or self.same(name, seen, expected) else seen

    def declared_part(self, name: str, seen: Any, declared: Any) -> Any:
        """The declared items of a list; of other properties the vendor's whole value."""
        field = self.properties[name]
        if isinstance(field, Items) and declared is not None:
            return field.declared_part(seen or [], declared)
        return seen

    def to_change(self, changes: Iterable[Change], olds: Mapping[str, Any], inputs: Properties) -> Properties:
        """The values to send, by property; for one that is no longer declared, what it is reset to."""
        changed = {}
        for name in (change.path for change in changes if not self.is_local(change.path)):
            field = self.properties[name]
            if isinstance(field, Items):
                changed[name] = field.changes(olds.get(name), inputs.get(name))
            else:
                changed[name] = inputs.get(name, field.traits.left_out)
        return changed

    def shown(
        self, changes: Iterable[Change], seen: Mapping[str, Any], inputs: Properties, secrets: frozenset[str]
    ) -> str:
        """Differences for people, with both values unless they are secret."""
        return "; ".join(
            f"{change.path} (there {_value(change.path, seen.get(change.path), secrets)}, "
            f"here {_value(change.path, inputs.get(change.path), secrets)})"
            for change in changes
        )


def is_empty(value: Any) -> bool:
    """Whether a value of a vendor is empty."""
    return value is None or value == "" or value == []


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case bool():
            pass  # a bool reveals nothing
        case int() | float():
            yield str(int(value) if float(value).is_integer() else value)
        case Mapping():
            for each in value.values():
                yield from _texts(each)
        case list() | tuple():
            for each in value:
                yield from _texts(each)


def _value(name: str, value: Any, secrets: frozenset[str]) -> str:
    if name in secrets:
        return "[secret]"
    if is_empty(value):
        return "nothing"
    if has_unknown(value):
        return "not known yet"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


_PLAIN = frozenset({str, int, float, bool, type(None)})
"""What is the same if it is equal, whatever the property; UNKNOWN is none of them."""
_MOST_NAMED = 20
"""Maximum number of items of a list in a text."""
_LONGEST_SHOWN = 200
"""Maximum number of characters of a value in a text."""
