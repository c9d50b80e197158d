"""Checks that the whole extra ``policy`` is installed. With half of it, a run would fail in the middle."""

from __future__ import annotations

from importlib.util import find_spec

_MISSING = [name for name in ("jsonschema", "pulumi_policy") if find_spec(name) is None]
if _MISSING:
    raise ImportError(
        f"Policies need packages that are not installed: {', '.join(_MISSING)}. What to do: "
        "pip install 'pulumi-isp[policy]'",
        name=_MISSING[0],
    )
