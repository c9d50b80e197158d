"""Answers to a program: immutable rows with named, typed values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
Raw = Mapping[str, object]


class FrozenDict(dict[K, V]):
    """An immutable dict: an answer is shared by all callers that ask the same question."""

    def _refuse(self, *_args: object, **_names: object) -> NoReturn:
        raise TypeError("an answer is shared and cannot be changed; copy it with dict(...)")

    __setitem__ = __delitem__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse
    __ior__ = _refuse
    # An attribute would hide the item of the same name.
    __setattr__ = __delattr__ = _refuse

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: dict[int, object]) -> Self:
        return self

    def __reduce__(self) -> tuple[type[dict[K, V]], tuple[dict[K, V]]]:
        # dict's own way fills an empty dict item by item, which is forbidden here.
        return type(self), (dict(self),)


class Field(Generic[T]):
    """One field of a record.

    Args:
        read: Reads the value from the raw row. It raises ValueError if it is not allowed.
    """

    def __init__(self, read: Callable[[Raw], T]) -> None:
        self.read = read
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, record: None, owner: type) -> Self: ...
    @overload
    def __get__(self, record: Mapping[str, Any], owner: type) -> T: ...
    def __get__(self, record: Mapping[str, Any] | None, owner: type) -> Self | T:
        if record is None:
            return self
        value: T = record[self.name]
        return value


class Record(FrozenDict[str, Any]):
    """Base of all records. The keys are the field names; the attributes are the same values with types."""

    fields: ClassVar[Mapping[str, Field[Any]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        cls.fields = {**cls.fields, **own}

    @classmethod
    def parse(cls, raw: Raw) -> Self:
        """Read a raw row.

        Raises:
            ValueError: A value is not allowed; the message begins with the name of the field.
        """
        values: dict[str, Any] = {}
        for name, field in cls.fields.items():
            try:
                values[name] = field.read(raw)
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
        return cls(values)

    def replace(self, **values: Any) -> Self:
        """A copy with other values in some fields."""
        return type(self)({**self, **values})

    def only(self, names: Collection[str]) -> Self:
        """A copy with None in all fields but these."""
        return type(self)({name: self[name] if name in names else None for name in self})


def given() -> Field[Any]:
    """A value that is not on the wire; the code that makes the record sets it."""

    def read(_: Raw) -> Any:
        raise TypeError("this record is made by hand")

    return Field(read)
