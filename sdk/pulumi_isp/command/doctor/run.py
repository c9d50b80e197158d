"""Does all checks, with a time limit for each connection."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pulumi_isp_provider.errors import ConfigurationError, IspError
from pulumi_isp_provider.fronts.process import REGISTRY

from .. import config
from ..customers import CUSTOMERS
from ..terminal import Step
from . import door, limits, machine
from .finding import Finding, Outcome
from .systems import LOOKS, MAY_WRITE

_REGISTRIES: Final = {"calix": REGISTRY, "cloudconnexa": REGISTRY, "whmcs": CUSTOMERS}


def examine(stack: str | None, limit: float, step: Step) -> Iterator[Finding]:
    """Check the set-up of a stack.

    Args:
        stack: The stack; None for the selected one.
        limit: Seconds for each connection.
        step: Shows the progress.
    """
    folder = Path.cwd()
    try:
        known = config.read(stack, folder)
    except ConfigurationError as error:
        yield Finding.of("config", error)
        return
    yield from machine.look(known, folder)
    yield limits.look()
    for registry in (REGISTRY, CUSTOMERS):
        registry.configure(known.values.get)
    wanted = [
        (vendor, connection)
        for vendor, registry in _REGISTRIES.items()
        for connection in known.connections(registry.settings_of(vendor))
    ]
    if not wanted:
        yield Finding(
            "connections",
            Outcome.ERROR,
            "there are no settings of any system, in config or in the environment",
            "Set the addresses of the systems, such as CALIX_URL or CLOUDCONNEXA_URL: docs/settings.md.",
        )
    silent = False
    for number, (vendor, connection) in enumerate(wanted):
        step(f"{vendor}, connection {connection}", number, len(wanted))
        looked = _Look(known, vendor, connection)
        looked.start()
        looked.join(limit)
        # The findings until now, also if the rest never comes.
        yield from list(looked.findings)
        if looked.is_alive():
            silent = True
            yield Finding(
                f"{vendor}, connection {connection}",
                Outcome.ERROR,
                f"was not done within {limit:g} s",
                "Check that the address is right and the system answers. For a slow system, use a longer "
                "--limit.",
            )
    for registry in (REGISTRY, CUSTOMERS):
        if silent:
            # It would wait for the system that does not answer. Sessions end by themselves when they are
            # idle.
            atexit.unregister(registry.close)
        else:
            registry.close()


class _Look(threading.Thread):
    """Checks one connection, on a daemon thread, so the process does not wait for it at its end."""

    def __init__(self, known: config.Config, vendor: str, connection: str) -> None:
        super().__init__(daemon=True)
        self.findings: list[Finding] = []
        self._known = known
        self._vendor = vendor
        self._connection = connection
        self._registry = _REGISTRIES[vendor]
        self._about = f"{vendor}, connection {connection}"

    def run(self) -> None:
        try:
            for finding in self._look():
                self._note(finding)
        except IspError as error:
            self._note(Finding.of(self._about, error))
        except Exception as error:
            said = self._registry.masked(f"{type(error).__name__}: {error}")
            self._note(
                Finding(
                    self._about,
                    Outcome.ERROR,
                    f"this command failed: {said}",
                    "Please report it. Some checks were not done.",
                )
            )

    def _note(self, finding: Finding) -> None:
        masked = self._registry.masked_own
        self.findings.append(replace(finding, found=masked(finding.found), remedy=masked(finding.remedy)))

    def _look(self) -> Iterator[Finding]:
        self._known.check(self._registry.settings_of(self._vendor), self._connection)
        settings: Any = self._registry.settings(self._vendor, self._connection)
        yield Finding(f"{self._about}: settings", Outcome.OK, settings.address(settings.url))
        yield from door.look(self._about, settings.url)
        yield from LOOKS[self._vendor](
            self._about, self._registry.client(self._vendor, self._connection), settings
        )
        if self._vendor in MAY_WRITE:
            yield Finding(
                f"{self._about}: writing",
                Outcome.NOTE,
                "whether the account may create, change and delete was not checked: only a write shows it",
                f"{MAY_WRITE[self._vendor]} Let the first run write one object: `pulumi up --target URN`.",
            )
