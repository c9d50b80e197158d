"""The engine's names of resources (URNs): their parts, and the places where a state has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

ROOT: Final = "pulumi:pulumi:Stack"
"""The type of the resource that stands for the stack itself."""
PROVIDERS: Final = "pulumi:providers:"
"""The prefix of the types of providers."""
_ONE: Final = ("deletedWith", "viewOf")
_MANY: Final = ("dependencies", "replaceWith")


@dataclass(frozen=True)
class Urn:
    """A URN in parts.

    Attributes:
        stack: The stack's name.
        project: The project's name.
        types: The types of the resource's parents, and its own.
        name: The resource's name in the program.
    """

    stack: str
    project: str
    types: tuple[str, ...]
    name: str

    @classmethod
    def parse(cls, text: str) -> Urn:
        """Split a URN.

        Raises:
            ValueError: The text is no URN.
        """
        stack, project, types, name = text.split("::", 3)
        head, _, own = stack.rpartition(":")
        if head != "urn:pulumi":
            raise ValueError("no URN")
        return cls(own, project, tuple(types.split("$")), name)

    def __str__(self) -> str:
        return f"urn:pulumi:{self.stack}::{self.project}::{'$'.join(self.types)}::{self.name}"


def is_root(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of a state is the stack itself."""
    return entry["type"] == ROOT and not entry.get("parent")


def is_provider(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of a state is a provider."""
    return str(entry["type"]).startswith(PROVIDERS)


def provider_of(entry: Mapping[str, Any]) -> str:
    """The URN of an entry's provider; empty if it has none."""
    return str(entry.get("provider") or "").rpartition("::")[0]


def ties(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The ties of an entry, without its parent and its provider: the sort of tie, and the other URN."""
    for name in _ONE:
        if entry.get(name):
            yield name, entry[name]
    for name in _MANY:
        for urn in entry.get(name) or ():
            yield name, urn
    for name, urns in (entry.get("propertyDependencies") or {}).items():
        for urn in urns or ():
            yield name, urn


def retied(entry: Mapping[str, Any], to: Callable[[str], str | None]) -> dict[str, Any]:
    """A copy of an entry with other ties.

    Args:
        entry: The entry.
        to: Gives the new URN for an old one; None cuts the tie.
    """
    found = dict(entry)

    def led(urns: Any) -> list[str]:
        return [new for each in urns or () if (new := to(each)) is not None]

    for name in _ONE:
        if found.get(name) and (new := to(found[name])) is not None:
            found[name] = new
        else:
            found.pop(name, None)
    for name in _MANY:
        if name in found:
            found[name] = led(found[name])
    if "propertyDependencies" in found:
        found["propertyDependencies"] = {
            name: led(urns) for name, urns in (found["propertyDependencies"] or {}).items()
        }
    # Its aliases are names in the old stack. The program sets them again.
    found.pop("aliases", None)
    return found


def new_provider(urn: str, id_: str, root: str) -> dict[str, Any]:
    """The entry of a provider without settings. The next `pulumi up` adds the settings.

    Args:
        urn: Its URN.
        id_: Its id.
        root: The URN of the stack's own resource.
    """
    type_ = Urn.parse(urn).types[-1]
    return {"urn": urn, "custom": True, "id": id_, "type": type_, "parent": root}
