"""A run without a change of few resources: ours, nothing's, and Terraform's where it is there.

Terraform's part is what it takes by itself. The vendor's provider is not in it (see :mod:`.latency`): the
resources are of a kind that Terraform has built in, and nobody is asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from .programs import NOTHING, TENANT
from .report import Report, benchmark, ratios
from .stand import Spent, spent, stack

COUNT: Final = 73
CONFIGURATION: Final = """
resource "terraform_data" "thing" {{
  count = {count}
  input = {{ name = "thing-${{count.index}}", a = "hill", d = "s-${{count.index}}", e = "enabled" }}
}}
"""
NAMES: Final = ("terraform", "tofu")


@click.command()
@benchmark
@click.option("--rounds", default=3, show_default=True, help="How often each is measured, in turns.")
def main(report: Report, rounds: int) -> None:
    """Processor and clock time of an `up`, or an `apply`, that changes nothing."""
    terraform = next(filter(None, map(shutil.which, NAMES)), None)
    with ExitStack() as open_:
        ours = open_.enter_context(stack(TENANT.format(separate=True)))[0].up
        nothing = open_.enter_context(stack(NOTHING.format(count=COUNT)))[0].up
        actions: dict[str, Callable[[], object]] = {
            "nothing": nothing,
            "3 networks, 50 routes, 20 users": ours,
        }
        if terraform:
            peer = Terraform(terraform, Path(open_.enter_context(TemporaryDirectory())))
            actions["Terraform by itself"] = peer.apply
        else:
            report.remark("Terraform is left out: neither `terraform` nor `tofu` is there.")
        for action in actions.values():
            action()
        taken: dict[str, list[Spent]] = {name: [] for name in actions}
        for _ in range(rounds):
            for name, action in actions.items():
                taken[name].append(spent(action))
    rows: list[list[object]] = []
    for name, spans in taken.items():
        processor, seconds = [each.processor for each in spans], [each.seconds for each in spans]
        rows.append(
            [name, report.figure(f"{name}/processor", processor), report.figure(f"{name}/s", seconds)]
        )
    report.table([f"{COUNT} resources, no change", "processor s", "clock s"], rows)
    mine = [each.processor for each in taken["3 networks, 50 routes, 20 users"]]
    for name in ("nothing", "Terraform by itself"):
        if name in taken:
            report.figure(f"÷ {name}", ratios(mine, [each.processor for each in taken[name]]))


class Terraform:
    """Terraform or OpenTofu in a folder of its own, with many resources that it has built in.

    Args:
        command: Where it is.
        folder: Where it works.
    """

    def __init__(self, command: str, folder: Path) -> None:
        self._command, self._folder = command, folder
        (folder / "main.tf").write_text(CONFIGURATION.format(count=COUNT))
        settings = folder / "terraform.rc"
        settings.touch()
        self._environ = {**os.environ, "TF_CLI_CONFIG_FILE": str(settings), "CHECKPOINT_DISABLE": "1"}
        self._run("init")

    def apply(self) -> None:
        """Bring what is to what is declared."""
        self._run("apply", "-auto-approve")

    def _run(self, *words: str) -> None:
        subprocess.run(  # noqa: S603 - what the user has installed
            [self._command, *words, "-input=false", "-no-color"],
            cwd=self._folder,
            env=self._environ,
            capture_output=True,
            check=True,
        )


if __name__ == "__main__":
    main()
