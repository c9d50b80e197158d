"""Tables of fields: how an object is stored, and how WHMCS sends it.

One table serves both: it checks seeds, and gives the order, the form and the versions of the fields on the
wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ..core.vendor import SeedError
from .forms import RULES, Form, shown
from .version import Version

Row = dict[str, Any]
"""An object of the state or a row of an answer: JSON values by field name.

An object of the state is never changed in place, because objects share defaults.
"""

_UNSET: Final[Any] = object()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a table.

    Attributes:
        name: Its name on the wire, and in seeds unless ``source`` says otherwise.
        form: How it is stored and written.
        default: Its value if a seed gives none; each form has its own.
        required: A seed must give it.
        nullable: It may be null.
        derived: Computed when an answer is built; not stored.
        hidden: Stored, and never sent.
        optional: Left out of a row that does not have it.
        source: Its name in the state, if it differs from the name on the wire.
        since: First version that sends it.
        refers: The kind of object that it refers to by key; its default value means none.
        owned: The object is deleted together with the one that this field refers to.
        rows: Table of the objects in a ROWS field.
        choices: The allowed values.
        secret: Its value must not appear in a message.
    """

    name: str
    form: Form = Form.TEXT
    default: Any = _UNSET
    required: bool = False
    nullable: bool = False
    derived: bool = False
    hidden: bool = False
    optional: bool = False
    source: str = ""
    since: Version | None = None
    refers: str = ""
    owned: bool = False
    rows: Table | None = None
    choices: tuple[str, ...] = ()
    secret: bool = False

    @property
    def stored(self) -> str:
        """Name in the state."""
        return self.source or self.name

    def initial(self) -> Any:
        """The value if a seed gives none."""
        return RULES[self.form].default if self.default is _UNSET else self.default

    def check(self, value: object, place: str) -> Any:
        """The value to store.

        Raises:
            SeedError: It does not have the form.
        """
        if value is None and self.nullable:
            return None
        if self.form is Form.ROWS and self.rows is not None:
            return _check_rows(self.rows, value, place)
        rule = RULES[self.form]
        checked = rule.check(value)
        if checked is None and self.form is not Form.DATA:
            found = "what is there" if self.secret else shown(value)
            raise SeedError(f"{place}: must be {rule.wanted}, not {found}")
        if self.choices and checked not in self.choices:
            raise SeedError(f"{place}: must be one of {', '.join(self.choices)}, not {shown(value)}")
        return checked


class Table:
    """An ordered set of fields."""

    def __init__(self, *fields: Field) -> None:
        self.fields = fields
        self.stored: Mapping[str, Field] = {field.stored: field for field in fields if not field.derived}
        self._initial: Row = {name: field.initial() for name, field in self.stored.items()}
        self._required = [name for name, field in self.stored.items() if field.required]

    def pick(self, *names: str) -> Table:
        """A table of the fields with these wire names, in this order; hidden ones are sent."""
        by_name = {field.name: field for field in self.fields}
        return Table(*(replace(by_name[name], hidden=False) for name in names))

    def check(self, raw: object, place: str) -> Row:
        """A whole object from a seed, with defaults.

        Raises:
            SeedError: It is not an object, or a field is missing, unknown or wrong.
        """
        row = self._initial | self.check_fields(raw, place)
        for name in self._required:
            if isinstance(raw, Mapping) and name not in raw:
                raise SeedError(f"{place}.{name}: is required")
        return row

    def check_fields(self, raw: object, place: str) -> Row:
        """Some fields of an object, checked.

        Raises:
            SeedError: A field is unknown or wrong.
        """
        if not isinstance(raw, Mapping):
            raise SeedError(f"{place}: must be an object, not {shown(raw)}")
        row: Row = {}
        for name, value in raw.items():
            field = self.stored.get(name)
            if field is None:
                raise SeedError(f"{place}.{name}: there is no such field; there are {', '.join(self.stored)}")
            row[name] = field.check(value, f"{place}.{name}")
        return row


def _check_rows(table: Table, value: object, place: str) -> list[Row]:
    if not isinstance(value, list | tuple):
        raise SeedError(f"{place}: must be a list of objects, not {shown(value)}")
    return [table.check(item, f"{place}[{index}]") for index, item in enumerate(value)]
