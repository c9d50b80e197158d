"""The REST interface for devices, on its own port."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any, Final

from werkzeug.wrappers import Request, Response

from .options import CmsOptions

DEVICES_PATH: Final = "/restnbi/devices"
DEVICES: Final = "rest.devices"


class CmsRest:
    """``GET /restnbi/devices?deviceType=e7&limit=N`` with HTTP Basic, the same account as the CMS.

    The list is under ``data``. The fields of a device are not known: ``name``, ``deviceType``, ``ipAddress``,
    ``softwareVersion`` and ``connected`` are ASSUMED.
    """

    def __init__(self, options: CmsOptions, devices: Callable[[str], list[dict[str, Any]]]) -> None:
        self._options = options
        self._devices = devices

    def operation(self, request: Request) -> str:
        """The operation of a request."""
        return DEVICES if self._is_listing(request) else "unknown"

    def handle(self, request: Request) -> Response:
        """Answer the request as a CMS would."""
        given = request.authorization
        username = given.username if given is not None and given.type == "basic" else None
        password = given.password if given is not None and given.type == "basic" else None
        if not (_same(username, self._options.username) and _same(password, self._options.password)):
            return Response(status=401, headers={"WWW-Authenticate": 'Basic realm="CMS"'})
        if not self._is_listing(request):
            return Response(status=404)
        devices = self._devices(request.args.get("deviceType", ""))
        limit = request.args.get("limit", type=int)
        if limit is not None and limit >= 0:
            devices = devices[:limit]
        return Response(json.dumps({"data": devices}), content_type="application/json")

    @staticmethod
    def _is_listing(request: Request) -> bool:
        return request.method == "GET" and request.path.rstrip("/") == DEVICES_PATH


def _same(given: str | None, wanted: str) -> bool:
    return given is not None and hmac.compare_digest(
        given.encode("utf-8", "surrogateescape"), wanted.encode()
    )
