"""A connector of a host."""

from __future__ import annotations

from tests.support.belonging import connector

SPECIMEN = connector(
    "HostConnector", "Host", fault="host connector", place="host", least="books", device="mast"
)
