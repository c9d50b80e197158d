"""Properties that came with a later release of the API than the connection relies on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import References
from tests.support.isp import Isp
from tests.support.lives import SETTINGS, Hands, Reached
from tests.support.specimen import properties, put_in

from pulumi_isp_provider.cloudconnexa.releases import RELEASES
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.fronts.process import REGISTRY

LATER: Mapping[str, list[str]] = {
    kind: [name for name, each in properties(kind).items() if each.traits.since] for kind in SPECIMENS
}
KINDS = [kind for kind, names in LATER.items() if names]


def hands(kind: str, client: Any, release: str) -> Hands:
    """A run by a connection that relies on a release."""
    settings = SETTINGS["cloudconnexa"]
    assert isinstance(settings, CloudConnexaSettings)
    reached = Reached(client, {"default": replace(settings, api_version=release)})
    return Hands(SPECIMENS[kind].front.lifecycle, run=Run(reached))


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_declared_one_is_refused_by_its_path_with_both_releases(kind: str, release: str) -> None:
    """Nothing is sent; one that is not known yet may turn out to be nothing, and nothing is no harm."""
    specimen = SPECIMENS[kind]
    full = put_in(specimen.full, lambda _: "some-id")

    failures = hands(kind, None, release).check(full).failures
    waiting = hands(kind, None, release).check({**full, **dict.fromkeys(LATER[kind], UNKNOWN)})

    expected = [] if release == "1.2" else LATER[kind]
    assert [failure.path for failure in failures] == expected
    for failure in failures:
        assert "from release 1.2 of the API on" in failure.reason
        assert f"cloudconnexa:apiVersion is {release}" in failure.reason
    assert waiting.failures == []


@pytest.mark.parametrize("release", ["1.0", "1.1.0"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_there_outlives_a_change_by_an_earlier_release(
    isp: Isp, client_of: Callable[..., Any], kind: str, release: str
) -> None:
    """The vendor replaces objects as a whole: what is not declared is sent as it stands."""
    specimen = SPECIMENS[kind]
    client = client_of("cloudconnexa", "1.2")
    references = References(isp, client)
    full, changed = (references.resolved("cloudconnexa", each) for each in (specimen.full, specimen.changed))
    stored = hands(kind, client, "1.2").create(full)
    earlier = client_of("cloudconnexa", release)
    other = {name: value for name, value in changed.items() if name not in LATER[kind]}
    less = {name: value for name, value in full.items() if name not in LATER[kind]}
    known = replace(
        stored, outputs={name: value for name, value in stored.outputs.items() if name not in LATER[kind]}
    )

    hands(kind, earlier, release).update(known, {}, {**less, **other})

    REGISTRY.close()  # what was listed before is not asked for again
    seen = hands(kind, client_of("cloudconnexa", "1.2"), "1.2").read(stored)
    assert seen is not None
    assert {name: seen.outputs[name] for name in LATER[kind]} == {name: full[name] for name in LATER[kind]}
    assert other
    assert {name: seen.outputs[name] for name in other} == other
