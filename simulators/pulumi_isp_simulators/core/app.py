"""The processing of one request: log, fault, vendor, answer."""

from __future__ import annotations

import errno
import io
import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NoReturn, TypeVar

from werkzeug.wrappers import Request, Response

from .actions import ACTIONS
from .admin import PREFIX, Admin
from .framing import BodyTooLarge
from .log import LogEntry
from .server import LARGEST_BODY, WIRE, Wire
from .simulation import Simulation
from .vendor import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BODY_LIMIT = 8 * 1024 * 1024
"""Maximum bytes of a request body; a larger one gets 413."""

ADMIN_BODY_LIMIT = LARGEST_BODY
"""The same for the admin side, which receives whole states."""

BUG_HEADER = "X-Simulator-Bug"
"""Marks a 500 that is a bug of the simulator, not of a vendor or a script."""

_UNREAD_LIMIT = 64 * 1024 * 1024
"""Number of bytes of a refused body that are read and dropped, so that the client reads the refusal."""

_PIECE = 64 * 1024

_LOGGER = logging.getLogger("pulumi_isp_simulators")

T = TypeVar("T")


class SimulatedRequest(Request):
    """A request whose size is already checked, so forms need no other limits."""

    max_form_memory_size = BODY_LIMIT
    max_form_parts = BODY_LIMIT


class _Refused(Exception):
    """The request's body cannot be used."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class App:
    """A WSGI application for one site of a vendor.

    Args:
        simulation: The vendor with its log and faults.
        site: The site on this port: the vendor itself, or its site on a second port.
        admin_hosts: Additional host names of the admin side.
    """

    def __init__(self, simulation: Simulation, site: Site, admin_hosts: Iterable[str] = ()) -> None:
        self._simulation = simulation
        self._site = site
        self._admin = Admin(simulation, admin_hosts)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path: str = environ.get("PATH_INFO", "")
        of_admin = path == PREFIX or path.startswith(f"{PREFIX}/")
        try:
            _take_body(environ, ADMIN_BODY_LIMIT if of_admin else BODY_LIMIT)
        except _Refused as refused:
            if WIRE in environ:  # other data from the client is not a request
                environ[WIRE].hang_up()
            return Response(status=refused.status)(environ, start_response)
        request = SimulatedRequest(environ)
        if of_admin:
            response = _guarded(lambda: self._admin.handle(request)) or _bug()
        else:
            response = _guarded(lambda: self._answer(request)) or _bug()
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        simulation = self._simulation
        request.get_data()  # kept for the log, because a vendor may read it as a form
        operation = _guarded(lambda: self._site.operation(request))
        entry = simulation.log.begin(operation or "unknown", request, simulation.vendor.secrets())
        simulation.pause(simulation.latency)
        exchange = _Exchange(simulation, self._site, request, entry)
        if operation is None:
            response = _bug()
        elif (fault := simulation.faults.strike(operation)) is not None:
            entry.struck = fault.action
            response = ACTIONS[fault.action].run(exchange, fault.params)
        else:
            response = exchange.handle()
        entry.bug = BUG_HEADER in response.headers
        simulation.log.end(entry, response.status_code)
        return response


class _Exchange:
    """One request, for the actions of a fault; see :class:`.actions.Exchange`."""

    def __init__(self, simulation: Simulation, site: Site, request: Request, entry: LogEntry) -> None:
        self._simulation = simulation
        self._site = site
        self._entry = entry
        self._request = request
        self._wire: Wire | None = request.environ.get(WIRE)

    def handle(self) -> Response:
        return _guarded(lambda: self._site.handle(self._request)) or _bug()

    def expire(self) -> None:
        self._simulation.expire()

    def throttled(self, retry_after: float | None) -> Response:
        return self._simulation.vendor.throttled(retry_after)

    def pause(self, seconds: float) -> None:
        self._simulation.pause(seconds)

    def reset(self) -> NoReturn:
        self._simulation.log.end(self._entry, None)  # first, because the client may look it up at once
        if self._wire is not None:
            self._wire.reset()
        raise ConnectionResetError(errno.ECONNRESET, "reset on purpose")

    def hang_up(self) -> None:
        if self._wire is not None:
            self._wire.hang_up()


def _guarded(call: Callable[[], T]) -> T | None:
    """Run code that must not fail. If it does, log it for the maintainer, without details for the client."""
    try:
        return call()
    except ConnectionResetError:  # a fault's
        raise
    except Exception:
        _LOGGER.exception("the simulator has a bug")
        return None


def _bug() -> Response:
    return Response(status=500, headers={BUG_HEADER: "1"})


def _take_body(environ: WSGIEnvironment, limit: int) -> None:
    """Read the whole body from the socket and replace it by a copy in memory.

    Raises:
        _Refused: It is too long (413), or not what its headers announce (400).
    """
    stream = environ["wsgi.input"]
    chunked = bool(environ.get("wsgi.input_terminated"))
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length < 0:
        raise _Refused(400)
    pieces, size = [], 0
    try:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size <= limit:
                pieces.append(piece)
            elif size > limit + _UNREAD_LIMIT:
                break
    except ValueError as error:
        raise _Refused(400) from error
    except BodyTooLarge as error:
        raise _Refused(413) from error
    if size > limit:
        raise _Refused(413)
    if not chunked and size < length:
        raise _Refused(400)
    body = b"".join(pieces)
    environ["wsgi.input"] = io.BytesIO(body)
    environ["wsgi.input_terminated"] = True
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    if body or "CONTENT_LENGTH" in environ:
        environ["CONTENT_LENGTH"] = str(size)
