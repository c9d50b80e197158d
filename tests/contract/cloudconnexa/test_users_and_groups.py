"""Users, their groups and their devices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]


USER: Json = {"username": "ada", "email": "ada@isp.example", "firstName": "Ada", "lastName": "L"}
GROUP: Json = {
    "name": "field",
    "vpnRegionIds": ["it-mxp"],
    "internetAccess": "SPLIT_TUNNEL_ON",
    "maxDevice": 2,
    "connectAuth": "NO_AUTH",
}


@pytest.fixture
def user(api: requests.Session, group: str) -> Json:
    """A user of the built-in group."""
    made: Json = api.post("/users", json={**USER, "groupId": group}).json()
    return made


def test_a_new_user(api: requests.Session, user: Json, group: str) -> None:
    """An invited member of the tenant's own directory, without devices."""
    assert user == {
        "id": user["id"],
        "firstName": "Ada",
        "lastName": "L",
        "username": "ada",
        "email": "ada@isp.example",
        "groupId": group,
        "status": "INVITED",
        "authType": "INTERNAL",
        "role": "MEMBER",
        "devices": [],
    }
    assert api.get(f"/users/{user['id']}").json() == user
    assert api.get("/users").json()["content"] == [user]


@pytest.mark.parametrize("left_out", ["username", "groupId", "email"])
def test_what_a_user_needs(api: requests.Session, group: str, left_out: str) -> None:
    """Username, group and email must be given."""
    body = {name: value for name, value in {**USER, "groupId": group}.items() if name != left_out}
    answer = api.post("/users", json=body)
    assert (answer.status_code, list(answer.json()["errorDetails"])) == (400, [left_out])
    assert "parameter is missing" in answer.text


def test_a_user_without_email_where_switched(start: Start) -> None:
    """The need for an email address is a switch."""
    _, api = start(user_email_required=False)
    group = api.get("/user-groups").json()["content"][0]["id"]
    assert api.post("/users", json={"username": "x", "groupId": group}).status_code == 201


def test_usernames_are_unique_and_stay(api: requests.Session, user: Json, group: str) -> None:
    """A second user of the name is refused; a PUT ignores another username."""
    assert api.post("/users", json={**USER, "groupId": group}).status_code == 400
    changed = api.put(f"/users/{user['id']}", json={**user, "username": "eve"}).json()
    assert changed == user


def test_a_put_needs_group_and_status(api: requests.Session, user: Json) -> None:
    """Recorded: without a group, "parameter is missing"; an empty status is refused with the allowed ones."""
    path = f"/users/{user['id']}"
    without = api.put(path, json={name: value for name, value in user.items() if name != "groupId"})
    assert (without.status_code, "parameter is missing" in without.text) == (400, True)
    empty = api.put(path, json={**user, "status": ""})
    assert empty.json()["errorDetails"]["status"][0]["message"] == (
        "The value: '' is invalid. Allowed value(s): [INVITED, ACTIVE, SUSPENDED, SUSPENDED_IDP]"
    )
    assert "status" in api.put(path, json={name: user[name] for name in ("groupId", "email")}).text
    other = api.put(
        path, json={"groupId": user["groupId"], "email": "a@b.example", "status": "ACTIVE"}
    ).json()
    assert (other["status"], other["role"], "firstName" in other) == ("ACTIVE", "MEMBER", False)


def test_a_group_that_does_not_exist(api: requests.Session) -> None:
    """A user cannot be put into it."""
    assert "9-11-6" in api.post("/users", json={**USER, "groupId": "nope"}).text


def test_the_owner_is_guarded(start: Start) -> None:
    """Nobody is made owner; the owner's status, role and email stay, and so does the owner."""
    _, api = start(owner="boss@isp.example")
    owner = api.get("/users").json()["content"][0]
    assert (owner["role"], owner["status"]) == ("OWNER", "ACTIVE")
    path = f"/users/{owner['id']}"
    for answer in (
        api.put(path, json={**owner, "status": "SUSPENDED"}),
        api.put(path, json={**owner, "email": "x@y.example"}),
        api.delete(path),
    ):
        assert answer.status_code == 400
        assert "You cannot update email, role, status" in answer.text
    assert api.put(path, json={**owner, "firstName": "Bo"}).json()["firstName"] == "Bo"
    made = api.post("/users", json={**USER, "groupId": owner["groupId"], "role": "OWNER"})
    assert (made.status_code, list(made.json()["errorDetails"])) == (400, ["role"])


