"""In a preview, the SDK waits for resources first, and not for each of their outputs."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime import settings
from tests.support.programs import run

from pulumi_isp import cloudconnexa


@pytest.mark.parametrize(("preview", "number"), [(True, 2), (False, 0)])
def test_resources_are_awaited_as_calls_in_a_preview(preview: bool, number: int) -> None:
    """In an update, a program that fails is to end at once."""
    found: list[int] = []

    def program() -> None:
        calls: list[Any] = settings.SETTINGS.rpc_manager.rpcs
        before = len(calls)
        cloudconnexa.Network("hill", name="Site of hill")
        cloudconnexa.Network("dale", name="Site of dale")
        found.append(len(calls) - before)

    asked, _ = run(program, preview=preview)

    assert found == [number]
    assert {each.name for each in asked} == {"hill", "dale"}


def test_where_the_sdk_keeps_its_calls_elsewhere_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no part of what the SDK promises."""

    def program() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(settings.SETTINGS.rpc_manager, "rpcs", ())
            cloudconnexa.Network("hill", name="Site of hill")

    asked, _ = run(program, preview=True)

    assert [each.name for each in asked] == ["hill"]
