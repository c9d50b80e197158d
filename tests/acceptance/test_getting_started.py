"""docs/getting-started.md, followed to the letter from a wheel."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from tests.support.isp import ROOT
from tools.engine import Engine

PAGE = (ROOT / "docs/getting-started.md").read_text()
SIMULATED = "http://127.0.0.1:18080"


@dataclass(frozen=True)
class Block:
    """A code block of the page.

    Attributes:
        language: What follows the three backticks.
        text: Its lines.
        file: The file that the line before the block names, or "".
        added: It goes to the end of that file.
    """

    language: str
    text: str
    file: str
    added: bool

    @property
    def commands(self) -> list[str]:
        """The lines that are typed."""
        return [line.removeprefix("$ ") for line in self.text.splitlines()]


def blocks() -> list[Block]:
    """The page's code blocks, in order."""
    found = []
    for paragraph, language, text in re.findall(
        r"(?:([^\n]+(?:\n[^\n]+)*)\n\n)?^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE
    ):
        named = re.search(r"(?:^|\s)`([\w./-]+\.(?:py|txt|ya?ml))`", paragraph) if language != "console" else None
        found.append(Block(language, text, named[1] if named else "", paragraph.startswith("Add to")))
    return found


class Newcomer:
    """Somebody who follows the page in an empty folder, with no network and no engine settings of ours."""

    def __init__(self, home: Path, engine: Engine) -> None:
        self.folder = home / "plant"
        self.folder.mkdir(parents=True)
        (home / "pulumi-isp").symlink_to(ROOT)
        self.environ = {
            "PATH": os.pathsep.join(
                [str(engine.folder), str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
            ),
            "HOME": str(home),
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            # What else is to be installed is here already, see `follow`.
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def write(self, block: Block) -> None:
        """Write the block's file, or add to it."""
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text() + "\n\n" if block.added else "") + block.text)

    def follow(self, block: Block, url: str) -> str:
        """Type the block's commands, and ``simulated`` where one asks; return what they print.

        Variables stay set for the blocks that follow.
        """
        text = "\n".join(block.commands).replace(SIMULATED, url)
        # The build backend is here already, too.
        text = text.replace("pip wheel", "pip wheel --no-build-isolation")
        done = subprocess.run(
            ["sh", "-ec", f"{text}\nenv -0 > ../environ"],
            cwd=self.folder,
            env=self.environ,
            input="simulated\n",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        kept = (self.folder.parent / "environ").read_text().rstrip("\0").split("\0")
        self.environ = dict(line.split("=", 1) for line in kept)
        for packages in self.folder.glob(".venv/lib/*/site-packages"):
            (packages / "beside.pth").write_text(sysconfig.get_path("purelib"))
        return done.stdout

    @contextmanager
    def started(self, block: Block) -> Iterator[str]:
        """The simulator of the page's other terminal, on any free port; gives its address."""
        (command,) = block.commands
        process = subprocess.Popen(
            command.replace("--port 18080", "--port 0").split(),
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout
            yield json.loads(process.stdout.readline())["url"]
        finally:
            process.terminate()
            process.communicate()


def test_the_page_leads_from_a_wheel_to_a_plant_taken_over(tmp_path: Path, engine: Engine) -> None:
    """Each block as it stands: an ``up``, another that changes nothing, ONTs that exist taken over, protected."""
    newcomer = Newcomer(tmp_path, engine)
    remaining = iter(block for block in blocks())
    for block in remaining:
        if "pulumi-isp-sim" in block.text:
            break
        if block.file:
            newcomer.write(block)
        else:
            newcomer.follow(block, SIMULATED)
    said = []
    with newcomer.started(block) as url:
        for block in remaining:
            if block.file:
                newcomer.write(block)
            else:
                said.append(newcomer.follow(block, url))
        state = json.loads(newcomer.follow(Block("console", "$ pulumi stack export", "", added=False), url))

    resources = [each for each in state["deployment"]["resources"] if "isp/" in each["type"]]
    taken_over = [each for each in resources if each["id"].startswith("E7-3/")]
    assert len(taken_over) == len(resources) - 1 == len(json.loads((newcomer.folder / "e7-3.json").read_text()))
    assert {each.get("protect", False) for each in taken_over} == {True}
    assert list(newcomer.folder.glob(".venv/lib/*/site-packages/pulumi_isp/calix/ont.py"))  # the wheel's
    preview = said[-1]
    assert preview.count("will be taken over as it is") >= len(taken_over)
    assert "will be made" not in preview
    for path in (".github/workflows/plant.yaml", ".gitlab-ci.yml"):
        assert (newcomer.folder / path).exists()


@pytest.mark.parametrize("file", [".github/workflows/plant.yaml", ".gitlab-ci.yml"])
def test_ci_previews_a_request_and_acts_on_a_merge(file: str) -> None:
    """Each example is YAML, and ``up`` stands in one job, whose condition is another than the preview's."""
    (block,) = [block for block in blocks() if block.file == file]
    pipeline = yaml.safe_load(block.text)
    jobs = pipeline.get("jobs", pipeline)

    scripts = {
        name: [step.get("run", "") for step in jobs[name].get("steps", [])] or jobs[name]["script"]
        for name in ("preview", "up")
    }
    verbs = {name: re.findall(r"pulumi (\w+)", "\n".join(script)) for name, script in scripts.items()}
    assert verbs == {"preview": ["preview"], "up": ["up"]}
    conditions = [jobs[name].get("if") or jobs[name]["rules"] for name in ("preview", "up")]
    assert conditions[0] != conditions[1]
