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
from tests.support import ROOT
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
    def commands(self) -> str:
        """What is typed."""
        return re.sub(r"^\$ ", "", self.text, flags=re.MULTILINE)


def blocks() -> list[Block]:
    """The page's code blocks, in order."""
    found = []
    for paragraph, language, text in re.findall(
        r"(?:([^\n]+(?:\n[^\n]+)*)\n\n)?^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE
    ):
        named = (
            re.search(r"(?:^|\s)`([\w./-]+\.(?:py|txt|ya?ml))`", paragraph) if language != "console" else None
        )
        found.append(Block(language, text, named[1] if named else "", paragraph.startswith("Add to")))
    return found


class Newcomer:
    """Somebody who follows the page in an empty folder, with no network and no engine settings of ours."""

    def __init__(self, home: Path, engine: Engine) -> None:
        self.url = SIMULATED
        self.folder = home / "plant"
        self.folder.mkdir(parents=True)
        (home / "pulumi-isp").symlink_to(ROOT)
        self.environ = {
            "PATH": os.pathsep.join(
                [str(engine.folder), str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
            ),
            "HOME": str(home),
            "PULUMI_HOME": str(home / ".pulumi"),  # the engine asks the system for the home folder, not HOME
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            # What else is to be installed is here already, see `type`.
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def follow(self, block: Block) -> str:
        """Do what a block says: write its file, add to it, or type its commands; return what they print."""
        if not block.file:
            return self.type(block.commands)
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text() + "\n\n" if block.added else "") + block.text)
        return ""

    def type(self, commands: str) -> str:
        """Type commands, and ``simulated`` where one asks; return what they print.

        Variables stay set for those that follow.
        """
        text = commands.replace(SIMULATED, self.url)
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
    def other_terminal(self, block: Block) -> Iterator[None]:
        """Start the block's simulator, on any free port."""
        process = subprocess.Popen(
            block.commands.replace("--port 18080", "--port 0").split(),
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout
            self.url = json.loads(process.stdout.readline())["url"]
            yield
        finally:
            process.terminate()
            process.communicate()


@pytest.mark.large
def test_the_page_leads_from_a_wheel_to_a_plant_taken_over(tmp_path: Path, engine: Engine) -> None:
    """Each block as it stands: ``up`` twice, the second in vain; ONTs that exist taken over, protected."""
    newcomer = Newcomer(tmp_path, engine)
    page = blocks()
    (simulator,) = [number for number, block in enumerate(page) if "pulumi-isp-sim" in block.text]

    for block in page[:simulator]:
        newcomer.follow(block)
    with newcomer.other_terminal(page[simulator]):
        said = "".join(newcomer.follow(block) for block in page[simulator + 1 :])
        state = json.loads(newcomer.type("pulumi stack export"))

    written_down = json.loads((newcomer.folder / "e7-3.json").read_text())
    assert list(newcomer.folder.glob(".venv/lib/*/site-packages/pulumi_isp/calix/ont.py"))  # the wheel's
    ours = [resource for resource in state["deployment"]["resources"] if "isp/" in resource["type"]]
    assert sorted(resource["id"] for resource in ours if resource.get("protect")) == sorted(
        f"E7-3/{ont['ont_id']}" for ont in written_down
    )
    assert [resource["id"] for resource in ours if not resource.get("protect")] == ["E7-1/1"]
    assert [
        ont["ont_id"]
        for ont in written_down
        if f"E7-3/{ont['ont_id']} will be taken over as it is" not in said
    ] == []
