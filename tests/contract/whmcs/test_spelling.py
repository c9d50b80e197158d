"""How values are written: JSON escapes, entities, types, XML, name-value pairs, pages instead of answers."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest


def _client(**fields: str) -> dict[str, Any]:
    return {"clients": [{"id": 1, **fields}]}


def test_json_escapes_as_laminas_does(start: Any) -> None:
    """Angle brackets, ampersands and quotation marks are written as their numbers, slashes are bare."""
    whmcs = start(_client(notes="<a> & 'b' \"c\" \\ / é 😀"), entities="none")

    text = whmcs.post("GetClientsDetails", clientid=1).text

    assert r'"notes":"\u003Ca\u003E \u0026 \u0027b\u0027 \u0022c\u0022 \\ / \u00e9 \ud83d\ude00"' in text
    assert json.loads(text)["client"]["notes"] == "<a> & 'b' \"c\" \\ / é 😀"


@pytest.mark.parametrize("options", [{"whmcs_version": "7.10"}, {"json_escaping": "plain"}])
def test_json_escapes_as_plain_php_does(start: Any, options: dict[str, str]) -> None:
    """Before 8.0 slashes are escaped and the rest is not."""
    whmcs = start(_client(notes='<a> & "c" \\ /'), entities="none", **options)

    assert r'"notes":"<a> & \"c\" \\ \/"' in whmcs.post("GetClientsDetails", clientid=1).text


def test_text_from_forms_carries_entities(start: Any, isp_seed: dict[str, Any]) -> None:
    """WHMCS stores form input escaped; texts about products are as the administrator wrote them."""
    isp_seed["products"] = [
        {"pid": 12, "gid": 3, "name": "Up & down", "customfields": [{"id": 2, "name": "A & B"}]}
    ]
    isp_seed["services"] = [
        {"id": 1, "clientid": 7, "pid": 12, "notes": '"<&>', "customfields": {"A & B": "it's"}}
    ]

    def values(**options: str) -> tuple[str, str, str, str]:
        whmcs = start(isp_seed, **options)
        service = whmcs.call("GetClientsProducts")["products"]["product"][0]
        lastname = whmcs.call("GetClients")["clients"]["client"][0]["lastname"]
        field = service["customfields"]["customfield"][0]["value"]
        return lastname, service["notes"], field, service["name"]

    assert values() == ("O&#039;Brien", "&quot;&lt;&amp;&gt;", "it&#039;s", "Up & down")
    assert values(entities="all") == ("O&#039;Brien", "&quot;&lt;&amp;&gt;", "it&#039;s", "Up &amp; down")
    assert values(entities="none") == ("O'Brien", '"<&>', "it's", "Up & down")


def test_types_as_strings(start: Any) -> None:
    """As values come from the database: numbers in quotes, true is 1 and false an empty text, null stays."""
    whmcs = start(types="strings")

    product = whmcs.call("GetProducts", pid=12)
    client = whmcs.call("GetClientsDetails", clientid=7)["client"]

    row = product["products"]["product"][0]
    assert (product["totalresults"], row["pid"], row["quantity_available"]) == ("1", "12", "0")
    option = row["configoptions"]["configoption"][0]["options"]["option"][0]
    assert (option["id"], option["rawName"]) == ("9", None)
    assert (client["id"], client["taxexempt"], client["allowSingleSignOn"]) == ("7", "", "1")


def test_types_as_numbers(start: Any) -> None:
    """Ids and counters of services may come as numbers as well; money never does."""
    answer = start(types="ints").call("GetClientsProducts")

    row = answer["products"]["product"][0]
    assert (answer["totalresults"], row["id"], row["pid"], row["diskusage"]) == (1, 42, 12, 0)
    assert (row["recurringamount"], row["customfields"]["customfield"][0]["id"]) == ("25.99", 2)


@pytest.mark.parametrize(("types", "code"), [("docs", "44"), ("strings", "44"), ("ints", 44)])
def test_the_calling_code_is_a_numeral(start: Any, types: str, code: object) -> None:
    """It is a number where ids and counters are; a client without one has an empty text."""
    seed = {"clients": [{"id": 1, "phonecc": 44, "phonenumber": "01234567890"}, {"id": 2}]}
    whmcs = start(seed, types=types)

    client = whmcs.call("GetClientsDetails", clientid=1)["client"]
    assert (client["phonecc"], client["phonenumberformatted"]) == (code, "+44.1234567890")
    assert whmcs.call("GetClientsDetails", clientid=2)["client"]["phonecc"] == ""


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"country": "GB"}, "United Kingdom"),
        ({"country": "CI"}, "Côte d'Ivoire"),
        ({}, "United States"),
        ({"country": "XX"}, "XX"),
        ({"country": "GB", "countryname": "Great Britain"}, "Great Britain"),
    ],
)
def test_the_name_of_a_country_follows_from_its_code(start: Any, fields: dict[str, str], name: str) -> None:
    """Unless the seed says otherwise; a code that is none stands for itself."""
    client = start({"clients": [{"id": 1, **fields}]}).call("GetClientsDetails", clientid=1)["client"]

    assert client["countryname"] == name


def test_name_of_a_custom_field_may_stand_under_fieldname(start: Any) -> None:
    """One client reads it there."""
    row = start(custom_field_key="fieldname").call("GetClientsProducts")["products"]["product"][0]

    field = row["customfields"]["customfield"][0]
    assert list(field) == ["id", "fieldname", "translated_name", "value"]
    assert field["fieldname"] == "ONT Serial"


def test_fields_for_administrators_may_be_left_out(start: Any) -> None:
    """Whether they show is inferred."""
    row = start(admin_only_fields=False).call("GetClientsProducts")["products"]["product"][0]

    assert [field["id"] for field in row["customfields"]["customfield"]] == ["2"]


def test_stock_and_prices_where_nothing_is_documented(start: Any) -> None:
    """Stock without control, a currency without prices and a free product are switches."""
    seed = {
        "currencies": [{"id": 1, "code": "USD"}, {"id": 2, "code": "EUR"}],
        "products": [
            {"pid": 1, "name": "A", "stockcontrol": True, "qty": 5, "pricing": {"USD": {"monthly": 1}}},
            {"pid": 2, "name": "B", "qty": 5, "paytype": "free"},
        ],
    }
    usual = start(seed).call("GetProducts")["products"]["product"]
    other = start(seed, uncontrolled_quantity=-1, unpriced_currency="omitted", free_price="-1.00")
    other = other.call("GetProducts")["products"]["product"]

    assert [row["quantity_available"] for row in usual] == [5, 0]
    assert [row["quantity_available"] for row in other] == [5, -1]
    assert usual[0]["pricing"]["EUR"]["monthly"] == "-1.00"
    assert list(other[0]["pricing"]) == ["USD"]
    assert usual[1]["pricing"]["USD"]["monthly"] == "0.00"


def test_xml(whmcs: Any) -> None:
    """The root names the version; lists repeat their element, so one row looks like an object."""
    answer = whmcs.post("GetClientsProducts", responsetype="xml")

    root = ET.fromstring(answer.text.encode())
    assert answer.headers["Content-Type"] == "application/xml"
    assert (root.tag, root.get("version")) == ("whmcsapi", "8.13.3")
    assert [child.tag for child in root][:2] == ["action", "result"]
    assert (root.findtext("action"), root.findtext("totalresults")) == ("getclientsproducts", "1")
    assert root.findtext("clientid") == ""
    assert [field.findtext("name") for field in root.iterfind(".//customfield")] == [
        "ONT Serial",
        "port|Splitter port",
    ]


def test_xml_of_errors_and_of_texts_that_need_escapes(start: Any) -> None:
    """Errors have the same root; control characters cannot break the document."""
    whmcs = start(_client(notes="<b>\x01&"), entities="none")

    error = ET.fromstring(whmcs.post("AddClient", responsetype="xml").text)
    client = ET.fromstring(whmcs.post("GetClientsDetails", clientid=1, responsetype="xml").text)

    assert (error.findtext("action"), error.findtext("result")) == ("addclient", "error")
    assert client.findtext("client/notes") == "<b>?&"


def test_xml_of_a_timeline_is_well_formed(whmcs: Any) -> None:
    """Dates cannot be element names, so they get a letter."""
    root = ET.fromstring(whmcs.post("GetStats", timeline_days=2, responsetype="xml").text)

    assert len(root.findall("timeline_data/new_orders/*")) == 2


def test_name_value_pairs(whmcs: Any) -> None:
    """Pairs end in semicolons; nested values have keys with brackets."""
    answer = whmcs.post("GetClients", responsetype="nvp")

    assert answer.text.startswith(
        "result=success;totalresults=1;startnumber=0;numreturned=1;clients[client][0][id]=7;"
    )
    assert "clients[client][0][lastname]=O&#039;Brien;" in answer.text


@pytest.mark.parametrize("named", ["", "yaml", None])
def test_default_responsetype_is_a_switch(start: Any, named: str | None) -> None:
    """It is used if none is named, or one that there is not."""
    assert start().post("GetCurrencies", responsetype=named).json()["result"] == "success"
    pairs = start(default_responsetype="nvp").post("GetCurrencies", responsetype=named)
    assert pairs.text.startswith("result=success;")


def test_one_password_that_is_not_utf8_breaks_the_whole_json(start: Any, isp_seed: dict[str, Any]) -> None:
    """JSON says so in an error; XML and a page without that service go well."""
    isp_seed["services"] = [
        {"id": 1, "clientid": 7, "pid": 13, "password": "fine"},
        {"id": 2, "clientid": 7, "pid": 13, "password": "\udcff\udc80"},
    ]
    whmcs = start(isp_seed)

    broken = whmcs.call("GetClientsProducts")

    assert broken == {
        "result": "error",
        "message": (
            "Error generating JSON encoded response: Malformed UTF-8 characters, possibly incorrectly encoded"
        ),
    }
    assert whmcs.call("GetClientsProducts", limitnum=1)["numreturned"] == 1
    assert whmcs.post("GetClientsProducts", responsetype="xml").text.count("<serverid>") == 2


def test_php_notice_stands_before_the_json(start: Any) -> None:
    """The body is no JSON then, but what follows is."""
    text = start(php_notice=True).post("GetCurrencies").text

    assert text.startswith("<br />\n<b>Notice</b>")
    assert json.loads(text[text.index("{") :])["result"] == "success"


@pytest.mark.parametrize(
    ("page", "status"),
    [("security_warning", 200), ("maintenance", 503), ("firewall", 403), ("output_emitted", 500)],
)
def test_html_page_instead_of_an_answer(start: Any, page: str, status: int) -> None:
    """What stands before the API answers in HTML, whatever was asked."""
    answer = start(page=page).post("GetCurrencies")

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!DOCTYPE html>")
