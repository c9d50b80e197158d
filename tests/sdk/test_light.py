"""What a program and a provider process load: what they need, and no more."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pulumi_isp import _kinds, calix, cloudconnexa
from pulumi_isp._resource import IspResource
from pulumi_isp_provider import dynamic
from pulumi_isp_provider.catalogue import RESOURCES

LIBRARIES = {"requests", "urllib3", "lxml", "marshmallow", "tenacity", "structlog", "cachetools", "psutil"}
VENDORS = {"calix": calix, "cloudconnexa": cloudconnexa}
CLASSES: list[type[IspResource]] = [getattr(VENDORS[each.vendor], each.kind) for each in RESOURCES]


def loaded(code: str) -> set[str]:
    """The modules that an interpreter of its own has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_a_program_loads_no_client_and_no_library_of_one() -> None:
    """All of it would be loaded a second time, into the provider process, where it is needed."""
    named = "from pulumi_isp import calix, cloudconnexa, isp, whmcs\ncalix.Ont\ncloudconnexa.Network"
    modules = loaded(named)
    modules -= loaded("import pulumi")

    assert not modules & LIBRARIES
    assert "pulumi_isp_provider.dynamic" not in modules
    assert not {name for name in modules if name.endswith((".client", ".lifecycle", ".transport"))}
    assert "pulumi_isp.cloudconnexa.user" not in modules, "a package loads what is asked for"


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("calix.get_ont", ("cloudconnexa", "whmcs")),
        ("cloudconnexa.get_network", ("calix", "whmcs")),
        ("whmcs.get_products", ("calix", "cloudconnexa")),
        ("isp.get_customer_lines", ("cloudconnexa",)),
    ],
)
def test_a_data_source_loads_its_own_vendor(asked: str, others: tuple[str, ...]) -> None:
    """And none of the others."""
    modules = loaded(f"from pulumi_isp import {asked.partition('.')[0]}\n{asked}")

    assert not {name for name in modules if name.endswith(tuple(f".{other}.client" for other in others))}


def test_a_program_loads_the_vendors_that_it_names() -> None:
    """Not the classes of the other systems; an unknown name is what it is elsewhere."""
    modules = loaded("import pulumi_isp\npulumi_isp.calix.Ont\nassert not hasattr(pulumi_isp, 'nokia')")

    assert "pulumi_isp.calix.ont" in modules
    assert not {name for name in modules if name.startswith(("pulumi_isp.cloudconnexa", "pulumi_isp.whmcs"))}


def test_the_command_loads_what_it_runs() -> None:
    """Not what another one of its commands needs; `--help` is there at once."""
    modules = loaded("import pulumi_isp.command")

    assert not modules & {*LIBRARIES, "pulumi", "rich", "pulumi_policy"}
    assert "pulumi_isp.command.discover.run" not in modules


@pytest.mark.parametrize(("used", "other"), [("CalixOnt", "cloudconnexa"), ("CloudConnexaUser", "calix")])
def test_a_provider_process_loads_the_vendor_that_is_used(used: str, other: str) -> None:
    """The settings of the other one are all that is loaded of it; a client only where one is asked for."""
    modules = loaded(f"from pulumi_isp_provider import dynamic\ndynamic.{used}.lifecycle")
    own = {name for name in modules if name.startswith("pulumi_isp_provider.")}

    assert f"pulumi_isp_provider.{other}.settings" in own
    assert not {
        name
        for name in own
        if name.endswith(".client.client")
        or name.startswith((f"pulumi_isp_provider.{other}.client", "pulumi_isp_provider.whmcs"))
    }


def test_what_a_program_knows_of_a_kind_is_what_the_provider_says() -> None:
    """Token, constant, arguments and outputs, for every kind."""
    known = {cls._kind: cls for cls in CLASSES}

    assert tuple(known) == _kinds.KINDS
    for provider, (kind, cls) in zip(dynamic.PROVIDERS, known.items(), strict=True):
        lifecycle = provider.lifecycle
        inputs = list(lifecycle.schema().fields)
        assert kind.token == dynamic.token(provider)
        assert kind.serialized == dynamic.serialized(provider)
        assert sorted(cls._inputs) == sorted(inputs)
        assert sorted(cls._outputs) == sorted({*inputs, *lifecycle.computed, *lifecycle.fetched})
