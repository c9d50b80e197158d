"""Who may call: addresses, credentials and roles, with WHMCS's own words and statuses."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest


def _error(answer: Any) -> tuple[int, str]:
    body = answer.json()
    assert body["result"] == "error"
    return answer.status_code, body["message"]


def test_address_that_is_not_listed_is_refused_with_the_address_seen(start: Any) -> None:
    """A caller from elsewhere gets 403 and its own address back, v4 or v6."""
    elsewhere = start(client_address="203.0.113.7")
    v6 = start(client_address="2001:db8::7")

    assert _error(elsewhere.post("GetProducts")) == (403, "Invalid IP 203.0.113.7")
    assert _error(v6.post("GetProducts")) == (403, "Invalid IP 2001:db8::7")


@pytest.mark.parametrize("entry", ["127.0.0.0/8", "*", "0.0.0.0/0", ""])
def test_networks_and_wildcards_on_the_list_match_nothing(start: Any, entry: str) -> None:
    """Addresses are compared as texts."""
    whmcs = start(allowed_ips=[entry])

    assert _error(whmcs.post("GetProducts")) == (403, "Invalid IP 127.0.0.1")


def test_empty_list_of_addresses_refuses_everybody(start: Any) -> None:
    """Without an entry nobody may call."""
    whmcs = start(allowed_ips=[])

    assert _error(whmcs.post("GetProducts")) == (403, "Invalid IP 127.0.0.1")


def test_address_is_judged_before_credentials(start: Any) -> None:
    """Bogus credentials from elsewhere are told about the address."""
    whmcs = start(client_address="203.0.113.7")

    assert _error(whmcs.post("GetProducts", secret="bogus"))[1] == "Invalid IP 203.0.113.7"


def test_address_can_be_taken_off_the_list_while_running(whmcs: Any) -> None:
    """What was allowed is refused from the next request on."""
    whmcs.call("GetCurrencies")

    whmcs.sim.remove("allowed_ips", "127.0.0.1")

    assert _error(whmcs.post("GetCurrencies")) == (403, "Invalid IP 127.0.0.1")


def test_access_key_stands_in_for_the_address(start: Any) -> None:
    """With the key the list is not asked; a wrong key is as good as none."""
    whmcs = start(client_address="203.0.113.7", access_key="Let-Me_In!(1)")

    assert whmcs.call("GetCurrencies", accesskey="Let-Me_In!(1)")["result"] == "success"
    assert _error(whmcs.post("GetCurrencies", accesskey="wrong")) == (403, "Invalid IP 203.0.113.7")


def test_wrong_access_key_from_a_listed_address_is_ignored(start: Any) -> None:
    """The key only ever opens."""
    whmcs = start(access_key="Let-Me-In")

    assert whmcs.call("GetCurrencies", accesskey="wrong")["result"] == "success"


def test_access_key_does_not_replace_credentials(start: Any) -> None:
    """The key is about the address alone."""
    whmcs = start(access_key="Let-Me-In")

    answer = whmcs.post("GetCurrencies", accesskey="Let-Me-In", secret="bogus")

    assert _error(answer) == (403, "Invalid or missing credentials")


@pytest.mark.parametrize(
    "credentials",
    [
        {"secret": "bogus"},
        {"identifier": "nobody"},
        {"identifier": None, "secret": None},
        {"identifier": "", "secret": ""},
        {"identifier": None, "secret": None, "username": "admin", "password": "bogus"},
    ],
)
def test_wrong_or_missing_credentials_are_refused(whmcs: Any, credentials: dict[str, str | None]) -> None:
    """Whatever is wrong with them, the words are the same."""
    assert _error(whmcs.post("GetProducts", **credentials)) == (403, "Invalid or missing credentials")


def test_old_login_is_refused_in_the_old_words(start: Any) -> None:
    """Before 8.0 a failed login of an administrator has a text of its own."""
    whmcs = start(whmcs_version="7.10")

    answer = whmcs.post("GetProducts", identifier=None, secret=None, username="admin", password="bogus")

    assert _error(answer) == (403, "Authentication Failed")


def test_role_without_the_action_is_refused_with_its_name_in_lower_case(start: Any) -> None:
    """The refusal repeats the action, lower-cased."""
    whmcs = start(permissions=["GetProducts"])

    assert whmcs.call("GetProducts")["result"] == "success"
    message = 'Invalid Permissions: API action "getclientsproducts" is not allowed'
    assert _error(whmcs.post("GetClientsProducts")) == (403, message)


def test_any_of_several_roles_allows(start: Any, isp_seed: dict[str, Any]) -> None:
    """A call is allowed if one role allows it."""
    isp_seed["roles"] = [
        {"name": "one", "actions": ["GetClients"]},
        {"name": "two", "actions": ["GetProducts"]},
    ]
    isp_seed["credentials"] = [
        {"identifier": "sim-identifier", "secret": "simulated-secret", "roles": ["one", "two"]}
    ]
    whmcs = start(isp_seed)

    statuses = [whmcs.post(action).status_code for action in ("GetClients", "GetProducts", "GetCurrencies")]

    assert statuses == [200, 200, 403]


def test_role_can_lose_an_action_while_running(whmcs: Any) -> None:
    """A narrower role counts from the next request on."""
    whmcs.call("GetClients")

    whmcs.sim.change("roles", "read-only", {"actions": ["GetProducts"]})

    assert whmcs.post("GetClients").status_code == 403


def test_roles_do_not_limit_versions_that_have_none(start: Any) -> None:
    """API roles came with 7.4."""
    assert start(whmcs_version="7.3", permissions=[]).post("GetProducts").status_code == 200
    assert start(whmcs_version="7.4", permissions=[]).post("GetProducts").status_code == 403


def test_identifier_and_secret_do_not_work_before_7_2(start: Any) -> None:
    """API credentials came with 7.2."""
    answer = start(whmcs_version="7.1").post("GetProducts")

    assert _error(answer) == (403, "Invalid or missing credentials")


def test_administrator_logs_in_with_the_md5_of_the_password(start: Any, isp_seed: dict[str, Any]) -> None:
    """The old login still works, and says why if it does not."""
    isp_seed["admins"] = [
        {"username": "good", "password": "hunter2"},
        {"username": "gone", "password": "hunter2", "disabled": True},
        {"username": "desk", "password": "hunter2", "api_access": False},
    ]
    whmcs = start(isp_seed)
    login = {"identifier": None, "secret": None, "password": hashlib.md5(b"hunter2").hexdigest()}

    assert whmcs.call("GetProducts", username="good", **login)["result"] == "success"
    assert _error(whmcs.post("GetProducts", username="gone", **login))[1] == "Administrator Account Disabled"
    assert _error(whmcs.post("GetProducts", username="desk", **login))[1] == "Access Denied"
    clear = {**login, "password": "hunter2"}
    assert _error(whmcs.post("GetProducts", username="good", **clear))[1] == "Invalid or missing credentials"


def test_disabling_the_administrator_kills_the_credential(start: Any, isp_seed: dict[str, Any]) -> None:
    """A credential works as long as the administrator that it belongs to."""
    isp_seed["admins"] = [{"username": "good", "password": "hunter2"}]
    isp_seed["credentials"] = [
        {
            "identifier": "sim-identifier",
            "secret": "simulated-secret",
            "roles": ["read-only"],
            "admin": "good",
        }
    ]
    whmcs = start(isp_seed)
    whmcs.call("GetProducts")

    whmcs.sim.change("admins", "good", {"disabled": True})

    assert _error(whmcs.post("GetProducts")) == (403, "Invalid or missing credentials")


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("8.13.3", "Command Not Found"),
        ("9.0.4", 'Invalid API Action: "nosuchaction" is not a valid API action'),
    ],
)
def test_unknown_action_has_the_text_of_the_version(start: Any, version: str, message: str) -> None:
    """9.x words it anew."""
    assert _error(start(whmcs_version=version).post("NoSuchAction")) == (200, message)


def test_unknown_action_wording_and_status_are_switches(start: Any) -> None:
    """Neither the status nor the release that changed the text is known."""
    whmcs = start(whmcs_version="9.0", unknown_action="command_not_found", unknown_action_status=404)

    assert _error(whmcs.post("NoSuchAction")) == (404, "Command Not Found")


def test_unknown_action_may_be_judged_after_the_role(start: Any) -> None:
    """The order of the two checks is a switch."""
    first, second = start(permissions=[]), start(permissions=[], unknown_action_first=False)

    assert first.post("NoSuchAction").status_code == 200
    assert second.post("NoSuchAction").status_code == 403


def test_missing_action_is_a_bad_request(whmcs: Any) -> None:
    """No action, or an empty one: 400."""
    for action in (None, "", "  "):
        assert _error(whmcs.post(action)) == (400, "Empty action request")


def test_action_is_matched_in_any_case(whmcs: Any) -> None:
    """Clients send it lower-cased too."""
    assert whmcs.call("getcurrencies") == whmcs.call("GETCURRENCIES") == whmcs.call("GetCurrencies")
    assert whmcs.sim.count("GetCurrencies") == 3


def test_rejections_may_come_as_name_value_pairs(start: Any) -> None:
    """Some builds answer early rejections so although JSON is asked for; other errors stay JSON."""
    whmcs = start(nvp_rejections=True, permissions=["GetClientsDetails"])

    role, secret = whmcs.post("GetProducts"), whmcs.post("GetProducts", secret="bogus")

    assert secret.text == "result=error;message=Invalid or missing credentials;"
    assert role.text == 'result=error;message=Invalid Permissions: API action "getproducts" is not allowed;'
    assert (secret.status_code, role.status_code) == (403, 403)
    assert whmcs.call("GetClientsDetails")["message"] == "Either clientid Or email Is Required"
