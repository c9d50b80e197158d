"""Pages, filters, order, and what a list without rows looks like."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def many(start: Any) -> Any:
    """Sixty services of three clients."""
    return start(
        {
            "products": [{"pid": 1, "name": "A", "module": "m1"}, {"pid": 2, "name": "B", "retired": True}],
            "clients": [
                {"id": 1, "firstname": "Zoe", "lastname": "Adams", "email": "zoe@example.com"},
                {
                    "id": 2,
                    "firstname": "Ann",
                    "lastname": "Brown",
                    "email": "ann@example.com",
                    "status": "Closed",
                },
                {"id": 3, "firstname": "Mia", "companyname": "Zenith", "email": "mia@example.com"},
            ],
            "services": [
                {
                    "id": i,
                    "clientid": i % 3 + 1,
                    "pid": i % 2 + 1,
                    "username": f"sub{i}",
                    "domain": f"{i}.example",
                }
                for i in range(1, 61)
            ],
        }
    )


def _ids(answer: Any) -> list[int]:
    return [int(row["id"]) for row in answer["products"]["product"]]


def test_page_of_25_from_the_first(many: Any) -> None:
    """Nothing said means the first 25."""
    answer = many.call("GetClientsProducts")

    assert _ids(answer) == list(range(1, 26))
    assert (answer["totalresults"], answer["startnumber"], answer["numreturned"]) == ("60", 0, 25)


def test_pages_cover_the_list_once(many: Any) -> None:
    """Adding up ``numreturned`` leads through the whole list."""
    start, seen = 0, []
    while True:
        answer = many.call("GetClientsProducts", limitstart=start, limitnum=22)
        if answer["numreturned"] == 0:
            break
        seen += _ids(answer)
        start += answer["numreturned"]

    assert seen == list(range(1, 61))


def test_page_behind_the_end_keeps_the_total(many: Any) -> None:
    """Past the end there are no rows, but the total is still told."""
    answer = many.call("GetClientsProducts", limitstart=1000)

    assert (answer["totalresults"], answer["startnumber"], answer["numreturned"]) == ("60", 1000, 0)
    assert answer["products"] == ""


@pytest.mark.parametrize("value", ["0", "", "abc", "-5"])
def test_senseless_page_sizes_mean_the_default(many: Any, value: str) -> None:
    """PHP makes 0 of them, and 0 is no size."""
    assert many.call("GetClientsProducts", limitnum=value, limitstart=value)["numreturned"] == 25


def test_largest_page_is_a_switch(start: Any) -> None:
    """No maximum is known; one can be set."""
    seed = {"clients": [{"email": f"{i}@example.com"} for i in range(300)]}

    assert start(seed).call("GetClients", limitnum=2500)["numreturned"] == 300
    assert start(seed, max_limitnum=250).call("GetClients", limitnum=2500)["numreturned"] == 250


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"clientid": 1}, 20),
        ({"serviceid": 7}, 1),
        ({"pid": 2}, 30),
        ({"clientid": 1, "pid": 2}, 10),
        ({"username2": "SUB7"}, 1),
        ({"domain": "7.example"}, 1),
        ({"serviceid": 999}, 0),
        ({"serviceid": "abc"}, 0),
        ({"serviceid": ""}, 60),
        ({"clientid": 0}, 60),
        ({"status": "Active"}, 60),
    ],
)
def test_filters_of_services(many: Any, params: dict[str, object], count: int) -> None:
    """Filters add up; an empty one or 0 is none; there is none for the status."""
    assert many.call("GetClientsProducts", **params)["totalresults"] == str(count)


def test_what_was_asked_for_is_repeated_as_it_was_sent(many: Any) -> None:
    """The answer repeats its filters as texts."""
    answer = many.call("GetClientsProducts", clientid="01", pid="", serviceid=7)

    assert (answer["clientid"], answer["pid"], answer["serviceid"], answer["domain"]) == ("01", "", "7", None)


def test_products_are_never_paged_and_never_hidden(many: Any) -> None:
    """GetProducts ignores limits and lists retired products like any other."""
    answer = many.call("GetProducts", limitnum=1, limitstart=1)

    assert [row["pid"] for row in answer["products"]["product"]] == [1, 2]
    assert "numreturned" not in answer
    assert "retired" not in answer["products"]["product"][1]


@pytest.mark.parametrize(
    ("params", "pids"),
    [({"pid": "2,1,9"}, [1, 2]), ({"pid": 2}, [2]), ({"module": "m1"}, [1]), ({"gid": 1}, [1, 2])],
)
def test_filters_of_products(many: Any, params: dict[str, object], pids: list[int]) -> None:
    """A list of ids, a group or a module."""
    answer = many.call("GetProducts", **params)

    assert [row["pid"] for row in answer["products"]["product"]] == pids


def test_unknown_product_is_success_without_rows(many: Any) -> None:
    """There is no error for it."""
    assert many.call("GetProducts", pid=99) == {"result": "success", "totalresults": 0, "products": ""}


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({"search": "z"}, [1, 3]),
        ({"search": "ann br"}, [2]),
        ({"search": "example"}, []),
        ({"status": "closed"}, [2]),
        ({"sorting": "DESC"}, [3, 2, 1]),
        ({"orderby": "firstname"}, [2, 3, 1]),
        ({"orderby": "firstname", "sorting": "desc"}, [1, 3, 2]),
        ({"orderby": "password"}, [1, 2, 3]),
    ],
)
def test_search_and_order_of_clients(many: Any, params: dict[str, object], ids: list[int]) -> None:
    """A search looks at the beginnings of names and addresses; an unknown column is no order."""
    answer = many.call("GetClients", **params)

    rows = answer["clients"]["client"] if answer["clients"] else []
    assert [row["id"] for row in rows] == ids


def test_order_by_column_came_with_8_2(start: Any) -> None:
    """Before, the parameter is unknown, and so ignored."""
    seed = {"clients": [{"firstname": "B"}, {"firstname": "A"}]}

    firsts = [
        start(seed, whmcs_version=version).call("GetClients", orderby="firstname")["clients"]["client"][0][
            "id"
        ]
        for version in ("8.1", "8.2")
    ]

    assert firsts == [1, 2]


def test_unordered_lists_may_come_the_other_way_round(start: Any) -> None:
    """WHMCS promises no order: a client must not count on the ids rising."""
    answer = start({"clients": [{"id": 1}, {"id": 2}]}, row_order="descending").call("GetClients")

    assert [row["id"] for row in answer["clients"]["client"]] == [2, 1]


def test_invoices_by_status_and_amount(start: Any) -> None:
    """Overdue is a status to ask for; amounts are sorted as numbers."""
    invoices = [
        {"userid": 1, "total": "9.00", "duedate": "2001-01-01"},
        {"userid": 1, "total": "10.00", "duedate": "2999-01-01"},
        {"userid": 1, "total": "100.00", "duedate": "2001-01-01", "status": "Paid"},
    ]
    whmcs = start({"clients": [{"id": 1}], "invoices": invoices})

    def ids(**params: object) -> list[int]:
        return [row["id"] for row in whmcs.call("GetInvoices", **params)["invoices"]["invoice"]]

    assert ids(status="Overdue") == [1]
    assert ids(status="Unpaid") == [1, 2]
    assert ids(orderby="total", order="desc") == [3, 2, 1]
    assert ids(userid=1) == [1, 2, 3]


def test_invoice_becomes_overdue_with_time(start: Any) -> None:
    """Time can be moved."""
    whmcs = start({"clients": [{"id": 1}], "invoices": [{"userid": 1, "duedate": "2100-01-01"}]})
    assert whmcs.call("GetInvoices", status="Overdue")["totalresults"] == 0

    whmcs.sim.clock.advance(100 * 366 * 86400)

    assert whmcs.call("GetInvoices", status="Overdue")["totalresults"] == 1


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({}, ["1", "2", "3"]),
        ({"ignore_dept_assignments": "true"}, ["1", "2", "3", "4"]),
        ({"status": "Awaiting Reply"}, ["1"]),
        ({"status": "All Active Tickets"}, ["1", "2"]),
        ({"status": "My Flagged Tickets"}, ["2"]),
        ({"status": "closed"}, ["3"]),
        ({"clientid": 1}, ["1"]),
        ({"subject": "SLOW"}, ["2"]),
        ({"deptid": 2, "ignore_dept_assignments": 1}, ["4"]),
    ],
)
def test_filters_of_tickets(start: Any, params: dict[str, object], ids: list[str]) -> None:
    """Only the administrator's departments count unless told otherwise."""
    whmcs = start(
        {
            "clients": [{"id": 1}],
            "departments": [{"id": 1, "name": "Support"}, {"id": 2, "name": "Sales", "assigned": False}],
            "tickets": [
                {"id": 1, "tid": "a", "userid": 1},
                {"id": 2, "tid": "b", "status": "In Progress", "flag": 1, "subject": "Too slow"},
                {"id": 3, "tid": "c", "status": "Closed"},
                {"id": 4, "tid": "d", "deptid": 2, "status": "Closed"},
            ],
        }
    )

    assert [row["id"] for row in whmcs.call("GetTickets", **params)["tickets"]["ticket"]] == ids


