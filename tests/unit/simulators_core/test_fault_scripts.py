"""Fault scripts: what is allowed, what is refused, what strikes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_isp_simulators import FaultError
from pulumi_isp_simulators.core.actions import ACTIONS
from pulumi_isp_simulators.core.faults import Faults

NEEDED: dict[str, dict[str, Any]] = {
    "status": {"status": 503},
    "stall": {"seconds": 1},
    "truncate": {"bytes": 1},
}


@pytest.fixture
def faults() -> Faults:
    return Faults(["a.create", "a.list"])


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_action_with_what_it_needs(faults: Faults, action: str) -> None:
    """Each action can be scripted with its required parameters alone, and strikes once then."""
    fault = faults.add({"operation": "a.list", "action": action, **NEEDED.get(action, {})})
    assert faults.strike("a.create") is None
    assert faults.strike("a.list") is fault
    assert faults.strike("a.list") is None
    assert (fault.seen, fault.struck) == (1, 1)


@pytest.mark.parametrize(
    ("operation", "action", "rest", "message"),
    [
        (None, "drip", {}, "operation: is required; allowed are *, a.create, a.list"),
        ("a.get", "drip", {}, "operation: 'a.get' is unknown; allowed are *, a.create, a.list"),
        (["a"], "drip", {}, "operation: ['a'] is unknown; allowed are *, a.create, a.list"),
        (
            "*",
            "explode",
            {},
            "action: 'explode' is unknown; allowed are content_type, drip, expire, garbage, ",
        ),
        ("*", None, {}, "action: is required; allowed are content_type, drip, "),
        ("*", "expire", {"times": 0}, "times: must be a whole number from 1 to 1000000000, not 0"),
        ("*", "expire", {"every": True}, "every: must be a whole number from 1 to 1000000000, not True"),
        ("*", "expire", {"share": 2}, "share: must be a number from 0 to 1, not 2"),
        ("*", "expire", {"share": 0.5, "every": 2}, "share: cannot be given together with every"),
        ("*", "expire", {"seconds": 2}, "seconds: is no parameter of expire; it takes none"),
        ("*", "drip", {"size": 2}, "size: is no parameter of drip; it takes bytes, seconds"),
        ("*", "stall", {}, "seconds: is required for stall"),
        ("*", "stall", {"seconds": float("nan")}, "seconds: must be a number from 0 to 300, not nan"),
        ("*", "stall", {"seconds": 1, "hold": 1}, "hold: must be one of answer, request, not 1"),
        ("*", "status", {"status": 700}, "status: must be a whole number from 200 to 599, not 700"),
        ("*", "status", {"status": 500, "body": 1}, 'body: must be text or {"base64": text}'),
        ("*", "garbage", {"body": {"base64": "%"}}, "body: is not base64: "),
        ("*", "content_type", {"content_type": "a\nb"}, "content_type: must be printable ASCII text, not "),
        ("*", "status", {"status": 500, "headers": {"A": "x\r\ny"}}, "headers: must be printable ASCII text"),
        (
            "*",
            "status",
            {"status": 500, "headers": {"A b": "x"}},
            "headers: must be an object of header names",
        ),
        ("*", "status", {"status": 500, "headers": "A: b"}, "headers: must be an object of header names"),
    ],
)
def test_a_bad_script_is_refused(
    faults: Faults, operation: object, action: object, rest: dict[str, object], message: str
) -> None:
    """The refusal begins with the field and says what would be right; nothing is set to work."""
    with pytest.raises(FaultError) as refused:
        faults.add({"operation": operation, "action": action, **rest})
    assert str(refused.value).startswith(message)
    assert refused.value.place == message.partition(":")[0]
    assert faults.all() == []


def test_a_script_can_be_read_back(faults: Faults) -> None:
    """The JSON form of a fault has what was said and the counters, and no empty fields."""
    fault = faults.add({"operation": "*", "action": "garbage", "body": b"x\xff", "share": 0.5, "seed": 3})
    assert fault.as_json() == {
        "id": 1, "operation": "*", "action": "garbage", "share": 0.5, "seed": 3, "body": "x\ufffd",
        "seen": 0, "struck": 0,
    }  # fmt: skip


@given(share=st.floats(0, 1), seed=st.integers(0, 1000), requests=st.integers(0, 200))
def test_a_share_keeps_its_bounds(share: float, seed: int, requests: int) -> None:
    """A share of nothing never strikes, a share of one always; the counters agree with what struck."""
    faults = Faults(["a"])
    fault = faults.add({"operation": "a", "action": "expire", "share": share, "seed": seed})
    struck = [faults.strike("a") for _ in range(requests)]
    assert fault.seen == requests
    assert fault.struck == sum(found is fault for found in struck)
    assert share not in (0.0, 1.0) or fault.struck == requests * share


@given(every=st.integers(1, 20), times=st.none() | st.integers(1, 5), requests=st.integers(0, 100))
def test_every_counts_from_one(every: int, times: int | None, requests: int) -> None:
    """With every=K the K-th, 2K-th ... request is struck, as long as ``times`` allows."""
    faults = Faults(["a"])
    faults.add({"operation": "a", "action": "expire", "every": every, "times": times})
    struck = [number for number in range(1, requests + 1) if faults.strike("a")]
    assert struck == [number for number in range(1, requests + 1) if number % every == 0][:times]
