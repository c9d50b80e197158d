"""Services: custom fields, options, and what is never read."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_isp_provider.whmcs.client import named_values
from pulumi_isp_provider.whmcs.client.clients import Client, ClientDetails
from pulumi_isp_provider.whmcs.client.services import Service
from pulumi_isp_provider.whmcs.client.system import Server


def service(fields: list[dict[str, Any]], **more: Any) -> Service:
    return Service.parse(
        {
            "id": 1,
            "clientid": 2,
            "pid": 3,
            "customfields": {"customfield": fields},
            "configoptions": "",
            **more,
        }
    )


@pytest.mark.parametrize("key", ["name", "fieldname", "translated_name"])
def test_custom_fields_are_by_name_and_by_id(key: str) -> None:
    """The name may stand under several keys; the part before the bar counts."""
    found = service([{"id": 5, key: "ONT Serial|Your ONT", "value": "CXNK00AABB01"}])

    assert found.custom_fields == {"ONT Serial": "CXNK00AABB01"}
    assert found.custom_fields_by_id == {"5": "CXNK00AABB01"}


def test_two_fields_of_one_name_are_not_chosen_between() -> None:
    """Different values under one name are left out by name, and there by id."""
    found = service([{"id": 5, "name": "Port", "value": "1"}, {"id": 6, "name": "Port", "value": "2"}])

    assert found.custom_fields == {}
    assert found.custom_fields_by_id == {"5": "1", "6": "2"}


def test_the_same_value_twice_is_one() -> None:
    """Two fields of one name that agree are no problem."""
    found = service([{"id": 5, "name": "Port", "value": "1"}, {"id": 6, "name": "Port ", "value": "1"}])

    assert found.custom_fields == {"Port": "1"}


@pytest.mark.parametrize("fields", ["", [], None, {"customfield": ""}])
def test_a_service_without_custom_fields_has_none(fields: object) -> None:
    """Every form of an empty list is no fields."""
    assert Service.parse({"id": 1, "clientid": 2, "pid": 3, "customfields": fields}).custom_fields == {}


def test_a_lone_custom_field_is_read() -> None:
    """A single custom field without its list counts."""
    found = Service.parse(
        {
            "id": 1,
            "clientid": 2,
            "pid": 3,
            "customfields": {"customfield": {"id": 1, "name": "A", "value": "x"}},
        }
    )

    assert found.custom_fields == {"A": "x"}


def test_passwords_and_notes_are_not_in_a_service() -> None:
    """No field of a service holds its password or its notes."""
    found = service([], password="hush-1", notes="hush-2")

    assert "hush" not in repr(found)


def test_what_changes_by_itself_can_be_left_out() -> None:
    """Usage is one field that can be taken away, so that plans do not change by themselves."""
    one = service([], bwusage="1", lastupdate="2025-01-01 00:00:00", nextduedate="2025-02-01")
    other = service([], bwusage="2", lastupdate="2025-01-02 00:00:00", nextduedate="2025-03-01")

    assert one != other
    assert one.steady == other.steady
    assert one.usage is not None
    assert one.usage.next_due_date == "2025-02-01"


def test_the_load_of_a_server_can_be_left_out() -> None:
    """How full a server is stands in one field that can be taken away."""
    found = Server.parse({"id": 1, "name": "olt", "activeServices": 5, "percentUsed": "1"})

    assert found.load == {"active_services": 5, "allowed_services": None, "percent_used": 1}
    assert found.steady.load is None


def test_only_the_personal_fields_asked_for_are_shown() -> None:
    """Personal data that was not asked for is None."""
    raw = {"id": 7, "firstname": "Ada", "lastname": "O&#039;Brien", "email": "ada@example.net"}

    shown = Client.parse(raw).showing({"last_name"})

    assert shown.person == {"first_name": None, "last_name": "O'Brien", "company_name": None, "email": None}


@pytest.mark.parametrize("fields", [[{"id": 4, "value": "x"}], {"customfield": [{"id": "4", "value": "x"}]}])
def test_custom_fields_of_a_client_are_by_id(fields: object) -> None:
    """A client's custom fields come as a flat list without names."""
    found = ClientDetails.parse({"client_id": 7, "id": 99, "customfields": fields})

    assert found.id == 7
    assert found.person.custom_fields == {"4": "x"}


def test_names_that_differ_in_case_alone_are_not_chosen_between() -> None:
    """Where upper and lower case do not count, two such fields with different values are one too many."""
    values = {"Port": "1/1", "PORT": "2/2", "Shelf": "a", "shelf": "a"}

    assert named_values.find(values, "port") is None
    assert named_values.find(values, "shelf") == "a"