@pytest.mark.parametrize(
    ("form", "shown"),
    [("string", ""), ("nested", {"product": []}), ("array", []), ("object", {}), ("null", None)],
)
def test_forms_of_an_empty_list(start: Any, form: str, shown: object) -> None:
    """What stands for no rows is a switch."""
    answer = start(empty_container=form).call("GetClientsProducts", serviceid=999)

    assert answer["products"] == shown
    assert (answer["totalresults"], answer["startnumber"], answer["numreturned"]) == ("0", 0, 0)


def test_empty_list_may_be_missing(start: Any) -> None:
    """And so may its position."""
    whmcs = start(empty_container="missing", empty_startnumber="missing", empty_nested_container="missing")

    answer = whmcs.call("GetClientsProducts", serviceid=999)
    product = whmcs.call("GetProducts", pid=13)["products"]["product"][0]

    assert "products" not in answer
    assert "startnumber" not in answer
    assert "configoptions" not in product


def test_position_in_an_empty_list_may_be_null(start: Any) -> None:
    """``startnumber`` is null then."""
    assert start(empty_startnumber="null").call("GetClientsProducts", serviceid=999)["startnumber"] is None


def test_lists_inside_rows_have_a_form_of_their_own(start: Any) -> None:
    """By default they stay nested, as in the samples; the switch makes them texts too."""
    assert start().call("GetProducts", pid=13)["products"]["product"][0]["configoptions"] == {
        "configoption": []
    }
    text = start(empty_nested_container="string").call("GetProducts", pid=13)
    assert text["products"]["product"][0]["configoptions"] == ""


def test_lone_row_may_come_without_its_list(start: Any) -> None:
    """A list of one is an object then, a list of two still a list."""
    whmcs = start(lone_object=True)

    assert whmcs.call("GetProducts", pid=12)["products"]["product"]["pid"] == 12
    assert len(whmcs.call("GetProducts")["products"]["product"]) == 2
    service = whmcs.call("GetClientsProducts")["products"]["product"]
    assert service["configoptions"]["configoption"]["option"] == "Speed"


def test_lists_may_be_objects_with_numbers_for_keys(start: Any) -> None:
    """As PHP writes an array with gaps."""
    products = start(numbered_lists=True).call("GetProducts")["products"]["product"]

    assert {key: row["pid"] for key, row in products.items()} == {"0": 12, "2": 13}


def test_products_may_be_counted(start: Any) -> None:
    """The documentation's table has counters that its sample lacks."""
    answer = start(products_counters=True).call("GetProducts")

    assert list(answer) == ["result", "totalresults", "startnumber", "numreturned", "products"]
    assert (answer["startnumber"], answer["numreturned"]) == (0, 2)
