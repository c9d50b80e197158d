"""The engine's names of resources, in parts, and where a state has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

ROOT: Final = "pulumi:pulumi:Stack"
"""The type of the resource that stands for the stack itself."""
PROVIDERS: Final = "pulumi:providers:"
"""What the types of providers begin with."""
_ONE: Final = ("deletedWith", "viewOf")
_MANY: Final = ("dependencies", "replaceWith")


@dataclass(frozen=True)
class Urn:
    """A name.

    Attributes:
        stack: The stack's.
        project: The project's.
        types: The types of what the resource is in, and its own.
        name: The resource's name in the program.
    """

    stack: str
    project: str
    types: tuple[str, ...]
    name: str

    @classmethod
    def parse(cls, text: str) -> Urn:
        """A name in parts.

        Raises:
            ValueError: It is none.
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
    """The URN of an entry's provider; empty where it has none."""
    return str(entry.get("provider") or "").rpartition("::")[0]


def ties(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What an entry refers to, but for its parent and its provider: by what, and the URN."""
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
    """An entry whose ties lead elsewhere.

    Args:
        entry: The entry.
        to: The new URN for one; None where the tie goes.
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
    # The program says them anew, and those of today are names of another place.
    found.pop("aliases", None)
    return found


def new_provider(urn: str, id_: str, root: str) -> dict[str, Any]:
    """A provider as the engine writes one that knows no settings; the next `pulumi up` gives it those.

    Args:
        urn: Its name.
        id_: Its id.
        root: The name of the stack's own resource.
    """
    type_ = Urn.parse(urn).types[-1]
    return {"urn": urn, "custom": True, "id": id_, "type": type_, "parent": root}
