"""The lives of all resources, through the real client against the simulator, in each API version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import References
from tests.support.isp import Isp
from tests.support.lives import live

from pulumi_isp_provider.dynamic import REGISTRY

VERSIONS: Mapping[str, tuple[str, ...]] = {"cloudconnexa": ("1.0", "1.1.0")}
"""The API versions of the vendors that have several."""
LIVES = [
    pytest.param(kind, name, version, id=" ".join(filter(None, (kind, name, version))))
    for kind, specimen in SPECIMENS.items()
    for name in specimen.lives
    for version in VERSIONS.get(specimen.vendor, ("",))
]


@pytest.mark.parametrize(("kind", "name", "version"), LIVES)
def test_life(isp: Isp, kind: str, name: str, version: str) -> None:
    """Create, change, replace, read and delete; after every step there is nothing to do."""
    specimen = SPECIMENS[kind]
    config = {
        **isp.config(),
        **isp.secrets,
        **({f"{specimen.vendor}:apiVersion": version} if version else {}),
    }
    REGISTRY.configure(config.get)
    try:
        client = REGISTRY.client(specimen.vendor, "default")
        life = References(isp, client).lived(specimen.vendor, specimen.lives[name])
        computed = {**specimen.outputs, **life.computed}
        live(type(specimen.front.lifecycle), client, replace(life, computed=computed))
    finally:
        REGISTRY.close()
        REGISTRY.configure(lambda _key: None)
