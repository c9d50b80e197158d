"""The call of an action, for its handler."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from .fields import Row
from .params import Params
from .shapes import Shapes
from .state import State
from .switches import Switches
from .version import OLDEST, Version


@dataclass(frozen=True, slots=True)
class Call:
    """One permitted call of an action, under the lock of the state.

    Attributes:
        params: The parameters sent.
        state: The installation.
        shapes: Writes rows and lists.
        now: Time of the call, UTC.
        admin: The administrator who calls or who owns the credentials, if the state has one.
    """

    params: Params
    state: State
    shapes: Shapes
    now: dt.datetime
    admin: Row | None = None

    @property
    def switches(self) -> Switches:
        """The named switches."""
        return self.shapes.switches

    @property
    def version(self) -> Version:
        """The simulated WHMCS version."""
        return self.shapes.version

    def payment_method(self, module: str) -> str:
        """The display name of a payment method; its module name if it has none."""
        method = self.state.find("payment_methods", module)
        return module if method is None else method["displayname"] or module

    def currency(self, client: Row | None) -> Row:
        """The client's currency, or the first one."""
        found = None if client is None else self.state.find("currencies", client["currency"])
        if found is not None:
            return found
        blank: Row = {"code": "", "prefix": "", "suffix": ""}
        return next(iter(self.state.all("currencies").values()), blank)


@dataclass(frozen=True, slots=True)
class Read:
    """A read action that is simulated.

    Attributes:
        name: As documented, ``GetProducts``.
        handle: Returns the answer without ``result``; raises Refusal.
        since: First version that has it.
    """

    name: str
    handle: Callable[[Call], Row]
    since: Version = OLDEST
