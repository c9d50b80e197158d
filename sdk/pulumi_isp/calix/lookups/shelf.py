"""Data sources: get_shelves.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class Shelf(Record):
    """An E7.

    Attributes:
        network_name: The E7, by the CMS's name.
        device_id: Its id in the list, or its name where the list has no ids.
        device_type: ``e7``.
    """

    network_name: Field[str] = given()
    device_id: Field[str] = given()
    device_type: Field[str] = given()


@dataclass(frozen=True)
class GetShelvesResult:
    """The answer of :func:`get_shelves`.

    Attributes:
        shelves: The shelves, in the system's order.
    """

    shelves: Sequence[Shelf]


def get_shelves(*, connection: str = DEFAULT_CONNECTION) -> GetShelvesResult:
    """The E7s that the CMS manages, from its REST interface (``calix:restUrl``).

    Args:
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is no usable answer.
    """
    rows = answer("get_shelves", **locals())
    return GetShelvesResult([Shelf(row) for row in rows])


def get_shelves_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetShelvesResult]:
    """:func:`get_shelves` for arguments that may be Outputs."""
    return later(get_shelves, **locals())
