"""What stands in users' state is pinned: a change here breaks every stack there is."""

from __future__ import annotations

import base64
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from pulumi_isp._kinds import KINDS
from pulumi_isp_provider import dynamic

# (class name, type token, serialized provider). Lines may be added; none may ever be changed or removed.
PINNED = [
    (
        "CalixOnt",
        "pulumi-python:isp/calix:Ont",
        "gASVLwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMCENhbGl4T250lJOUKVKULg==",
    ),
    (
        "CloudConnexaNetwork",
        "pulumi-python:isp/cloudconnexa:Network",
        "gASVOgAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SME0Nsb3VkQ29ubmV4YU5ldHdvcmuUk5QpUpQu",
    ),
    (
        "CloudConnexaRoute",
        "pulumi-python:isp/cloudconnexa:Route",
        "gASVOAAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMEUNsb3VkQ29ubmV4YVJvdXRllJOUKVKULg==",
    ),
    (
        "CloudConnexaUser",
        "pulumi-python:isp/cloudconnexa:User",
        "gASVNwAAAAAAAACMG3B1bHVtaV9pc3BfcHJvdmlkZXIuZHluYW1pY5SMEENsb3VkQ29ubmV4YVVzZXKUk5QpUpQu",
    ),
]


def test_every_provider_class_is_pinned() -> None:
    """Those of the first release are written down here; of the others, `make generate` lets none change."""
    assert {name for name, _, _ in PINNED} <= {provider.__name__ for provider in dynamic.PROVIDERS}
    assert {kind.token: kind.serialized for kind in KINDS} == {
        dynamic.token(provider): dynamic.serialized(provider) for provider in dynamic.PROVIDERS
    }


@pytest.mark.parametrize(("name", "token", "serialized"), PINNED)
def test_names_in_state_never_change(name: str, token: str, serialized: str) -> None:
    """Module, class name, type token and the serialized provider are what they have always been."""
    provider = getattr(dynamic, name)

    assert provider.__module__ == "pulumi_isp_provider.dynamic"
    assert dynamic.token(provider) == token
    assert dynamic.serialized(provider) == serialized
    assert type(pickle.loads(base64.b64decode(serialized))) is provider


def test_a_serialized_provider_holds_no_data() -> None:
    """What is pickled is a reference: no attribute, no path, no code."""
    for provider in dynamic.PROVIDERS:
        assert vars(provider()) == {}
        assert len(base64.b64decode(dynamic.serialized(provider))) < 100


def test_the_constant_does_not_depend_on_the_folder(tmp_path: Path) -> None:
    """Another process in another folder computes the same constants."""
    script = (
        "from pulumi_isp_provider import dynamic\n"
        "print([dynamic.serialized(provider) for provider in dynamic.PROVIDERS])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == str([kind.serialized for kind in KINDS])
