"""The forms in which WHMCS sends values, rows and lists, as the switches say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from .fields import Field, Row, Table
from .forms import Form
from .switches import EmptyForm, Switches
from .version import Version

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;"})

_EMPTY: Final[Mapping[EmptyForm, Callable[[str], Any]]] = {
    "string": lambda _: "",
    "nested": lambda item: {item: []},
    "array": lambda _: [],
    "object": lambda _: {},
    "null": lambda _: None,
}
"""The forms of an empty list, except ``missing``."""

_ENCODED: Final[Mapping[str, frozenset[Form]]] = {
    "none": frozenset(),
    "client": frozenset({Form.CLIENT_TEXT}),
    "all": frozenset({Form.CLIENT_TEXT, Form.CATALOGUE_TEXT}),
}

_Column = tuple[str, str, Callable[[Any], Any] | None, bool]
"""Name on the wire, name in the state, converter, and whether a row without the value omits it."""


def encode_entities(text: str) -> str:
    """The text in the form in which WHMCS stores form input."""
    return text.translate(_ENTITIES)


class Shapes:
    """Writes rows and lists for one version and one set of switches."""

    def __init__(self, version: Version, switches: Switches) -> None:
        self.version = version
        self.switches = switches
        self._converters: Mapping[Form, Callable[[Any], Any]] = self._choose_converters()
        self._compiled: dict[Table, list[_Column]] = {}

    def _choose_converters(self) -> Mapping[Form, Callable[[Any], Any]]:
        converters: dict[Form, Callable[[Any], Any]] = {
            Form.ON: lambda value: "on" if value else "",
            Form.DIGIT: lambda value: "1" if value else "0",
        }
        if self.switches["types"] != "ints":
            converters[Form.NUMERAL] = str
        for form in _ENCODED[self.switches["entities"]]:
            converters[form] = encode_entities
        return converters

    def number(self, value: int, form: Form) -> int | str:
        """A counter of the envelope."""
        convert = self._converters.get(form)
        return value if convert is None else str(convert(value))

    def row(self, table: Table, values: Row) -> Row:
        """An object as a row of an answer, with the fields of the version in the table's order."""
        row: Row = {}
        for name, source, convert, optional in self._columns(table):
            if optional and source not in values:
                continue
            value = values[source]
            row[name] = value if value is None or convert is None else convert(value)
        return row

    def rows(self, table: Table, values: Sequence[Row]) -> list[Row]:
        """Several objects as rows."""
        return [self.row(table, value) for value in values]

    def put(self, answer: Row, container: str, item: str, rows: list[Row], *, nested: bool = False) -> None:
        """Add a list to an answer or a row, in the form for its number of rows.

        Args:
            answer: The answer or row.
            container: Key of the list's container, such as ``products``.
            item: Key of the rows inside it, such as ``product``.
            rows: The rows.
            nested: The list is inside a row.
        """
        if rows:
            answer[container] = {item: self._list(rows)}
            return
        form = self.switches["empty_nested_container" if nested else "empty_container"]
        if form == "missing":
            answer.pop(container, None)
        else:
            answer[container] = _EMPTY[form](item)

    def _list(self, rows: list[Row]) -> Any:
        if self.switches["lone_object"] and len(rows) == 1:
            return rows[0]
        if self.switches["numbered_lists"]:
            # Every other number, as in a PHP array after some elements were removed.
            return {str(2 * index): row for index, row in enumerate(rows)}
        return rows

    def _columns(self, table: Table) -> list[_Column]:
        columns = self._compiled.get(table)
        if columns is None:
            columns = [
                (field.name, field.stored, self._converters.get(field.form), field.optional)
                for field in table.fields
                if self._sent(field)
            ]
            self._compiled[table] = columns
        return columns

    def _sent(self, field: Field) -> bool:
        return not field.hidden and (field.since is None or field.since <= self.version)


def cast_to_strings(value: Any) -> Any:
    """The value with all numbers and truth values converted to strings as in PHP."""
    if isinstance(value, dict):
        return {key: cast_to_strings(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cast_to_strings(item) for item in value]
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, int | float):
        return str(value)
    return value
