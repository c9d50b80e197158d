"""Objects that can be suspended and activated again: users and connectors."""

from __future__ import annotations

from typing import Literal, TypeVar

from ...errors import ConfigurationError
from ..models import Model
from .crud import Service

M = TypeVar("M", bound=Model)


class SwitchedService(Service[M]):
    """A collection whose objects can be suspended, from release 1.2 on."""

    def suspend(self, id_: str, /) -> None:
        """Stop the object from connecting, and end its connections. Nothing else of it changes.

        Raises:
            ConfigurationError: The selected release has no such request; nothing was sent.
            ResourceNotFoundError: There is no such object.
        """
        self._switch(id_, "suspend")

    def activate(self, id_: str, /) -> None:
        """Let a suspended object connect again; see :meth:`suspend`."""
        self._switch(id_, "activate")

    def _switch(self, id_: str, verb: Literal["suspend", "activate"]) -> None:
        with self._gateway.reporting():
            if not self._collection.switched:
                raise ConfigurationError(
                    f"The selected release of the API has no request to {verb} a {self._collection.noun}",
                    hint="Select release 1.2: api_version, or cloudconnexa:apiVersion.",
                )
            segment = self._segment(id_)
            with self._writing(id_):
                self._send(verb, "PUT", f"/{segment}/{verb}")
            # The answer is empty; a listing shows the new state.
            self._forget()
