"""Lists in pages: whole, each row once, also while they change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from pulumi_isp_provider.whmcs.client import listing
from pulumi_isp_provider.whmcs.client.actions import CLIENT_SERVICES, CURRENCIES, Action
from pulumi_isp_provider.whmcs.client.services import Service
from pulumi_isp_provider.whmcs.errors import WhmcsDataError, WhmcsListChangedError, WhmcsReplyError


class Shop:
    """A WHMCS with services that may come and go between pages."""

    def __init__(self, count: int, *, cap: int = 1000, extra: int = 0) -> None:
        self.ids = list(range(1, count + 1))
        self.cap = cap
        self.extra = extra
        self.asked: list[tuple[int, int]] = []
        self.between: dict[int, Callable[[list[int]], object]] = {}

    def ask(self, _: Action[Service], wire: Mapping[str, str]) -> dict[str, Any]:
        start, size = int(wire["limitstart"]), min(int(wire["limitnum"]), self.cap)
        self.asked.append((start, size))
        if change := self.between.pop(len(self.asked), None):
            change(self.ids)
        page = self.ids[start : start + size]
        rows = [{"id": str(each), "clientid": 1, "pid": 1} for each in page]
        return {
            "totalresults": str(len(self.ids) + self.extra),
            "numreturned": len(page),
            "products": {"product": rows} if rows else "",
        }

    def read(self, size: int = 10, **options: Any) -> list[int]:
        return [row.id for row in listing.stream(self.ask, CLIENT_SERVICES, {}, page_size=size, **options)]


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 20, 25])
def test_as_few_pages_as_there_can_be(count: int) -> None:
    """No page is asked for twice, and none beyond the end."""
    shop = Shop(count)

    assert shop.read(10) == shop.ids
    assert len(shop.asked) == max(1, -(-count // 10))


def test_a_server_that_gives_smaller_pages_is_followed() -> None:
    """The next page begins where the last one really ended."""
    shop = Shop(25, cap=7)

    assert shop.read(10) == shop.ids
    assert [start for start, _ in shop.asked] == [0, 7, 14, 21]


def test_rows_come_as_their_pages_come() -> None:
    """The second page is asked for when the first is used up, so only one is held at a time."""
    shop = Shop(30)
    rows: Iterator[Service] = listing.stream(shop.ask, CLIENT_SERVICES, {}, page_size=10)

    for _ in range(10):
        next(rows)
    assert len(shop.asked) == 1
    next(rows)
    assert len(shop.asked) == 2


def test_a_new_row_in_front_gives_no_row_twice() -> None:
    """Rows that move on to the next page are given once."""
    shop = Shop(20)
    shop.between[2] = lambda ids: ids.insert(0, 99)

    assert shop.read(10) == list(range(1, 21))


def test_rows_that_vanish_in_front_cost_no_other_row() -> None:
    """When rows move up, the place in the list moves back with them."""
    shop = Shop(30)
    shop.between[2] = lambda ids: ids.__delitem__(slice(0, 3))

    assert sorted(shop.read(10)) == list(range(1, 31))


def test_a_list_that_is_shorter_than_said_is_an_error() -> None:
    """Half a list is never passed off as a whole one."""
    with pytest.raises(WhmcsListChangedError, match="counts 25 rows but gave 20"):
        Shop(20, extra=5).read()


def test_a_short_list_can_be_accepted() -> None:
    """Where WHMCS counts rows that it never lists, the caller may say that this is fine."""
    assert Shop(20, extra=5).read(accept_incomplete=True) == list(range(1, 21))


def test_a_list_without_counts_is_read_to_its_end() -> None:
    """Without totalresults, an empty page ends the list."""
    pages = iter([[1, 2], [3], []])

    def ask(*_: object) -> dict[str, Any]:
        return {"products": {"product": [{"id": i, "clientid": 1, "pid": 1} for i in next(pages)]}}

    rows = listing.stream(ask, CLIENT_SERVICES, {}, page_size=2)

    assert [row.id for row in rows] == [1, 2, 3]


def test_the_row_that_makes_no_sense_is_named() -> None:
    """Among thousands, the one to look at is told by its id, and what else is in it is not."""
    rows = [{"id": 1, "clientid": 1, "pid": 1}, {"id": "77", "clientid": "Ada", "pid": 1}]

    with pytest.raises(WhmcsDataError) as caught:
        listing.read_rows(CLIENT_SERVICES, {"totalresults": 2, "products": {"product": rows}})

    assert "GetClientsProducts: row 2 with id 77 is not valid: client_id: " in str(caught.value)
    assert "Ada" not in str(caught.value) + repr(vars(caught.value))


@pytest.mark.parametrize(
    "reply",
    [
        {"totalresults": "many", "products": ""},
        {"totalresults": 1, "products": {"product": [{"id": "x"}]}},
        {"totalresults": 1, "products": {"product": ["x"]}},
    ],
)
def test_rows_that_make_no_sense_are_an_error(reply: dict[str, Any]) -> None:
    """A list with other things in it does not come from WHMCS."""
    with pytest.raises(WhmcsReplyError, match="GetClientsProducts"):
        list(listing.stream(lambda *_: reply, CLIENT_SERVICES, {}))


def test_a_flat_list_is_read() -> None:
    """An action may have its rows right under the plural key."""
    found = listing.read_rows(CURRENCIES, {"currencies": [{"id": 1, "code": "USD"}]})

    assert [currency.code for currency in found] == ["USD"]


def test_the_end_of_a_list_that_moved_up_is_not_lost() -> None:
    """Rows that moved up before an empty last page are looked for where they went."""
    shop = Shop(23)
    shop.between[3] = lambda ids: ids.__delitem__(slice(0, 4))

    assert sorted(shop.read(10)) == list(range(1, 24))


def test_a_list_that_is_empty_for_a_moment_is_still_read() -> None:
    """One answer that says "nothing here" in the middle of a list is not taken for its end."""
    shop = Shop(40)
    every = list(shop.ids)
    shop.between = {2: lambda ids: ids.clear(), 3: lambda ids: ids.extend(every)}

    assert shop.read(10) == every


def test_a_list_that_was_emptied_ends() -> None:
    """Said twice, the list is empty; what came before it was emptied has been given."""
    shop = Shop(40)
    shop.between = {2: lambda ids: ids.clear()}

    assert shop.read(10) == list(range(1, 11))
    assert len(shop.asked) == 3


def rows_of(*ids: int) -> dict[str, Any]:
    return {"product": [{"id": each, "clientid": 1, "pid": 1} for each in ids]}


def test_counts_that_jump_to_and_fro_come_to_an_end() -> None:
    """Two servers behind one address that do not agree are an error, not an endless list."""
    totals = iter([20_000, 10] * 100)

    def ask(_: object, wire: Mapping[str, str]) -> dict[str, Any]:
        start = int(wire["limitstart"])
        return {"totalresults": next(totals), "products": rows_of(*range(start + 1, start + 11))}

    with pytest.raises(WhmcsListChangedError, match="the same rows again and again"):
        list(listing.stream(ask, CLIENT_SERVICES, {}, page_size=10))


def test_a_server_that_always_gives_the_first_page_comes_to_an_end() -> None:
    """Without a count, a page that never changes is an error, not an endless list."""
    answers = iter([{"products": rows_of(1, 2, 3)}] * 100)

    with pytest.raises(WhmcsListChangedError, match="the same rows again and again"):
        list(listing.stream(lambda *_: next(answers), CLIENT_SERVICES, {}, page_size=3))


def test_a_count_below_zero_is_no_count() -> None:
    """It would end the list before it began."""
    with pytest.raises(WhmcsReplyError, match="totalresults is not a count"):
        list(listing.stream(lambda *_: {"totalresults": -1, "products": rows_of(1)}, CLIENT_SERVICES, {}))


def test_no_rows_must_be_said() -> None:
    """A success that says nothing at all is not taken for "no services"."""
    with pytest.raises(WhmcsReplyError, match="without products and without a count"):
        list(listing.stream(lambda *_: {"result": "success"}, CLIENT_SERVICES, {}))
