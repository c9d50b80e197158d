"""Reads, copies and writes the state of a stack."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

from ..config import PulumiError, pulumi
from ..exported import Export, StateError, parsed, text_of
from ..files import PRIVATE, write
from .urns import Urn, is_root

_COPIES_AT_ONCE: Final = 100
"""No more copies than that are made within a second."""

Entry = Mapping[str, Any]
"""A resource in state."""


class RefusedError(Exception):
    """The command was refused, and nothing was written. The message says why, and what to do."""


@dataclass
class Stack:
    """A stack, as it was last read.

    Attributes:
        name: Its name.
        folder: The folder of its project.
        text: The document of `pulumi stack export`. Secrets are encrypted in it.
    """

    name: str
    folder: Path
    text: str = field(repr=False)
    _export: Export = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._take(self.text)

    @classmethod
    def read(cls, name: str | None, folder: Path) -> Stack:
        """A stack of the project in a folder.

        Args:
            name: The stack; None for the selected one.
            folder: The folder.

        Raises:
            StateError: Its state cannot be read.
        """
        try:
            called = name or pulumi(["stack", "--show-name"], None, folder).strip()
        except PulumiError as error:
            raise StateError(
                f"No stack is selected: {error}\nWhat to do: name one with --from (`move`), or --stack."
            ) from None
        return cls(called, folder, text_of(called, folder))

    @property
    def resources(self) -> Sequence[Entry]:
        """Its resources, in the engine's order."""
        return self._export.resources

    @property
    def pending(self) -> Sequence[Entry]:
        """Unfinished operations, whose result is not known."""
        return self._export.pending

    def refuse_pending(self) -> None:
        """Refuse to continue after a killed run.

        Raises:
            RefusedError: It has :attr:`pending` operations.
        """
        if self.pending:
            raise RefusedError(
                f"Stack {self.name} has operations from a run that was killed, and nobody knows how they "
                "ended.\nWhat to do: see docs/operations.md, `After a killed run`. Then run it again."
            )

    @property
    def has_key(self) -> bool:
        """Whether the state says how its secrets are encrypted."""
        return bool((json.loads(self.text)["deployment"] or {}).get("secrets_providers"))

    @property
    def root(self) -> Urn | None:
        """The resource of the stack itself; None before its first `pulumi up`."""
        return next((Urn.parse(each["urn"]) for each in self.resources if is_root(each)), None)

    def revealed(self) -> Sequence[Entry]:
        """Its resources with all secrets in plain text: only for the engine, never for a file.

        Raises:
            StateError: The state cannot be read.
        """
        return parsed(text_of(self.name, self.folder, "--show-secrets"), f"stack {self.name}").resources

    def with_resources(self, resources: Iterable[Entry], features: Iterable[str] = ()) -> str:
        """Its document with other resources.

        Args:
            resources: The resources.
            features: Features that an engine needs to read them, in addition to those in the document.
        """
        document = json.loads(self.text)
        deployment = {**document["deployment"], "resources": list(resources)}
        known = sorted({*(document.get("features") or ()), *features})
        return json.dumps({**document, "deployment": deployment, **({"features": known} if known else {})})

    @property
    def features(self) -> Sequence[str]:
        """Features that an engine needs to read it."""
        return cast("Sequence[str]", json.loads(self.text).get("features") or ())

    def keep(self, folder: Path) -> Path:
        """Save a copy of its document, for `pulumi stack import --file`, readable only by this user.

        Args:
            folder: The folder; it is made if missing.

        Raises:
            OSError: It cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        name = f"{self.name.replace('/', '.')}-{moment}"
        # Stacks of two projects may have one name.
        names = (name, *(f"{name}-{number}" for number in range(2, _COPIES_AT_ONCE)))
        file = next(each for one in names if not (each := folder / f"{one}.json").exists())
        write({file: self.text}, PRIVATE)
        return file

    def is_as_read(self) -> bool:
        """Whether it is as it was last read, or written; also false if that is not known."""
        try:
            self._refuse_changed()
        except (StateError, RefusedError):
            return False
        return True

    def write(self, document: str) -> None:
        """Replace its state with a document.

        Args:
            document: The document. Its secrets are encrypted with this stack's key, or plain: then the engine
                encrypts them.

        Raises:
            RefusedError: Somebody has changed the stack since it was read.
            StateError: Pulumi does not accept it, or does not say that it has; :meth:`is_as_read` tells.
        """
        self._refuse_changed()
        try:
            pulumi(["stack", "import"], self.name, self.folder, given=document)
        except PulumiError as error:
            raise StateError(f"Stack {self.name} cannot be written: {error}") from None
        self._take(text_of(self.name, self.folder))

    def _refuse_changed(self) -> None:
        now = Stack(self.name, self.folder, text_of(self.name, self.folder))
        if (now.resources, now.pending) != (self.resources, self.pending):
            raise RefusedError(
                f"Stack {self.name} was changed by somebody else meanwhile.\n"
                "What to do: run this command again."
            )

    def _take(self, text: str) -> None:
        self._export = parsed(text, f"stack {self.name}")
        self.text = text
