"""The admin side under ``/_sim/``: the same as :class:`.simulation.Simulation`, over HTTP in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request, Response

from .guard import Foreign, Guard
from .params import FaultError
from .simulation import Simulation
from .vendor import SeedError

PREFIX = "/_sim"


class _Bad(Exception):
    """A request that the admin side cannot serve."""

    def __init__(self, place: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.place = place
        self.status = status


class Admin:
    """Answers admin requests for one simulation."""

    def __init__(self, simulation: Simulation, hosts: Iterable[str] = ()) -> None:
        self._simulation = simulation
        self._guard = Guard(hosts)
        self._routes: Mapping[tuple[str, str], Callable[[list[str], Request], object]] = {
            ("GET", "log"): self._log,
            ("GET", "counts"): lambda _path, _request: self._simulation.counts(),
            ("GET", "operations"): lambda _path, _request: sorted(self._simulation.vendor.operations),
            ("POST", "reset"): self._reset,
            ("GET", "state"): lambda _path, _request: self._simulation.state(),
            ("PUT", "state"): self._load,
            ("PATCH", "objects"): self._change,
            ("DELETE", "objects"): self._remove,
            ("POST", "expire"): lambda _path, _request: {"expired": self._simulation.expire()},
            ("GET", "time"): lambda _path, _request: {"now": self._simulation.clock.now()},
            ("POST", "time"): self._advance,
            ("GET", "faults"): lambda _path, _request: [f.as_json() for f in self._simulation.faults.all()],
            ("POST", "faults"): self._add_fault,
            ("DELETE", "faults"): self._remove_faults,
        }

    @property
    def routes(self) -> Collection[tuple[str, str]]:
        """The functions by method and first part of the path."""
        return self._routes.keys()

    def handle(self, request: Request) -> Response:
        """Answer one request; bad ones by 400 with ``error`` and ``place``, a web page's by 403."""
        try:
            self._guard.check(request.headers)
        except Foreign as error:
            return _reply({"error": str(error), "place": error.place}, 403)
        head, *rest = [unquote(part) for part in request.path.removeprefix(PREFIX).strip("/").split("/")]
        try:
            return _reply(self._route(request.method, head)(rest, request), 200)
        except _Bad as bad:
            return _reply({"error": str(bad), "place": bad.place}, bad.status)
        except SeedError as error:
            place, colon, _ = str(error).partition(": ")
            return _reply({"error": str(error), "place": place if colon else ""}, 400)
        except FaultError as error:
            return _reply({"error": str(error), "place": error.place}, 400)

    def _route(self, method: str, head: str) -> Callable[[list[str], Request], object]:
        if (method, head) in self._routes:
            return self._routes[method, head]
        methods = sorted(each for each, name in self._routes if name == head)
        if methods:
            raise _Bad("method", f"allowed here: {', '.join(methods)}", 405)
        known = sorted({name for _, name in self._routes})
        raise _Bad("path", f"nothing at {head!r}; there is {', '.join(known)}", 404)

    def _log(self, _: list[str], request: Request) -> object:
        entries = self._simulation.requests
        last = _query_number(request.args, "last")
        operation = request.args.get("operation")
        if operation is not None and operation not in self._simulation.vendor.operations:
            # As for counts: a misspelt name must not look like an operation without requests.
            raise _Bad("operation", f"{operation!r} is unknown; /_sim/operations has those that there are")
        chosen = [entry for entry in entries if operation in (None, entry.operation)]
        return [
            entry.as_json()
            for entry in (chosen if last is None else chosen[len(chosen) - min(last, len(chosen)) :])
        ]

    def _reset(self, _: list[str], request: Request) -> object:
        state = request.args.get("state")
        if state not in (None, "seed"):
            raise _Bad("state", f"may only be seed, not {state!r}")
        self._simulation.reset(state=state == "seed")
        return {}

    def _load(self, _: list[str], request: Request) -> object:
        self._simulation.load(_json_object(request))
        return {}

    def _change(self, path: list[str], request: Request) -> object:
        kind, key = _kind_and_key(path)
        fields = _json_object(request)
        try:
            return self._simulation.change(kind, key, fields)
        except KeyError as error:
            raise _Bad("path", str(error.args[0]), 404) from error

    def _remove(self, path: list[str], _: Request) -> object:
        kind, key = _kind_and_key(path)
        try:
            self._simulation.remove(kind, key)
        except KeyError as error:
            raise _Bad("path", str(error.args[0]), 404) from error
        return {}

    def _advance(self, _: list[str], request: Request) -> object:
        given = _json_object(request)
        seconds = given.get("advance")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= 1e10:
            raise _Bad("advance", f"must be a number of seconds, at least 0, not {seconds!r}")
        return {"now": self._simulation.clock.advance(seconds)}

    def _add_fault(self, _: list[str], request: Request) -> object:
        return self._simulation.faults.add(_json_object(request)).as_json()

    def _remove_faults(self, path: list[str], _: Request) -> object:
        if not path:
            self._simulation.clear_faults()
            return {}
        if len(path) != 1 or not path[0].isascii() or not path[0].isdigit():
            raise _Bad("path", "expected /_sim/faults/<id>")
        try:
            self._simulation.faults.remove(int(path[0]))
        except KeyError as error:
            raise _Bad("path", str(error.args[0]), 404) from error
        return {}


def _kind_and_key(path: list[str]) -> tuple[str, str]:
    if len(path) < 2 or not all((path[0], path[1])):
        raise _Bad("path", "expected /_sim/objects/<kind>/<key>")
    return path[0], "/".join(path[1:])


def _query_number(args: MultiDict[str, str], name: str) -> int | None:
    value = args.get(name)
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise _Bad(name, f"must be a whole number, not {value!r}")
    return int(value)


def _json_object(request: Request) -> dict[str, Any]:
    try:
        value = json.loads(request.get_data())
    except json.JSONDecodeError as error:
        raise _Bad(f"line {error.lineno} column {error.colno}", f"not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # not UTF-8, a too long number, too deep
        raise _Bad("body", f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise _Bad("body", "must be a JSON object")
    return value


def _reply(value: object, status: int) -> Response:
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status=status, content_type="application/json")
