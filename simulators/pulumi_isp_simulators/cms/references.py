"""References to other objects: their addresses, and attributes with references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .values import BadValue, JsonValue, Kind, Ref, Value, decimal_number
from .xmlio import Element

COMPOSED_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "GponPort": ("shelf", "card", "gponport"),
    "EthIntf": ("shelf", "card", "ethintf"),
    "Card": ("shelf", "card"),
    "VlanMem": ("vlan", "vlanmem"),
    "MvrVlan": ("mvrprof", "mvrvlan"),
    "EthSvc": ("ont", "ontslot", "ontethany", "ethsvc"),
}
"""Id elements of types whose id is not just their own name in lower case."""


def key_names(type_name: str) -> tuple[str, ...]:
    """The id elements of a type that can be referred to."""
    return COMPOSED_KEYS.get(type_name, (type_name.lower(),))


@dataclass(frozen=True)
class RefTo(Kind):
    """A reference to an object of one type, by its number.

    Attributes:
        type: The type referred to.
        low: Lowest number.
        high: Highest number.
        null: Whether the empty reference is allowed.
        local: Whether the id may be written ``local:7``; it is stored and printed as ``7``.
    """

    type: str
    low: int = 1
    high: int = 2_147_483_647
    null: bool = True
    local: bool = False

    def read(self, element: Element) -> Value:
        """The reference in its nested form, or an empty element for none."""
        if not element.children and not element.value:
            return self.check("")
        return self.check("/".join(read_reference(element, self.type).key))

    def _check(self, text: str) -> Value:
        if not text:
            if self.null:
                return None
            raise BadValue(f"must refer to a {self.type}")
        if self.local:
            text = text.removeprefix("local:")
        numbers = [decimal_number(part) for part in text.split("/")]
        if len(numbers) != len(key_names(self.type)):
            raise BadValue(f"must refer to a {self.type}")
        if any(number is None or not self.low <= number <= self.high for number in numbers):
            raise BadValue(f"must refer to a {self.type} from {self.low} to {self.high}")
        return Ref(self.type, tuple(str(number) for number in numbers))

    def to_json(self, value: Value) -> JsonValue:
        """The number, or the numbers with slashes."""
        if not isinstance(value, Ref):
            return None
        return int(value.key[0]) if len(value.key) == 1 else "/".join(value.key)


@dataclass(frozen=True)
class RefToOneOf(Kind):
    """A reference to an object of one of several types; in a seed ``{"type": ..., "id": "1/1/1"}``."""

    types: tuple[str, ...]

    def read(self, element: Element) -> Value:
        """The bare type and id in the element."""
        return self._pair(element.text_of("type"), read_reference(element, "").key)

    def _check(self, text: str) -> Value:
        raise BadValue(f"must hold a type and an id, not {text!r}")

    def from_json(self, value: object) -> Value:
        """The value of an object with type and id."""
        if not isinstance(value, dict):
            raise BadValue("must be an object with type and id")
        return self._pair(str(value.get("type", "")), tuple(str(value.get("id", "")).split("/")))

    def to_json(self, value: Value) -> JsonValue:
        """Type and id."""
        if not isinstance(value, Ref):
            return None
        return {"type": value.type, "id": "/".join(value.key)}

    def _pair(self, type_name: str, key: tuple[str, ...]) -> Value:
        if type_name not in self.types:
            raise BadValue(f"must refer to one of {', '.join(self.types)}")
        return RefTo(type_name, null=False).check("/".join(key))


def read_reference(element: Element, default_type: str) -> Ref:
    """The reference in an element: ``<type>`` and ``<id>``, or the id elements of the default type.

    Raises:
        BadValue: There is no id in it.
    """
    type_name = element.text_of("type") or default_type
    id_element = element.child("id")
    if id_element is None or (default_type and type_name != default_type):
        raise BadValue(f"must refer to a {default_type or 'type with an id'}")
    return Ref(type_name, tuple(id_element.text_of(name) for name in key_names(type_name)))
