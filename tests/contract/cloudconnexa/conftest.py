"""A tenant, a client that checks the shape of every reply, and objects to try things on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator
from pulumi_isp_simulators.core.tables import read_table

PREFIX = "/api/v1"
Json = dict[str, Any]


DESCRIBED: Json = json.loads(Path(__file__).with_name("replies.json").read_text(encoding="utf-8"))
"""What the vendor's API description says of every operation, and of what goes around objects."""


class Shapes:
    """What the vendor's API description says of every reply: status, fields, types, words."""

    def __init__(self, version: str) -> None:
        self._release = release(version)
        shapes = read_table("cloudconnexa", "shapes.yaml")
        pages = {f"Page{name}": {"content": [name], **DESCRIBED["page"]} for name in shapes}
        self._shapes: dict[str, Json] = {**shapes, **pages, **DESCRIBED["envelopes"]}
        self._replies = [
            (key.split(" ")[0], re.compile(re.sub(r"\{\w+\}", "[^/]+", key.split(" ")[1])), reply)
            for key, reply in DESCRIBED["replies"].items()
        ]
        # A literal part of a path wins over a variable one.
        self._replies.sort(key=lambda each: each[1].pattern.count("[^/]+"))

    def check(self, response: requests.Response) -> None:
        path = urlsplit(response.url).path.removeprefix(PREFIX)
        method = response.request.method
        if response.status_code >= 400:
            if response.content:
                self._fits("ErrorResponse", response.json(), path)
            return
        found = [each for verb, pattern, each in self._replies if verb == method and pattern.fullmatch(path)]
        assert found, f"{method} {path} answered {response.status_code}, but there is no such operation"
        status, reply = found[0]["status"], found[0]["reply"]
        if response.status_code == 202:
            assert response.content == b""
            return
        assert response.status_code == status
        if reply is None:
            assert response.content == b"" or "dns-log" in path
        elif reply == "string" or (isinstance(reply, dict) and "enum" in reply):
            self._fits(reply, response.text, path)
        else:
            assert response.headers["Content-Type"] == "application/json"
            self._fits(reply, response.json(), path)

    def _fits(self, wanted: Any, value: object, place: str) -> None:
        if isinstance(wanted, list):
            assert isinstance(value, list), place
            for at, each in enumerate(value):
                self._fits(wanted[0], each, f"{place}[{at}]")
        elif isinstance(wanted, dict) and "enum" in wanted:
            assert value in list(self._words(wanted["enum"])), f"{place}: {value!r}"
        elif isinstance(wanted, dict) and "type" in wanted:
            self._fits(wanted["type"], value, place)
        elif isinstance(wanted, dict):
            for name, each in cast("Json", value).items():
                self._fits(wanted["map"], each, f"{place}.{name}")
        elif wanted in self._shapes:
            assert isinstance(value, dict), place
            fields = {name: each for name, each in self._shapes[wanted].items() if self._has(each)}
            assert set(value) <= set(fields), f"{place}: {set(value) - set(fields)}"
            # In the order of the description, as recorded replies are.
            assert list(value) == [name for name in fields if name in value], f"{place}: {list(value)}"
            for name, each in value.items():
                self._fits(fields[name], each, f"{place}.{name}")
        else:
            kind = re.split("[ :]", wanted)[0]
            assert isinstance(value, TYPES[kind]), f"{place}: {value!r} is no {wanted}"
            assert not (kind == "integer" and isinstance(value, bool)), place

    def _has(self, field: Any) -> bool:
        """Whether the release that is tested has a field."""
        if not isinstance(field, dict):
            return True
        since, until = field.get("since", "1.0"), field.get("until")
        return release(since) <= self._release and (until is None or self._release < release(until))

    def _words(self, words: list[Any]) -> Iterator[str]:
        """The words that the release has; one that came later stands with its release."""
        for each in words:
            for word, since in each.items() if isinstance(each, dict) else [(each, "1.0")]:
                if release(since) <= self._release:
                    yield word


def release(text: str) -> tuple[int, ...]:
    """A release of the API, comparable."""
    return tuple(int(part) for part in text.split("."))


TYPES = {
    **dict.fromkeys(("string", "cidr", "ipv4", "ipv6"), str),
    "boolean": bool,
    "integer": int,
    "object": object,
}


class Api(requests.Session):
    """Paths below ``/api/v1``, a token, and a look at every reply."""

    def __init__(self, sim: Simulator[CloudConnexaVendor]) -> None:
        super().__init__()
        self.trust_env = False
        self._base = sim.url + PREFIX
        version = sim.vendor.options.api_version
        self._shapes = Shapes(version) if version in ("1.0", "1.1.0") else None
        credential = {"client_id": "sim.acme", "client_secret": "simulated-secret"}
        answer = requests.post(f"{self._base}/oauth/token", params=credential, timeout=30)
        self.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **options: Any) -> requests.Response:
        response = super().request(method, f"{self._base}{url!s}", *args, **options)
        assert "X-Simulator-Bug" not in response.headers
        if self._shapes is not None:
            self._shapes.check(response)
        return response


Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts tenants with options and a seed; gives each with a client that has a token."""
    with ExitStack() as stack:

        def begin(seed: Mapping[str, Any] | None = None, **options: Any) -> tuple[Sim, requests.Session]:
            sim = stack.enter_context(Simulator(CloudConnexaVendor(**options), seed))
            return sim, stack.enter_context(Api(sim))

        yield begin


@pytest.fixture
def sim_and_api(start: Start) -> tuple[Sim, requests.Session]:
    """A fresh tenant with every switch at its default."""
    return start()


@pytest.fixture
def sim(sim_and_api: tuple[Sim, requests.Session]) -> Sim:
    """The tenant of ``api``."""
    return sim_and_api[0]


@pytest.fixture
def api(sim_and_api: tuple[Sim, requests.Session]) -> requests.Session:
    """A client of a fresh tenant."""
    return sim_and_api[1]


@pytest.fixture
def group(api: requests.Session) -> str:
    """Id of the built-in user group."""
    groups: list[Json] = api.get("/user-groups").json()["content"]
    return str(groups[0]["id"])


@pytest.fixture
def network(api: requests.Session) -> Json:
    """A network with a route and a connector."""
    body = {
        "name": "office",
        "routes": [{"value": "10.1.0.0/16", "description": "all of it"}],
        "connectors": [{"name": "gateway", "vpnRegionId": "it-mxp"}],
    }
    created: Json = api.post("/networks", json=body).json()
    return created
