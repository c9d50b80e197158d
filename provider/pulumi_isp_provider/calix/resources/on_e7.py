"""What holds for all resources of an E7."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from ...core.lifecycle import Lifecycle
from ..errors import NodeUnavailableError

if TYPE_CHECKING:
    from ..client.client import SyncCMSClient  # noqa: F401 - named in the brackets below

ModelT = TypeVar("ModelT")


class OnE7(Lifecycle["SyncCMSClient", ModelT]):
    """What stands on an E7. Its id begins with the network name of the E7."""

    vendor = "calix"
    steps: ClassVar[int] = 1
    """How many parts of the id follow the network name."""

    def place(self, id_: str) -> str:
        """Its E7."""
        self.told_by_id(id_)  # refuses what is no id
        return id_.rsplit("/", self.steps)[0]

    def is_about_target(self, error: Exception) -> bool:
        """A CMS that does not know the E7, or has no connection to it, answers all the same."""
        return isinstance(error, NodeUnavailableError)
