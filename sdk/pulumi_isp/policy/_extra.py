"""All that the extra ``policy`` brings is there: half of it would fail later, in the middle of a run."""

from __future__ import annotations

from importlib.util import find_spec

_MISSING = [name for name in ("jsonschema", "pulumi_policy") if find_spec(name) is None]
if _MISSING:
    raise ImportError(
        f"Policies need what is not installed: {', '.join(_MISSING)}. What to do: "
        "pip install 'pulumi-isp[policy]'",
        name=_MISSING[0],
    )
