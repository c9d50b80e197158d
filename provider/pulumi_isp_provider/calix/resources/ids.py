"""Ids of objects that an E7 numbers."""

from __future__ import annotations

import re
from typing import Final

from ..errors import InvalidValueError

_NUMBER: Final = re.compile(r"[1-9][0-9]*", re.ASCII)


def split_id(id_: str) -> tuple[str, str]:
    """``<network name>/<ont id>`` -> its two halves.

    Raises:
        InvalidValueError: The id has another form.
    """
    return _split(id_, "an ONT", "ont id")


def split_vlan_id(id_: str) -> tuple[str, str]:
    """``<network name>/<vlan id>`` -> its two halves.

    Raises:
        InvalidValueError: The id has another form.
    """
    return _split(id_, "a VLAN", "vlan id")


def _split(id_: str, what: str, number: str) -> tuple[str, str]:
    network, _, last = id_.rpartition("/")
    if not network or not _NUMBER.fullmatch(last):
        raise InvalidValueError(f"{id_!r} is not the id of {what}, which is <network name>/<{number}>")
    return network, last
