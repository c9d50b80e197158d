"""Many clients at once, and many objects."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]

CLIENTS = 50


def test_fifty_clients_with_mixed_writes(sim: Sim, api: requests.Session) -> None:
    """No update is lost, no id is given twice, no address either, and deletes take effect."""
    shared = api.post("/networks", json={"name": "shared"}).json()["id"]
    token = api.headers["Authorization"]

    def work(number: int) -> tuple[list[str], str]:
        with requests.Session() as session:
            session.trust_env = False
            session.headers["Authorization"] = token

            def call(method: str, path: str, body: Json | None = None, **query: str) -> Json:
                url = f"{sim.url}/api/v1{path}"
                answer = session.request(method, url, json=body, params=query, timeout=60)
                assert answer.ok, answer.text
                made: Json = answer.json() if answer.content else {}
                return made

            routes = [{"value": f"10.{number}.{at}.0/24"} for at in range(3)]
            network = call("POST", "/networks", {"name": f"net {number}", "routes": routes})
            call("PUT", f"/networks/{network['id']}", {"name": f"renamed {number}", "description": "kept"})
            added = call("POST", "/networks/routes", {"value": f"10.{number}.9.0/24"}, networkId=shared)
            call("DELETE", f"/networks/routes/{network['routes'][0]['id']}")
            gone = call("POST", "/networks", {"name": f"short {number}"})
            call("DELETE", f"/networks/{gone['id']}")
            call("GET", "/networks", size="1000")
            keys = [network["id"], gone["id"], added["id"], *(route["id"] for route in network["routes"])]
            return keys, network["systemSubnets"][0]

    with ThreadPoolExecutor(CLIENTS) as pool:
        results = list(pool.map(work, range(CLIENTS)))
    keys = [key for some, _ in results for key in some]
    assert len(set(keys)) == len(keys) == CLIENTS * 6
    networks = api.get("/networks", params={"size": 1000}).json()["content"]
    assert {each["name"] for each in networks} == {"shared", *(f"renamed {at}" for at in range(CLIENTS))}
    assert len({each["systemSubnets"][0] for each in networks}) == CLIENTS + 1
    assert all(each["description"] == "kept" for each in networks if each["name"] != "shared")
    assert {len(each["routes"]) for each in networks if each["name"] != "shared"} == {2}
    listed = api.get("/networks/routes", params={"networkId": shared}).json()
    assert listed["totalElements"] == CLIENTS


def test_one_of_many_gets_the_name(sim: Sim, api: requests.Session) -> None:
    """Of clients that race for a name or a subnet, one wins and the others are refused."""
    home = api.post("/networks", json={"name": "home"}).json()["id"]
    headers = {"Authorization": str(api.headers["Authorization"])}

    def race(_: int) -> tuple[int, int]:
        base = f"{sim.url}/api/v1/networks"
        named = requests.post(base, json={"name": "wanted"}, headers=headers, timeout=60)
        body = {"value": "10.0.0.0/8"}
        routed = requests.post(
            f"{base}/routes", params={"networkId": home}, json=body, headers=headers, timeout=60
        )
        return named.status_code, routed.status_code

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(race, range(20)))
    for which in (0, 1):
        assert sorted(statuses[which] for statuses in results) == [201] + [400] * 19


def test_five_thousand_routes(start: Start) -> None:
    """A large tenant loads, is listed whole in pages, and still knows what overlaps."""
    seed = {
        "networks": [
            {"name": f"n{a}", "routes": [{"value": f"10.{a}.{b}.0/24"} for b in range(100)]}
            for a in range(50)
        ]
    }
    _, api = start(seed)
    pages = [api.get("/networks/routes", params={"size": 1000, "page": page}).json() for page in range(5)]
    assert {page["totalElements"] for page in pages} == {5000}
    assert len({route["id"] for page in pages for route in page["content"]}) == 5000
    (first,) = api.get("/networks", params={"size": 1}).json()["content"]
    for value, status in (("10.7.0.0/16", 400), ("10.7.99.128/25", 400), ("10.7.100.0/24", 201)):
        answer = api.post("/networks/routes", params={"networkId": first["id"]}, json={"value": value})
        assert answer.status_code == status
