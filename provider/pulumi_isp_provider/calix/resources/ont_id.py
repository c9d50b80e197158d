"""Ids of ONT resources."""

from __future__ import annotations

import re
from typing import Final

from ..errors import InvalidValueError

_NUMBER: Final = re.compile(r"[1-9][0-9]*", re.ASCII)


def split_id(id_: str) -> tuple[str, str]:
    """``<network name>/<ont id>`` -> its two halves.

    Raises:
        InvalidValueError: It is no such id.
    """
    network, _, ont_id = id_.rpartition("/")
    if not network or not _NUMBER.fullmatch(ont_id):
        raise InvalidValueError(f"{id_!r} is not the id of an ONT, which is <network name>/<ont id>")
    return network, ont_id
