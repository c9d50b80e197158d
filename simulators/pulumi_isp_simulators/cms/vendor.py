"""The simulated CMS."""

from __future__ import annotations

import hmac
import re
import secrets
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from werkzeug.wrappers import Request, Response

from ..core.clock import Clock
from ..core.vendor import Vendor
from . import behind, dump
from . import seed as seeds
from .actions import act
from .edit import edit
from .envelope import Call, Login, Logout, Rpc, auth_reply, read_call, rpc_error, rpc_head, rpc_reply
from .messages import (
    RESULT_LOGIN_REFUSED,
    RESULT_LOGOUT_REFUSED,
    RESULT_OK,
    RESULT_TOO_MANY_SESSIONS,
    Refused,
)
from .node import NODE_PREFIX, Node
from .operations import OPERATIONS, UNKNOWN, operation_of
from .options import CmsOptions
from .query import read
from .rest import CmsRest
from .sessions import SessionTable, TooManySessions
from .xmlio import Element, tag

E7_PATH: Final = "/cmsexc/ex/netconf"
"""Path of the E7 interface."""

OTHER_PATHS: Final = ("/cmsweb/nc", "/cmsae/ae/netconf")
"""Paths of the interfaces of C7, E3 and AE equipment. Clients log in there; no such node is simulated."""

_CALL: Final = "pulumi_isp_simulators.cms.call"
_SLASHES: Final = re.compile("//+")


