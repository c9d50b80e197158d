"""Rewrites a state for the other front."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pulumi_isp_provider.core.hidden import OWNER, PROVIDER
from pulumi_isp_provider.fronts.urns import BY_TOKEN, owner_of

from ..._kinds import KINDS
from .stack import Entry, RefusedError, Stack
from .urns import PROVIDERS, Urn, is_root, new_provider, provider_of, retied

FRONTS: Final = ("dynamic", "plugin")
_PROVIDER: Final = {"dynamic": ("pulumi-python", "default"), "plugin": ("isp", "isp")}
"""By front: the package, and the name of the one provider that our programs use."""
_SERIALIZED: Final = {str(each): each.serialized for each in KINDS}


@dataclass(frozen=True)
class Plan:
    """What ``import-state`` does with a stack.

    Attributes:
        stack: The stack.
        front: The new front.
        urns: The new URNs by the old ones, of the resources whose URN changes.
        retyped: How many of our resources get another type.
    """

    stack: Stack
    front: str
    urns: Mapping[str, str]
    retyped: int

    def carry_out(self, folder: Path) -> Path:
        """Do it.

        Args:
            folder: The folder for a copy of the old state.

        Returns:
            The copy.

        Raises:
            RefusedError: The stack was changed meanwhile. Nothing was written.
            StateError: Pulumi does not accept the state. Nothing was written.
            OSError: The copy cannot be saved. Nothing was written.
        """
        copy = self.stack.keep(folder)
        self.stack.write(self.stack.with_resources(self._told()))
        return copy

    def _told(self) -> Iterator[Entry]:
        root = self.stack.root
        package, name = _PROVIDER[self.front]
        own = str(Urn(root.stack, root.project, (PROVIDERS + package,), name)) if root else ""
        entries = self.stack.resources
        standing = next((each["id"] for each in entries if each["urn"] == own), None)
        reference = f"{own}::{standing or uuid.uuid4()}"
        ours = [each for each in entries if each["type"] in BY_TOKEN]
        others = {provider_of(each) for each in entries if each["type"] not in BY_TOKEN}
        left = {provider_of(each) for each in ours} - others - {own}
        for entry in entries:
            if entry["urn"] in left:
                continue
            if entry["type"] in BY_TOKEN:
                yield self._moved(entry, reference)
            else:
                yield self._renamed(entry)
            if is_root(entry) and standing is None:
                yield new_provider(own, reference.rpartition("::")[2], str(root))

    def _renamed(self, entry: Entry) -> dict[str, Any]:
        found = retied(entry, lambda urn: self.urns.get(urn, urn))
        found["urn"] = self.urns.get(entry["urn"], entry["urn"])
        if "parent" in found:
            found["parent"] = self.urns.get(entry["parent"], entry["parent"])
        return found

    def _moved(self, entry: Entry, provider: str) -> dict[str, Any]:
        found = self._renamed(entry)
        kind = BY_TOKEN[entry["type"]]
        found["type"], found["provider"] = _token(entry["type"], self.front), provider
        if self.front == "dynamic":
            # The plugin front does not keep these in state: it knows them from the URN.
            hidden = {PROVIDER: _SERIALIZED[str(kind)], OWNER: owner_of(found["urn"])}
            for part in ("inputs", "outputs"):
                found[part] = {**hidden, **(found.get(part) or {})}
        return found


def plan(stack: Stack, front: str) -> Plan:
    """What ``import-state`` would do.

    Args:
        stack: The stack.
        front: One of :data:`FRONTS`.

    Raises:
        RefusedError: It cannot be done.
        StateError: The state is not as Pulumi writes it.
    """
    stack.refuse_pending()
    urns: dict[str, str] = {}
    retyped = 0
    for entry in stack.resources:
        if entry["type"] in BY_TOKEN and (entry.get("delete") or entry.get("pendingReplacement")):
            raise RefusedError(
                f"{Urn.parse(entry['urn']).name} is about to be replaced or deleted.\nWhat to do: finish "
                "that with a `pulumi up` on the front of today; then run this command again."
            )
        own = Urn.parse(entry["urn"])
        types = tuple(_token(each, front) for each in own.types)
        if types != own.types:
            urns[entry["urn"]] = str(Urn(own.stack, own.project, types, own.name))
            retyped += entry["type"] in BY_TOKEN and types[-1] != own.types[-1]
    return Plan(stack, front, urns, retyped)


def _token(type_: str, front: str) -> str:
    kind = BY_TOKEN.get(type_)
    if kind is None:
        return type_
    return kind.plugin_token if front == "plugin" else kind.token
