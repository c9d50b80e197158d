"""Which release does the server have? It does not say, so it is asked for what only the later one has."""

from __future__ import annotations

from ...errors import APIError
from .. import api
from ..api.base import Collection
from ..gateway import Gateway, malformed, read_json
from ..models import UserGroup

_NO_SUCH_REQUEST = frozenset({404, 405, 501})


def detect(gateway: Gateway) -> str:
    """The latest known release whose requests the server answers.

    Every tenant has a user group, the built-in one, and release 1.1.0 brought the request for a single group.
    So a group that is in the list and cannot be had alone shows an earlier release.
    """
    groups: Collection[UserGroup] = api.VERSIONS[api.LATEST].user_groups
    listed = gateway.send("detect", "GET", groups.path, params={"page": "0", "size": "1"})
    payload = read_json(listed)
    try:
        group = str(payload["content"][0]["id"])
    except (LookupError, TypeError):
        raise malformed(listed, "The answer holds no user group") from None
    try:
        gateway.send("detect", "GET", f"{groups.path}/{group}")
    except APIError as error:
        if error.status in _NO_SUCH_REQUEST:
            return "1.0"
        raise
    return api.LATEST
