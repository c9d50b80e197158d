"""An application of a network."""

from __future__ import annotations

from tests.support.belonging import application

SPECIMEN = application(
    "Application",
    "Network",
    fault="application",
    least=("tickets", "help"),
    renamed="desk",
    full=("maps", "tiles"),
    changed="map",
    ports=2,
    exact=True,
)
