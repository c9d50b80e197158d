"""Lists: filters, order, pages and envelope."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .call import Call
from .fields import Row, Table
from .forms import Form
from .params import to_number
from .version import OLDEST, Version

DEFAULT_PAGE: Final = 25

Predicate = Callable[[Row], bool]
Filter = Callable[[str], Predicate]
"""Makes a predicate from the text of a parameter."""

Build = Callable[[Call, Sequence[Row]], Iterable[Row]]
"""Adds derived values to the objects of a page."""


def same_number(field: str) -> Filter:
    """Rows whose field is the number at the beginning of the text; 0 and an empty text match nothing."""

    def by(text: str) -> Predicate:
        wanted = to_number(text)
        return lambda row: row[field] == wanted

    return by


def one_of_numbers(field: str) -> Filter:
    """Rows whose field is in a list such as ``1,2,5``."""

    def by(text: str) -> Predicate:
        wanted = {to_number(part) for part in text.split(",")}
        return lambda row: row[field] in wanted

    return by


def same_text(field: str) -> Filter:
    """Rows whose field is the text, in any case, as the database compares."""

    def by(text: str) -> Predicate:
        wanted = text.casefold()
        return lambda row: row[field].casefold() == wanted

    return by


def begins(*fields: str) -> Filter:
    """Rows where one of the fields begins with the text. ``a+b`` means two fields with a space between."""

    def by(text: str) -> Predicate:
        wanted = text.casefold()

        def holds(row: Row) -> bool:
            texts = (" ".join(row[part] for part in field.split("+")) for field in fields)
            return any(value.casefold().startswith(wanted) for value in texts)

        return holds

    return by


def contains(field: str) -> Filter:
    """Rows whose field contains the text."""

    def by(text: str) -> Predicate:
        wanted = text.casefold()
        return lambda row: wanted in row[field].casefold()

    return by


@dataclass(frozen=True, slots=True)
class Listing:
    """The definition of a list action.

    Attributes:
        kind: The objects that it lists or makes rows from.
        container: Key of the list, such as ``products``.
        item: Key of the rows inside it, such as ``product``; empty for a flat list.
        table: The table of a row.
        filters: By parameter.
        echo: Parameters that the answer repeats, with the value if they are not sent.
        paged: It has pages: ``limitstart`` and ``limitnum``.
        counters: Forms of ``totalresults``, ``startnumber`` and ``numreturned`` in the sample.
        order_by: Columns for sorting, each with its field.
        order_params: Parameters that name the column and the direction.
        order_since: First version that takes the column.
    """

    kind: str
    container: str
    item: str
    table: Table
    filters: Mapping[str, Filter]
    echo: tuple[tuple[str, Literal[""] | None], ...] = ()
    paged: bool = True
    counters: tuple[Form, Form, Form] = (Form.INT, Form.INT, Form.INT)
    order_by: Mapping[str, str] | None = None
    order_params: tuple[str, str] = ("orderby", "sorting")
    order_since: Version = OLDEST

    def answer(self, call: Call, rows: Iterable[Row] | None = None, build: Build | None = None) -> Row:
        """The envelope with the requested page.

        Args:
            call: The call.
            rows: The rows to choose from. Default: the objects of the kind.
            build: Adds derived values to the objects of the page.
        """
        found = self._select(call, call.state.all(self.kind).values() if rows is None else rows)
        start, page = self._page(call, found)
        answer: Row = {name: self._echo(call, name, blank) for name, blank in self.echo}
        total, first, returned = self.counters
        answer["totalresults"] = call.shapes.number(len(found), total)
        if self.paged:
            answer |= self._position(call, start, first, empty=not found)
            answer["numreturned"] = call.shapes.number(len(page), returned)
        built = [call.shapes.row(self.table, row) for row in (build(call, page) if build else page)]
        if self.item:
            call.shapes.put(answer, self.container, self.item, built)
        else:
            answer[self.container] = built
        return answer

    def _select(self, call: Call, rows: Iterable[Row]) -> list[Row]:
        """The rows that match the filters, in order.

        An empty filter and ``0`` mean no filter, because both are false in PHP.
        """
        found = list(rows)
        for name, make in self.filters.items():
            if call.params.truth(name):
                holds = make(call.params.text(name))
                found = [row for row in found if holds(row)]
        if call.switches["row_order"] == "descending":
            found.reverse()
        if self.order_by is not None:
            self._sort(call, found, self.order_by)
        return found

    def _sort(self, call: Call, rows: list[Row], order_by: Mapping[str, str]) -> None:
        column, direction = (call.params.text(name).lower() for name in self.order_params)
        field = order_by.get(column) if call.version >= self.order_since else None
        if field is not None:
            rows.sort(
                key=lambda row: row[field] if isinstance(row[field], int) else str(row[field]).casefold()
            )
        if direction == "desc":
            rows.reverse()

    def _page(self, call: Call, rows: Sequence[Row]) -> tuple[int, Sequence[Row]]:
        if not self.paged:
            return 0, rows
        start = max(0, call.params.number("limitstart"))
        size = call.params.number("limitnum")
        if size < 1:
            size = DEFAULT_PAGE
        largest = call.switches["max_limitnum"]
        if largest is not None:
            size = min(size, largest)
        return start, rows[start : start + size]

    @staticmethod
    def _position(call: Call, start: int, form: Form, *, empty: bool) -> Row:
        spelled = call.switches["empty_startnumber"] if empty else "number"
        if spelled == "missing":
            return {}
        return {"startnumber": None if spelled == "null" else call.shapes.number(start, form)}

    @staticmethod
    def _echo(call: Call, name: str, blank: str | None) -> str | None:
        sent = call.params.sent(name)
        return blank if sent is None else sent
