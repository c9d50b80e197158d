"""An IP service of a network, which has a direction and subnets in addition to one of a host."""

from __future__ import annotations

from dataclasses import replace

from tests.support.belonging import ip_service
from tests.support.lives import Life, Step
from tests.support.specimen import Drift

_BOTH = ip_service(
    "IpService",
    "Network",
    fault="IP service",
    least="yard-web",
    renamed="yard-shop",
    full="meter",
    port=19080,
    own={"type": "SERVICE_DESTINATION"},
)
_LEAST = _BOTH.least

SPECIMEN = replace(
    _BOTH,
    full={**_BOTH.full, "routes": ["10.30.77.0/26"]},
    changed={**_BOTH.changed, "routes": ["10.30.77.64/26"]},
    lives={
        **_BOTH.lives,
        "routes": Life(
            born={**_LEAST, "routes": ["10.30.77.0/25", "10.30.77.128/25"]},
            steps=(
                Step({**_LEAST, "routes": ["10.30.77.128/25", "10.30.77.0/25"]}, ()),
                Step({**_LEAST, "type": "IP_SOURCE", "routes": ["10.30.77.0/24"]}, ("type", "routes")),
                Step({**_LEAST, "type": "IP_SOURCE"}, ("-routes",)),
            ),
        ),
    },
    drift={
        **_BOTH.drift,
        "type": Drift("type", "IP_SOURCE"),
        "routes": Drift("routes.1", {"id": "added", "type": "IP_V4", "subnet": "10.30.77.128/26"}),
    },
    bad={**_BOTH.bad, "type": "DESTINATION", "routes[0]": ["10.30.77.7/24"]},
)