@dataclass(kw_only=True, eq=False)
class CmsVendor(CmsOptions, Vendor):
    """A Calix CMS with E7 nodes behind its XML northbound interface.

    Keyword arguments are those of :class:`CmsOptions`, and ``clock``.

    Attributes:
        clock: Time for sessions and uptimes.
        rest: The REST interface for devices, to be served on its own port.
    """

    name: ClassVar[str] = "cms"
    operations: ClassVar[Collection[str]] = OPERATIONS

    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._lock = threading.RLock()
        self._sessions = SessionTable(
            self.clock,
            timeout=self.session_timeout,
            limit=self.max_sessions,
            user_limit=self.max_user_sessions,
            first_id=self.first_session_id,
        )
        self._cookie = secrets.token_hex(16).upper()
        self._nodes: dict[str, Node] = {}
        self.load(seeds.DEFAULT_SEED)
        self.rest = CmsRest(self, self.devices)

    def operation(self, request: Request) -> str:
        """Name what the request asks for."""
        path = _path(request)
        if path == E7_PATH:
            return operation_of(self._call(request))
        if path not in OTHER_PATHS or isinstance(call := self._call(request), Rpc):
            return UNKNOWN
        return operation_of(call)

    def handle(self, request: Request) -> Response:
        """Answer the request as a CMS would."""
        path = _path(request)
        if path != E7_PATH and path not in OTHER_PATHS:
            return Response(status=404)
        if request.method not in ("POST", "GET"):
            return Response(status=405, headers={"Allow": "POST, GET"})
        answer = self._answer(self._call(request), e7=path == E7_PATH)
        response = Response(answer, content_type=self.content_type)
        if "JSESSIONID" not in request.cookies:
            # From the servlet container; clients need not return it.
            application = path.split("/")[1]
            response.set_cookie("JSESSIONID", self._cookie, path=f"/{application}", samesite=None)
        return response

    def _call(self, request: Request) -> Call:
        call: Call | None = request.environ.get(_CALL)
        if call is None:
            call = read_call(request.get_data(), self.max_body)
            request.environ[_CALL] = call
        return call

    def _answer(self, call: Call, *, e7: bool) -> str:
        match call:
            case Login():
                return self._login(call)
            case Logout():
                with self._lock:
                    ended = self._sessions.close(call.session_id, call.username)
                if ended:
                    return auth_reply(self, RESULT_OK, call.session_id)
                return auth_reply(self, RESULT_LOGOUT_REFUSED)
            case Rpc():
                return self._rpc(call, e7=e7)
            case _:
                return rpc_reply(self, {}, rpc_error(self, call.refusal))

    def _login(self, call: Login) -> str:
        known = hmac.compare_digest(call.username.encode(), self.username.encode())
        right = hmac.compare_digest(call.password.encode(), self.password.encode())
        if not (known and right):
            return auth_reply(self, RESULT_LOGIN_REFUSED)
        try:
            with self._lock:
                return auth_reply(self, RESULT_OK, self._sessions.open(call.username))
        except TooManySessions:
            return auth_reply(self, RESULT_TOO_MANY_SESSIONS)

    def _rpc(self, call: Rpc, *, e7: bool) -> str:
        head = rpc_head(self, call.attributes)
        try:
            body = self._relay(call, self.page_bytes - len(tag("rpc-reply", "", **head)), e7=e7)
        except Refused as refusal:
            body = rpc_error(self, refusal)
        return rpc_reply(self, head, body)

    def _relay(self, call: Rpc, room: int, *, e7: bool) -> str:
        attributes = call.attributes
        nodename = attributes.get("nodename", "")
        with self._lock:
            if not self._sessions.use(attributes.get("sessionid", ""), attributes.get("username", "")):
                raise Refused("session")
            node = self._nodes.get(nodename) if e7 else None
        if node is None:
            raise Refused("node-unknown", node=nodename)
        if call.verb is None:
            raise Refused("no-operation")
        with self._lock:
            node.in_flight += 1
            node.most_in_flight = max(node.most_in_flight, node.in_flight)
        try:
            if not self.serialise_nodes:
                return self._ask(node, call.verb, room)
            with node.turn:
                return self._ask(node, call.verb, room)
        finally:
            with self._lock:
                node.in_flight -= 1

    def _ask(self, node: Node, verb: Element, room: int) -> str:
        if self.node_latency > 0:
            time.sleep(self.node_latency)
        with self._lock:
            if not node.connected:
                raise Refused("node-offline", node=node.nodename)
            if verb.name == "edit-config":
                return edit(node, verb)
            if verb.name == "action":
                return act(node, verb, room)
            return read(node, verb, room)

    def most_in_flight(self, network: str) -> int:
        """The highest number of requests to one node at the same time, including waiting ones.

        Raises:
            KeyError: There is no such network.
        """
        with self._lock:
            return self._nodes[NODE_PREFIX + network].most_in_flight

    def sessions(self) -> int:
        """How many sessions are open now."""
        with self._lock:
            return len(self._sessions)

    def devices(self, device_type: str) -> list[dict[str, Any]]:
        """The nodes as the REST interface lists them; only E7 nodes are simulated."""
        if device_type.lower() != "e7":
            return []
        with self._lock:
            return [
                {
                    "name": node.name,
                    "deviceType": "e7",
                    "ipAddress": node.address,
                    "softwareVersion": node.release,
                    "connected": node.connected,
                }
                for node in self._nodes.values()
            ]

    def secrets(self) -> Collection[str]:
        """The password. Session ids and passwords of ports are recognised by their elements' names."""
        return (self.password,)

    def dump(self) -> dict[str, Any]:
        """The whole state as a seed."""
        with self._lock:
            return dump.dump_networks(self._nodes.values())

    def load(self, seed: Mapping[str, Any]) -> None:
        """Replace the whole state by a seed; sessions stay."""
        nodes = seeds.load(seed, self, self.clock)
        with self._lock:
            self._nodes = nodes

    def change(self, kind: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Change one object; kinds and keys are those of :mod:`.behind`."""
        with self._lock:
            return behind.change(self._nodes, kind, key, fields)

    def remove(self, kind: str, key: str) -> None:
        """Delete one object with its children."""
        with self._lock:
            behind.remove(self._nodes, kind, key)

    def expire(self) -> int:
        """End every session."""
        with self._lock:
            return self._sessions.close_all()


def _path(request: Request) -> str:
    return _SLASHES.sub("/", request.path)
