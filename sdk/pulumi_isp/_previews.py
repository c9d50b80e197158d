"""What stands in the document that `pulumi preview --json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

FAILED: Final = (
    "the preview failed, and what it had not come to is not in it. Run `pulumi preview` without --json to "
    "see why, and preview again"
)


def has_failed(document: Mapping[str, Any]) -> bool:
    """Whether the preview ended with an error. Its document has the steps up to there, and looks whole.

    A violated policy is no such error: the document has all steps then.
    """
    told = document.get("diagnostics")
    return isinstance(told, list) and any(
        isinstance(each, Mapping) and each.get("severity") == "error" for each in told
    )
