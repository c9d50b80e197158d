"""Detects the release of a server. It does not tell, so it is asked for features of later releases."""

from __future__ import annotations

from ...errors import APIError
from .. import api
from ..gateway import Gateway, malformed, read_json

_NO_SUCH_REQUEST = frozenset({404, 405, 501})
_FORBIDDEN = 403


def detect(gateway: Gateway) -> str:
    """The latest known release whose requests the server answers.

    Every tenant has a user group, the built-in one, and release 1.1.0 added the request for a single group.
    If a listed group cannot be requested alone, the release is earlier. Release 1.2 added a setting that
    every tenant has.
    """
    oldest, middle, latest = api.VERSIONS.values()
    listed = gateway.send("detect", "GET", middle.user_groups.path, params={"page": "0", "size": "1"})
    payload = read_json(listed)
    try:
        group = str(payload["content"][0]["id"])
    except (LookupError, TypeError):
        raise malformed(listed, "The answer holds no user group") from None
    if not _knows(gateway, f"{middle.user_groups.path}/{group}"):
        return oldest.version
    known = _knows(gateway, f"/settings{latest.settings['wpc_ip_allocation_mode'].path}")
    return (latest if known else middle).version


def _knows(gateway: Gateway, path: str) -> bool:
    """Whether the server has a request, even if these credentials may not use it."""
    try:
        gateway.send("detect", "GET", path)
    except APIError as error:
        if error.status == _FORBIDDEN:
            return True
        if error.status in _NO_SUCH_REQUEST:
            return False
        raise
    return True
