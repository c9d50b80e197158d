"""A vendor in memory that uses numbers again, and two kinds of resources for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.properties import Computed, Identifier, InputSchema, Text
from pulumi_isp_provider.core.records import Properties, Record
from pulumi_isp_provider.errors import AlreadyExistsError, NotFoundError


@dataclass(frozen=True)
class Line:
    """One object.

    Attributes:
        number: Its number; a later line may have the same one.
        key: Its key; unique among the present lines.
        note: Any text.
        ours: Whether the program has made it. Otherwise it is another customer's.
        made: Its serial number, which no other line ever has.
    """

    number: str
    key: str
    note: str = ""
    ours: bool = True
    made: int = 0


def _nothing(_step: str, _line: Line | None) -> None:
    pass


@dataclass
class Exchange:
    """Refuses a second line with the same key, and assigns the lowest free number.

    Attributes:
        lines: The lines by number.
        at: Called at each step of the product: ``find``, ``make``, ``change`` and ``destroy`` before
            the effect; ``found``, ``made``, ``changed`` and ``destroyed`` after it.
    """

    lines: dict[str, Line] = field(default_factory=dict)
    at: Callable[[str, Line | None], None] = _nothing
    _made: int = 0

    def add(self, key: str, note: str = "", number: str | None = None, *, ours: bool = True) -> Line:
        """Add a line.

        Raises:
            AlreadyExistsError: Its number or key is taken.
        """
        if number in self.lines or self.by_key(key):
            raise AlreadyExistsError("line exists")
        self._made += 1
        number = number or next(str(n) for n in range(1, 99) if str(n) not in self.lines)
        line = self.lines[number] = Line(number, key, note, ours, self._made)
        return line

    def by_key(self, key: str) -> Line | None:
        return next((line for line in self.lines.values() if line.key == key), None)


class _Lines(Lifecycle[Exchange, Line]):
    vendor = "test"
    computed: ClassVar = {"made": Computed("How many were made before.", "int")}

    def find(self, client: Exchange, inputs: Properties, *, shared: bool = False) -> Line | None:
        client.at("find", None)
        line = self.found(client, inputs)
        client.at("found", line)
        return line

    def found(self, client: Exchange, inputs: Properties) -> Line | None:
        return client.by_key(inputs["key"])

    def make(self, client: Exchange, inputs: Properties) -> Line:
        client.at("make", None)
        line = client.add(inputs["key"], inputs.get("note", ""), inputs.get("number"))
        client.at("made", line)
        return line

    def fetch(self, client: Exchange, id_: str) -> Line | None:
        return client.lines.get(id_)

    def listed(self, client: Exchange, place: str) -> list[Line]:
        return list(client.lines.values())

    def change(self, client: Exchange, id_: str, inputs: Properties, changed: Properties) -> Line:
        client.at("change", client.lines.get(id_))
        if id_ not in client.lines:
            raise NotFoundError("no such line")
        holder = client.by_key(changed["key"]) if "key" in changed else None
        if holder and holder.number != id_:
            raise AlreadyExistsError("line exists")
        known: dict[str, Any] = {name: "" if value is None else value for name, value in changed.items()}
        line = client.lines[id_] = replace(client.lines[id_], **known)
        client.at("changed", line)
        return line

    def destroy(self, client: Exchange, id_: str, state: Mapping[str, Any]) -> None:
        client.at("destroy", client.lines.get(id_))
        if id_ not in client.lines:
            raise NotFoundError("no such line")
        client.at("destroyed", client.lines.pop(id_))

    def identify(self, model: Line) -> str:
        return model.number


class PortInputs(InputSchema):
    key = Text(required=True, replaces=True)
    note = Text()


class PortLifecycle(_Lines):
    """A line with a key and without a proof: its number may mean another line later.

    Args:
        beside: Whether a replacement can make the new line while the old one exists.
        looks: Whether create looks for the line before it makes one.
    """

    kind = "Port"
    schema = PortInputs
    natural_key = ("key",)

    def __init__(self, *, beside: bool = False, looks: bool = False) -> None:
        super().__init__()
        self._beside, self._looks = beside, looks

    def looks_first(self, inputs: Properties) -> bool:
        return self._looks

    def coexist(self, olds: Properties, news: Properties) -> bool:
        return self._beside and olds.get("key") != news.get("key")

    def describe(self, model: Line) -> Properties:
        return {"key": model.key, "note": model.note, "made": model.made}


class TerminalInputs(InputSchema):
    key = Text(required=True)
    number = Identifier(replaces=True, stays=True)
    note = Text()


class TerminalLifecycle(_Lines):
    """Like an ONT: found by its key, which is its proof, or by a declared number."""

    kind = "Terminal"
    schema = TerminalInputs
    natural_key = ("key",)
    references = frozenset({"key"})

    def looks_first(self, inputs: Properties) -> bool:
        return "number" not in inputs

    def coexist(self, olds: Properties, news: Properties) -> bool:
        return olds.get("key") != news.get("key")

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        return {"number": id_}

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        return (f"{name} {inputs[name]}" for name in ("key", "number") if inputs.get(name))

    def witnesses(self, properties: Mapping[str, Any]) -> tuple[str, ...]:
        return ("key",) if properties.get("key") else ()

    def locate(self, client: Exchange, record: Record, *, shared: bool = False) -> Line | None:
        if "number" in record.properties or "key" not in record.mark.witness:
            return self.fetch(client, record.id)
        return client.by_key(record.mark.witness["key"])

    def obstacles(self, client: Exchange, inputs: Properties, own: Record | None) -> Iterator[str]:
        holders = (client.lines.get(inputs.get("number", "")), client.by_key(inputs["key"]))
        for name, holder in zip(("number", "key"), holders, strict=True):
            if holder and not (own and own.id == holder.number):
                yield f"{name}: it is that of {holder.number}"

    def found(self, client: Exchange, inputs: Properties) -> Line | None:
        if "number" in inputs:
            return client.lines.get(inputs["number"])
        return client.by_key(inputs["key"])

    def describe(self, model: Line) -> Properties:
        return {"key": model.key, "number": model.number, "note": model.note, "made": model.made}
