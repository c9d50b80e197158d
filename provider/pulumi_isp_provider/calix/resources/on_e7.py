"""What holds for all resources of an E7."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ...core.lifecycle import Lifecycle
from ..errors import NodeUnavailableError

if TYPE_CHECKING:
    from ..client.client import SyncCMSClient  # noqa: F401 - named in the brackets below

ModelT = TypeVar("ModelT")


class OnE7(Lifecycle["SyncCMSClient", ModelT]):
    """What stands on an E7."""

    vendor = "calix"

    def is_about_target(self, error: Exception) -> bool:
        """A CMS that does not know the E7, or has no connection to it, answers all the same."""
        return isinstance(error, NodeUnavailableError)
