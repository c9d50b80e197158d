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
    """Run a pack for Pulumi, as the last thing of a pack's ``__main__.py``.

    A configuration in which something is wrong ends it before anything is planned; so does one that cannot be
    found, as Pulumi passes over names that it does not know.
    """
    # Those of our packs are checked by our tests.
    wrong = [] if pack in PACKS.values() else list(pack.check(pack.settings))
    if wrong:
        _refuse(pack, "\n".join(wrong))
    command = engine.command()
    if command is None:
        _refuse(
            pack, "the `pulumi` that has started this process cannot be seen, and so not which file was named"
        )
    for file in _configurations(command):
        try:
            pack.read(file)
        except BadConfigurationError as error:
            _refuse(pack, str(error))
    server, port = Analyzer(pack).server()
    print(port, flush=True)  # noqa: T201 - what the engine waits for
    with suppress(KeyboardInterrupt):  # of the whole run, which says so itself
        server.wait_for_termination()


def _refuse(pack: Pack, wrong: str) -> NoReturn:
    lines = "\n".join(f"  {each}" for each in wrong.splitlines())
    sys.exit(f"The configuration of policy pack {pack.name} cannot be used:\n{lines}")


def _configurations(command: engine.Command) -> Iterator[Path]:
    """The configuration files that Pulumi was given for this pack; it tells a pack nothing of them."""
    # Either flag takes several, also behind one another with commas; the first belongs to the first.
    packs, files = (
        [command.folder / each for value in command.values_of(flag) for each in value.split(",")]
        for flag in ("--policy-pack", "--policy-pack-config")
    )
    own = Path(sys.argv[0]).resolve()
    # One pack may lie in the folder of another.
    around = [pack.resolve() for pack in packs if pack.resolve() in (own, *own.parents)]
    nearest = max(around, key=lambda pack: len(pack.parts), default=None)
    for pack, file in zip(packs, files, strict=False):
        if pack.resolve() == nearest:
            yield file
