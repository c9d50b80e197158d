"""A vendor of a few lines, to test what all simulators share."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Protocol

import pytest
import requests
from werkzeug.wrappers import Request, Response

from pulumi_isp_simulators import Clock, SeedError, Simulator, Vendor


class Shelf(Vendor):
    """Boxes by name: POST /boxes/<name> puts one, GET shows all or one; ``/broken`` is a bug."""

    name = "shelf"
    operations = ("boxes.create", "boxes.get", "boxes.list", "broken", "lobby.count", "unknown")

    def __init__(self) -> None:
        self.clock = Clock()
        self.boxes: dict[str, Any] = {}
        self.tokens = {"tok-1234567890"}
        self._lock = threading.Lock()

    def operation(self, request: Request) -> str:
        parts = request.path.strip("/").split("/")
        if parts[0] == "broken":
            return "broken"
        if parts[0] != "boxes" or len(parts) > 2:
            return "unknown"
        if request.method == "POST":
            return "boxes.create"
        return "boxes.list" if len(parts) == 1 else "boxes.get"

    def handle(self, request: Request) -> Response:
        name = request.path.rpartition("/")[2]
        with self._lock:
            match self.operation(request):
                case "broken":
                    raise RuntimeError("a bug on purpose")
                case "boxes.create":
                    self.boxes[name] = len(self.boxes)
                    return self._json({"name": name, "number": self.boxes[name]})
                case "boxes.get" if name in self.boxes:
                    return self._json({"name": name, "number": self.boxes[name]})
                case "boxes.list":
                    return self._json(self.boxes)
        return Response("not here", status=404)

    @staticmethod
    def _json(value: object) -> Response:
        return Response(json.dumps(value), content_type="application/json")

    def secrets(self) -> Collection[str]:
        return self.tokens

    def dump(self) -> dict[str, Any]:
        return {"boxes": dict(self.boxes)}

    def load(self, seed: Mapping[str, Any]) -> None:
        boxes = seed.get("boxes", {})
        if not isinstance(boxes, dict):
            raise SeedError("boxes: must be a mapping")
        self.boxes = boxes

    def change(self, kind: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        if kind != "boxes" or key not in self.boxes:
            raise KeyError(f"no {kind} {key}")
        if not isinstance(fields.get("number"), int):
            raise SeedError("number: must be a whole number")
        self.boxes[key] = fields["number"]
        return {"name": key, "number": self.boxes[key]}

    def remove(self, kind: str, key: str) -> None:
        if kind != "boxes" or key not in self.boxes:
            raise KeyError(f"no {kind} {key}")
        del self.boxes[key]

    def expire(self) -> int:
        count = len(self.tokens)
        self.tokens = set()
        return count


class Lobby:
    """A second site over the same boxes, which only counts them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def operation(self, _: Request) -> str:
        return "lobby.count"

    def handle(self, _: Request) -> Response:
        return Response(str(len(self._shelf.boxes)))


class MakeShelf(Protocol):
    def __call__(
        self, seed: Mapping[str, Any] | Path | None = None, *, lobby: bool = False, **settings: Any
    ) -> Simulator[Vendor]: ...


class Send(Protocol):
    def __call__(self, url: str, data: bytes) -> bytes: ...


@pytest.fixture
def make_shelf() -> Iterator[MakeShelf]:
    """Starts shelves; they stop when the test ends."""
    with ExitStack() as stack:

        def make(
            seed: Mapping[str, Any] | Path | None = None, *, lobby: bool = False, **settings: Any
        ) -> Simulator[Vendor]:
            vendor = Shelf()
            if lobby:
                vendor.rest = Lobby(vendor)
            return stack.enter_context(Simulator[Vendor](vendor, seed, **settings))

        yield make


@pytest.fixture
def shelf(make_shelf: MakeShelf) -> Simulator[Vendor]:
    """A shelf with one box."""
    return make_shelf({"boxes": {"first": 1}})


@pytest.fixture
def client() -> Iterator[requests.Session]:
    """A client with one kept connection per server."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def send() -> Send:
    """Sends bytes on a connection of their own, then closes its half; gives all that comes back."""

    def exchange(url: str, data: bytes) -> bytes:
        host, _, port = url.rpartition("/")[2].partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as sock:
            received = []
            with suppress(OSError):  # refused before all of it was sent
                sock.sendall(data)
                sock.shutdown(socket.SHUT_WR)
            with suppress(ConnectionResetError):
                while piece := sock.recv(65536):
                    received.append(piece)
            return b"".join(received)

    return exchange
