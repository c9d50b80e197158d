"""A type checker refuses what check refuses; mypy checks this file, and names a comment without effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.support.lives import Hands
from tests.support.specimen import FRONTS

from pulumi_isp import calix, cloudconnexa

WORD: calix.OntArgs = {
    "network_name": "hill",
    "ont_id": 7,
    "ont_profile": 162,
    "admin_state": "on",  # type: ignore[typeddict-item] # a word that an E7 does not have
}
NAME: calix.OntArgs = {
    "network_name": "hill",
    "ont_id": 7,
    "ont_profile": 162,
    "admin_stat": "enabled",  # type: ignore[typeddict-unknown-key] # a slip of the pen
}
LETTERS: cloudconnexa.UserGroupArgs = {
    "name": "Crew",
    "vpn_region_ids": ["us-east-1"],
    "connect_auth": "no_auth",  # type: ignore[typeddict-item] # the vendor's word is in capitals
}
NUMBER: calix.EthernetServiceArgs = {
    "ont": "hill/7",
    "port": "first",  # type: ignore[typeddict-item] # a port is a number
    "service_id": 1,
    "tag_action": 1,
    "bandwidth_profile": 3,
}


@pytest.mark.parametrize(
    ("kind", "declared", "path"),
    [
        ("calix.Ont", WORD, "admin_state"),
        ("calix.Ont", NAME, "admin_stat"),
        ("cloudconnexa.UserGroup", LETTERS, "connect_auth"),
        ("calix.EthernetService", NUMBER, "port"),
    ],
)
def test_what_the_types_refuse_check_refuses(kind: str, declared: Mapping[str, Any], path: str) -> None:
    """And nothing else of the same declaration."""
    checked = Hands(FRONTS[kind].lifecycle).check(declared)

    assert [failure.path for failure in checked.failures] == [path]
