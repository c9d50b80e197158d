"""The examples for CI: a preview with the rules for each request, `up` on a merge."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from click import Context
from tests.support import ROOT

from pulumi_isp.command import main
from pulumi_isp.policy import STRICT

FOLDER = ROOT / "examples/ci"
SCHEMAS: Final = {"github.yaml": "vendor.github-workflows", "gitlab.yaml": "vendor.gitlab-ci"}


def scripts(file: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The jobs of an example, and what each runs."""
    pipeline = yaml.safe_load((FOLDER / file).read_text())
    jobs = pipeline.get("jobs", pipeline)
    lines = {
        name: [step.get("run", "") for step in jobs[name].get("steps", [])] or jobs[name]["script"]
        for name in ("preview", "up")
    }
    return jobs, {name: "\n".join(each) for name, each in lines.items()}


@pytest.mark.parametrize("file", SCHEMAS)
def test_ci_previews_a_request_and_acts_on_a_merge(file: str) -> None:
    """Each example is YAML, and ``up`` stands in one job, whose condition is another than the preview's."""
    jobs, run = scripts(file)

    verbs = {name: re.findall(r"(?:^|\s)pulumi (\w+)", script) for name, script in run.items()}
    assert verbs == {"preview": ["preview"], "up": ["up"]}
    conditions = [jobs[name].get("if") or jobs[name]["rules"] for name in ("preview", "up")]
    assert conditions[0] != conditions[1]


def fits(file: Path, schema: str) -> bool:
    """Whether a file is one as its vendor's own schema has it."""
    judged = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode in (0, 1), judged.stderr
    return judged.returncode == 0


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("github.yaml", "runs-on: [self-hosted", "runs_on: [self-hosted"),
        ("github.yaml", "contents: read", "contents: reads"),
        ("gitlab.yaml", "expose_as: preview", "expose-as: preview"),
        ("gitlab.yaml", "when: always", "when: allways"),
    ],
)
def test_ci_fits_the_schema_of_its_vendor(tmp_path: Path, file: str, right: str, wrong: str) -> None:
    """Each example does; with one word of it mistyped, it does not."""
    text = (FOLDER / file).read_text()
    mistyped = tmp_path / file
    mistyped.write_text(text.replace(right, wrong))

    assert right in text
    assert fits(FOLDER / file, SCHEMAS[file])
    assert not fits(mistyped, SCHEMAS[file])


@pytest.mark.parametrize("file", SCHEMAS)
def test_ci_is_understood_by_shell(file: str) -> None:
    """Each script is read by a shell, which runs nothing of it."""
    _, run = scripts(file)

    for script in run.values():
        plain = re.sub(r"\$\{\{.*?\}\}", "x", script)  # what GitHub puts in before
        read = subprocess.run(["bash", "-n"], input=plain, capture_output=True, text=True, check=False)
        assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize("file", SCHEMAS)
def test_ci_runs_commands_of_ours_that_exist(file: str) -> None:
    """Each is taken apart by the command itself, flags and arguments too; the configuration fits the pack."""
    _, run = scripts(file)

    for script in run.values():
        assert "--policy-pack-config policy.json" in script
        (words,) = re.findall(r"\$\(\S*pulumi-isp ([^)]*)\)", script)
        name, *rest = shlex.split(words)
        # A command remembers the names of its help option, which are the parent's.
        parent = Context(main, **main.context_settings)
        command = main.get_command(parent, name)
        assert command is not None
        command.make_context(name, rest, parent=parent)
    assert list(STRICT.check(json.loads((FOLDER / "policy.json").read_text()))) == []
