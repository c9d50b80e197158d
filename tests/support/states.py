"""States in the form of `pulumi stack export`, made by the lifecycles without an engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.specimens import SPECIMENS

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.hidden import OWNER, SYSTEM
from pulumi_isp_provider.core.records import Stored
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.fronts.marks import hidden
from pulumi_isp_provider.fronts.process import REGISTRY

from .declaring import References
from .isp import Isp
from .lives import Hands

SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"
_FRONTS = {"dynamic": "token", "plugin": "plugin_token"}


def shown(value: Any) -> dict[str, Any]:
    """A secret value in the form of `--show-secrets`."""
    return {SIGNATURE: _SECRET, "plaintext": json.dumps(value)}


ENCRYPTED = {SIGNATURE: _SECRET, "ciphertext": "v1:abc:def"}


class Stack:
    """A stack after `up`, made by lifecycles instead of the engine.

    Args:
        isp: The simulated vendors.
        front: The front of its resources.
    """

    def __init__(self, isp: Isp, front: str = "dynamic") -> None:
        self.isp = isp
        self.resources: list[dict[str, Any]] = [
            {"urn": "urn:pulumi:dev::isp::pulumi:pulumi:Stack::isp-dev", "type": "pulumi:pulumi:Stack"}
        ]
        self._token = _FRONTS[front]
        REGISTRY.configure({**isp.config(), **isp.secrets}.get)
        self._run = Run(REGISTRY)

    def make(
        self, kind: str, name: str, declared: Mapping[str, Any], *secrets: str, **more: Any
    ) -> dict[str, Any]:
        """Make a resource, and return its entry in state, which may be changed.

        Args:
            kind: Its kind.
            name: Its name in the program.
            declared: Its declared properties.
            secrets: Names of properties that the program marks as secret.
            more: More fields of the entry.
        """
        specimen = SPECIMENS[kind]
        lifecycle = specimen.front.lifecycle
        client = REGISTRY.client(specimen.vendor, "default")
        hands = Hands(lifecycle, run=self._run, owner=name)
        inputs = hands.check(References(self.isp, client).resolved(specimen.vendor, declared)).inputs
        return self.take(kind, name, inputs, hands.create(inputs), *secrets, **more)

    def take(
        self, kind: str, name: str, inputs: Mapping[str, Any], stored: Stored, *secrets: str, **more: Any
    ) -> dict[str, Any]:
        """Add the answer of a create to the state."""
        resource = next(each for each in RESOURCES if str(each) == kind)
        token = getattr(resource, self._token)
        mark = hidden(stored.mark, secrets)
        told = {SYSTEM: stored.mark.system, OWNER: stored.mark.owner}
        if self._token == "plugin_token":
            del told[OWNER]
        entry = {
            "urn": f"urn:pulumi:dev::isp::{token}::{name}",
            "type": token,
            "custom": True,
            "id": stored.id,
            "inputs": _marked({**inputs, **told}, secrets),
            "outputs": _marked({**stored.outputs, **mark}, secrets),
            **more,
        }
        # As the engine does it.
        self.resources.append(json.loads(json.dumps(entry)))
        return self.resources[-1]

    def written(self, pending: Iterable[Mapping[str, Any]] = (), name: str = "state.json") -> Path:
        """Write the state to a file of the current folder, and forget the clients."""
        REGISTRY.close()
        REGISTRY.configure(lambda _key: None)
        deployment = {"resources": self.resources, "pending_operations": list(pending)}
        file = Path(name)
        file.write_text(json.dumps({"version": 3, "deployment": deployment}))
        return file


def _marked(properties: Mapping[str, Any], secrets: Iterable[str]) -> dict[str, Any]:
    return {name: shown(value) if name in secrets else value for name, value in properties.items()}
