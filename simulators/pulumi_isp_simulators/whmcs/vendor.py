"""WHMCS, as a vendor for the core."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, Final, Unpack

from werkzeug.wrappers import Request, Response

from ..core.clock import Clock
from ..core.vendor import Vendor
from . import catalogue
from .access import Refusal, authenticate, check_address, password_hash, rejected
from .call import Call
from .fields import Row
from .pages import METHOD_NOT_ALLOWED, NOT_FOUND, PAGES
from .params import Params, read_params
from .render import MALFORMED, MalformedTextError, respond, to_json, to_nvp, to_xml
from .shapes import Shapes, cast_to_strings
from .state import State
from .switches import ResponseType, Switches, complete
from .version import INVALID_API_ACTION, LAMINAS, parse_version

ENDPOINT: Final = "includes/api.php"
DEFAULT_VERSION: Final = "8.13.3"
DEFAULT_ROLE: Final = "read-only"
LOOPBACK: Final = ("127.0.0.1", "::1")
EMPTY_ACTION: Final = "Empty action request"


class WhmcsVendor(Vendor):
    """A WHMCS installation, read-only.

    Answers have the form of the documented samples for ``whmcs_version``, unless switches change it.
    """

    name: ClassVar[str] = "whmcs"
    operations: ClassVar[Collection[str]] = catalogue.OPERATIONS

    def __init__(
        self,
        *,
        identifier: str = "sim-identifier",
        secret: str = "simulated-secret",  # noqa: S107 - a made-up credential, documented
        access_key: str | None = None,
        allowed_ips: Sequence[str] = LOOPBACK,
        permissions: Collection[str] | None = None,
        client_address: str | None = None,
        whmcs_version: str = DEFAULT_VERSION,
        clock: Clock | None = None,
        **switches: Unpack[Switches],
    ) -> None:
        """Set up an installation without products, clients and services.

        Args:
            identifier: Identifier of the API credentials.
            secret: Their secret.
            access_key: Value of ``$api_access_key``. With it, the address need not be on the list.
            allowed_ips: The list of addresses that may call, compared as texts.
            permissions: Actions that the role ``read-only`` of the credentials allows. None means every
                simulated read action; ``*`` means all actions.
            client_address: The address of every caller, instead of the socket's.
            whmcs_version: From 7.0 to 9.x; decides the fields, the actions and some texts.
            clock: The time, for overdue invoices and statistics.
            **switches: See :class:`Switches`.

        Raises:
            ValueError: The value of an option is not allowed.
        """
        self.clock = clock or Clock()
        self.version = parse_version(whmcs_version)
        self.switches = complete(switches)
        self._access_key = access_key
        self._client_address = client_address
        self._lock = threading.RLock()
        self._shapes = Shapes(self.version, self.switches)
        if permissions is None:
            permissions = [read.name for read in catalogue.READS.values()]
        self._state = State(
            {
                "roles": [{"name": DEFAULT_ROLE, "actions": sorted(permissions)}],
                "credentials": [{"identifier": identifier, "secret": secret, "roles": [DEFAULT_ROLE]}],
                "allowed_ips": [{"address": address} for address in allowed_ips],
            }
        )

    def operation(self, request: Request) -> str:
        """The documented name of the action, such as ``GetProducts``, even if it is not allowed."""
        if not _is_endpoint(request.path):
            return catalogue.UNKNOWN
        return catalogue.operation_name(_action(read_params(request)))

    def handle(self, request: Request) -> Response:
        """Answer a request to ``includes/api.php`` in any folder; other paths do not exist."""
        page = self.switches["page"]
        if page is not None:
            return PAGES[page].response()
        if not _is_endpoint(request.path):
            return NOT_FOUND.response()
        if request.method != "POST" and not (request.method == "GET" and self.switches["accept_get"]):
            return METHOD_NOT_ALLOWED.response()
        params = read_params(request)
        action = _action(params)
        try:
            answer = {"result": "success", **self._run(request, params, action)}
        except Refusal as refusal:
            responsetype: ResponseType = self._responsetype(params)
            if refusal.rejection and self.switches["nvp_rejections"]:
                responsetype = "nvp"
            error = {"result": "error", "message": refusal.message}
            return self._respond(error, action, responsetype, refusal.status)
        return self._respond(answer, action, self._responsetype(params), 200)

    def _run(self, request: Request, params: Params, action: str) -> Row:
        with self._lock:
            address = self._client_address or request.remote_addr or ""
            check_address(self._state, address, self._access_key, params)
            caller = authenticate(self._state, params, self.version)
            if not action:
                raise Refusal(EMPTY_ACTION, 400)
            not_allowed = None if caller.may(action) else rejected(_not_allowed(action))
            unknown = None if catalogue.exists(action, self.version) else self._unknown_action(action)
            refusals = (
                (unknown, not_allowed) if self.switches["unknown_action_first"] else (not_allowed, unknown)
            )
            for refusal in refusals:
                if refusal is not None:
                    raise refusal
            read = catalogue.READS.get(action)
            if read is None:
                raise Refusal(catalogue.INTERNAL_ONLY)
            now = dt.datetime.fromtimestamp(self.clock.now(), dt.UTC)
            return read.handle(Call(params, self._state, self._shapes, now, caller.admin))

    def _unknown_action(self, action: str) -> Refusal:
        wording = self.switches["unknown_action"]
        if wording == "version":
            wording = "invalid_api_action" if self.version >= INVALID_API_ACTION else "command_not_found"
        if wording == "command_not_found":
            message = "Command Not Found"
        else:
            message = f'Invalid API Action: "{action}" is not a valid API action'
        return Refusal(message, self.switches["unknown_action_status"])

    def _responsetype(self, params: Params) -> ResponseType:
        match params.text("responsetype").lower():
            case "json":
                return "json"
            case "xml":
                return "xml"
            case "nvp":
                return "nvp"
            case _:
                return self.switches["default_responsetype"]

    def _respond(self, answer: Row, action: str, responsetype: ResponseType, status: int) -> Response:
        if self.switches["types"] == "strings":
            answer = cast_to_strings(answer)
        notice = self.switches["php_notice"]
        if responsetype == "xml":
            body = to_xml(answer, action=action, version=str(self.version))
        elif responsetype == "nvp":
            body = to_nvp(answer)
        else:
            escaping = self.switches["json_escaping"]
            hex_escapes = escaping == "hex" or (escaping == "version" and self.version >= LAMINAS)
            try:
                body = to_json(answer, hex_escapes=hex_escapes)
            except MalformedTextError:
                body = to_json({"result": "error", "message": MALFORMED}, hex_escapes=hex_escapes)
        return respond(body, status=status, responsetype=responsetype, notice=notice)

    def secrets(self) -> Collection[str]:
        """Secrets of credentials and administrators and the access key.

        Not the passwords of services, which are only in answers.
        """
        with self._lock:
            found = {credential["secret"] for credential in self._state.all("credentials").values()}
            for admin in self._state.all("admins").values():
                found |= {admin["password"], password_hash(admin)}
        return found | {self._access_key} if self._access_key else found

    def dump(self) -> dict[str, Any]:
        """The whole state with credentials and passwords, in the seed format."""
        with self._lock:
            return dict(self._state.dump())

    def load(self, seed: Mapping[str, Any]) -> None:
        """Replace the whole state; kinds that the seed does not name get their defaults."""
        with self._lock:
            self._state.load(seed)

    def change(self, kind: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Change fields of one object; ``customfields`` of a service are replaced as a whole."""
        with self._lock:
            return self._state.change(kind, key, fields)

    def remove(self, kind: str, key: str) -> None:
        """Delete one object with the objects that it owns, such as a client with its services."""
        with self._lock:
            self._state.remove(kind, key)

    def expire(self) -> int:
        """Do nothing: WHMCS's API has no tokens and no sessions."""
        return 0


def _is_endpoint(path: str) -> bool:
    """Whether a path is that of the API. The folder may be any, and slashes may be doubled."""
    parts = [part for part in path.split("/") if part]
    return "/".join(parts[-2:]) == ENDPOINT


def _action(params: Params) -> str:
    """The action in lower case, as WHMCS compares and repeats it."""
    return params.text("action").strip().lower()


def _not_allowed(action: str) -> str:
    return f'Invalid Permissions: API action "{action}" is not allowed'