def test_devices_come_with_the_user_or_later(api: requests.Session, group: str) -> None:
    """A device shows its user; its name, not its user, can be changed; it goes with the user."""
    user = api.post("/users", json={**USER, "groupId": group, "devices": [{"name": "laptop"}]}).json()
    of_user = {"userId": user["id"]}
    made = api.post("/devices", params=of_user, json={"name": "phone", "clientUUID": "c-1"})
    assert made.status_code == 201
    assert "platform" not in made.json()
    path = f"/devices/{made.json()['id']}"
    assert api.put(path, params=of_user, json={"name": "tablet"}).json()["name"] == "tablet"
    assert [each["name"] for each in api.get("/devices", params=of_user).json()["content"]] == [
        "laptop",
        "tablet",
    ]
    assert api.get("/devices").json()["totalElements"] == 2
    assert "9-11-6" in api.get(path, params={"userId": "another"}).text
    assert list(api.get(path).json()["errorDetails"]) == ["userId"]
    profile = api.post(f"{path}/profile", params={**of_user, "regionId": "us-east-1"})
    assert "PRIVATE KEY" in profile.text
    assert api.delete(f"{path}/profile", params=of_user).status_code == 200
    assert api.delete(path, params=of_user).status_code == 204
    api.delete(f"/users/{user['id']}")
    assert api.get("/devices").json()["content"] == []


def test_the_group_limits_devices(api: requests.Session) -> None:
    """One device more than the group allows is refused in the recorded words."""
    group = api.post("/user-groups", json=GROUP).json()["id"]
    user = api.post("/users", json={**USER, "groupId": group, "devices": [{"name": "a"}]}).json()
    statuses = [
        api.post("/devices", params={"userId": user["id"]}, json={"name": name}).status_code for name in "bc"
    ]
    assert statuses == [201, 400]
    too_many = {**USER, "username": "eve", "groupId": group, "devices": [{"name": name} for name in "abc"]}
    assert "Device limit is exceeded" in api.post("/users", json=too_many).text


def test_a_tenant_has_a_default_group(api: requests.Session) -> None:
    """It has all regions and cannot be deleted."""
    (group,) = api.get("/user-groups").json()["content"]
    assert (group["name"], group["allRegionsIncluded"]) == ("Default", True)
    assert api.delete(f"/user-groups/{group['id']}").status_code == 400


def test_a_group_comes_and_goes(api: requests.Session) -> None:
    """Created, read, replaced, deleted."""
    made = api.post("/user-groups", json=GROUP)
    assert made.status_code == 201
    path = f"/user-groups/{made.json()['id']}"
    assert api.get(path).json() == made.json()
    changed = api.put(
        path, json={**made.json(), "vpnRegionIds": None, "allRegionsIncluded": True, "maxDevice": 5}
    )
    assert (changed.json()["maxDevice"], changed.json()["allRegionsIncluded"]) == (5, True)
    assert api.delete(path).status_code == 204
    assert "9-11-6" in api.get(path).text


def test_a_put_without_the_regions_flag(api: requests.Session) -> None:
    """The flag is false then, and is shown."""
    every = {**GROUP, "vpnRegionIds": [], "allRegionsIncluded": True}
    path = f"/user-groups/{api.post('/user-groups', json=every).json()['id']}"
    assert api.put(path, json=GROUP).json()["allRegionsIncluded"] is False


@pytest.mark.parametrize("left_out", ["name", "vpnRegionIds", "internetAccess", "maxDevice", "connectAuth"])
def test_a_put_of_a_group_needs_every_field(api: requests.Session, left_out: str) -> None:
    """A PUT without one is refused; without internet access in the recorded words."""
    path = f"/user-groups/{api.post('/user-groups', json=GROUP).json()['id']}"
    answer = api.put(path, json={name: value for name, value in GROUP.items() if name != left_out})
    assert (answer.status_code, list(answer.json()["errorDetails"])) == (400, [left_out])
    if left_out == "internetAccess":
        assert "Such access to the internet cannot be selected" in answer.text


def test_a_group_needs_regions(api: requests.Session) -> None:
    """Some that exist, or all of them."""
    for regions in (None, [], ["atlantis"]):
        assert api.post("/user-groups", json={**GROUP, "vpnRegionIds": regions}).status_code == 400
    every = {**GROUP, "vpnRegionIds": [], "allRegionsIncluded": True}
    assert api.post("/user-groups", json=every).status_code == 201


@pytest.mark.parametrize(("switch", "status"), [("refuse", 400), ("detach", 204)])
def test_deleting_a_group_with_users(start: Start, switch: str, status: int) -> None:
    """It is refused, or its users move to the built-in group, as switched."""
    seed = {
        "user-groups": [{"id": "g", "name": "field", "allRegionsIncluded": True}],
        "users": [{"id": "u", "username": "ada", "groupId": "field", "devices": [{"name": "laptop"}]}],
    }
    sim, api = start(seed, group_in_use=switch)
    assert api.delete("/user-groups/g").status_code == status
    default = sim.state()["user-groups"][0]["id"]
    assert api.get("/users/u").json()["groupId"] == ("g" if status == 400 else default)
