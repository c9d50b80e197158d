"""A pack as a process that Pulumi starts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from pulumi_isp_provider.fronts import engine

from .analyzer import Analyzer
from .packs import PACKS, BadConfigurationError, Pack


def serve(pack: Pack) -> None:
    """Run a pack for Pulumi; the last line of a pack's ``__main__.py``.

    If something in the configuration is wrong, the run ends before anything is planned. Pulumi itself ignores
    names that it does not know, so the configuration files are read here. If they cannot be found, the run
    ends too.
    """
    # The settings of our own packs are checked by our tests.
    wrong = [] if pack in PACKS.values() else list(pack.check(pack.settings))
    if wrong:
        _refuse(pack, "\n".join(wrong))
    command = engine.command()
    if command is None:
        _refuse(
            pack,
            "the `pulumi` that has started this process cannot be seen, so its configuration is not known",
        )
    for file in _configurations(command):
        try:
            pack.read(file)
        except BadConfigurationError as error:
            _refuse(pack, str(error))
    server, port = Analyzer(pack).server()
    print(port, flush=True)  # noqa: T201 - the engine waits for it
    with suppress(KeyboardInterrupt):  # the engine itself says that the run was interrupted
        server.wait_for_termination()


def _refuse(pack: Pack, wrong: str) -> NoReturn:
    lines = "\n".join(f"  {each}" for each in wrong.splitlines())
    sys.exit(f"The configuration of policy pack {pack.name} cannot be used:\n{lines}")


def _configurations(command: engine.Command) -> Iterator[Path]:
    """The configuration files for this pack on Pulumi's command line. Pulumi does not tell them to a pack."""
    # Both flags may come several times, or with several paths and commas. The first file is for the first
    # pack.
    packs, files = (
        [command.folder / each for value in command.values_of(flag) for each in value.split(",")]
        for flag in ("--policy-pack", "--policy-pack-config")
    )
    own = Path(sys.argv[0]).resolve()
    # One pack may be inside the folder of another.
    around = [pack.resolve() for pack in packs if pack.resolve() in (own, *own.parents)]
    nearest = max(around, key=lambda pack: len(pack.parts), default=None)
    for pack, file in zip(packs, files, strict=False):
        if pack.resolve() == nearest:
            yield file
