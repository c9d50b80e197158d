"""A connector of a network."""

from __future__ import annotations

from tests.support.belonging import connector

SPECIMEN = connector(
    "NetworkConnector", "Network", fault="network connector", place="yard", least="gate", device="rail"
)
