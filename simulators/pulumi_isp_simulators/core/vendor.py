"""The interface of a simulated vendor.

The core serves HTTP, keeps the request log, injects faults and answers the admin side, for any vendor. A
vendor turns requests into answers and keeps its state, without sockets, logs and faults.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Protocol

from werkzeug.wrappers import Request, Response

from .clock import Clock


class SeedError(ValueError):
    """A seed or a state is not usable; the message begins with the place, as in ``networks[2].name``."""


class Site(Protocol):
    """A second site of a vendor, on another port, with the vendor's state."""

    def operation(self, request: Request) -> str:
        """Like :meth:`Vendor.operation`; its names are among :attr:`Vendor.operations`."""

    def handle(self, request: Request) -> Response:
        """Like :meth:`Vendor.handle`."""


class Vendor(ABC):
    """One simulated system.

    Attributes:
        name: ``cms``, ``cloudconnexa`` or ``whmcs``.
        operations: Every name that :meth:`operation` can return; fault scripts are checked against it.
        clock: The vendor's time. Tests move it instead of waiting.
        rest: The site on a second port, if any (the REST interface of a CMS).
    """

    name: ClassVar[str]
    operations: ClassVar[Collection[str]]
    clock: Clock
    rest: Site | None = None

    @abstractmethod
    def operation(self, request: Request) -> str:
        """The operation of a request, such as ``networks.create``, or ``unknown``.

        Called once for each request, before faults are looked up. Must not raise and must not
        change state.
        """

    @abstractmethod
    def handle(self, request: Request) -> Response:
        """Answer the request as the vendor would, bad requests included. Called from many threads."""

    @abstractmethod
    def secrets(self) -> Collection[str]:
        """Every secret value known now (passwords, tokens, session ids), to be masked in the log."""

    @abstractmethod
    def dump(self) -> dict[str, Any]:
        """The whole state as JSON values, in the seed format."""

    @abstractmethod
    def load(self, seed: Mapping[str, Any]) -> None:
        """Replace the whole state by a seed.

        Raises:
            SeedError: Something in it is not allowed; the old state is kept.
        """

    @abstractmethod
    def change(self, kind: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Change one object behind the client's back and return the new object.

        Raises:
            KeyError: No such kind or object; the argument says which.
            SeedError: A field has a value that is not allowed.
        """

    @abstractmethod
    def remove(self, kind: str, key: str) -> None:
        """Delete one object behind the client's back, with its children.

        Raises:
            KeyError: No such kind or object; the argument says which.
        """

    @abstractmethod
    def expire(self) -> int:
        """End every token or session now; return their number."""

    def throttled(self, retry_after: float | None) -> Response:
        """The vendor's form of a 429, for a scripted fault."""
        headers = {} if retry_after is None else {"Retry-After": str(round(retry_after))}
        return Response(b"", status=429, headers=headers)
