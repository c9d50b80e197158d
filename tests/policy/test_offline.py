"""The rules over files that Pulumi has written, and the command that does it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.policy.cases import HIDDEN

from pulumi_isp.command import main
from pulumi_isp.policy import BASELINE, RULES, STRICT, offline

RECORDED = Path(__file__).parent / "recorded"
STATE = RECORDED / "state.json"
PREVIEW = RECORDED / "preview.json"


def found(file: Path, previous: Path | None = None, **settings: Any) -> set[tuple[str, str]]:
    """(rule, resource) of what the strict rules find."""
    judged = offline.judge_file(STRICT, file, config=None, previous=previous)
    return {(each.rule.id, each.urn.rpartition("::")[2]) for each in judged}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_state_is_judged() -> None:
    """What stands in an export, with `protect`; nothing is removed in a state alone."""
    assert found(STATE) == {("protected", "gone"), ("protected", "moved"), ("protected", "site")}


def test_a_state_is_judged_against_the_one_before() -> None:
    """What has gone in between is named."""
    assert found(STATE, STATE) == found(STATE)
    assert ("ont-active-kept", "moved") in found(PREVIEW, STATE)


def test_a_preview_is_judged() -> None:
    """What it deletes and replaces, what it declares, and nothing of what is not known yet."""
    assert found(PREVIEW) == {
        ("ont-active-kept", "gone"),
        ("ont-active-kept", "moved"),
        ("protected", "moved"),
        ("protected", "later"),
        ("texts-without-secrets", "later"),
        ("route-width", "wide"),
    }


def test_with_the_state_of_before_a_preview_has_what_stays_too() -> None:
    """A preview's document leaves out what does not change: that is not deleted, and counts."""
    assert found(PREVIEW, STATE) - found(PREVIEW) == {
        ("protected", "site"),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "file.json: "),
        ("[]", "file.json: is not a document of Pulumi"),
        ("{", "file.json: is no JSON: "),
        ("{}", "file.json: is neither a state of `pulumi stack export` nor a document of `pulumi prev"),
        ('{"deployment": 3}', "file.json: is not a state"),
        ('{"deployment": {"resources": [3]}}', "file.json: is not a state"),
        ('{"steps": [3]}', "file.json: is not an answer of `pulumi preview --json`"),
        ('{"steps": 3}', "file.json: is not an answer of `pulumi preview --json`"),
        ('{"steps": [], "diagnostics": [{"severity": "error"}]}', "file.json: the preview failed"),
    ],
)
def test_what_is_no_document_of_pulumi_is_refused(tmp_path: Path, text: str | None, message: str) -> None:
    """Nothing is judged rather than half of it."""
    file = tmp_path / "file.json"
    if text is not None:
        file.write_text(text)

    with pytest.raises(offline.StateUnreadableError, match=message):
        offline.judge_file(BASELINE, file, config=None, previous=None)


def test_a_new_stack_has_nothing_to_judge(tmp_path: Path) -> None:
    """Pulumi exports it without resources."""
    file = tmp_path / "file.json"
    file.write_text('{"version": 3, "deployment": {}}')

    assert found(file) == set()


def test_the_command_judges_a_file() -> None:
    """It ends with 1, names what is wrong and what to do, counts, and shows no secret."""
    ran = run("policy", "test", str(PREVIEW), "--previous", str(STATE), "--pack", "strict")

    assert ran.exit_code == 1
    assert (
        "[mandatory] route-width: cloudconnexa.Route 'wide': subnet '0.0.0.0/0' takes all traffic"
        in ran.output
    )
    assert "What to do: " in ran.output
    assert ran.output.splitlines()[-1] == "findings: 7, mandatory: 7"
    assert HIDDEN not in ran.output


def test_the_command_ends_with_nothing_where_rules_only_advise(tmp_path: Path) -> None:
    """Advice stops no job; a configuration sets the level, as with Pulumi."""
    advisory = tmp_path / "policy.json"
    advisory.write_text(json.dumps({"all": "advisory", "protected": {"kinds": ["calix.Ont"]}}))
    words = ("policy", "test", str(STATE), "--config", str(advisory), "--json")

    ran = run(*words)

    assert ran.exit_code == 0
    assert {(each["rule"], each["level"]) for each in json.loads(ran.output)} == {("protected", "advisory")}
    advisory.write_text(json.dumps({"all": "disabled"}))
    assert json.loads(run(*words).output) == []


@pytest.mark.parametrize("wrong", ["{", '{"namng": "advisory"}', '{"naming": {"names": "("}}'])
def test_the_command_ends_with_2_where_a_file_cannot_be_used(tmp_path: Path, wrong: str) -> None:
    """A job tells a broken rule from a broken file."""
    config = tmp_path / "policy.json"
    config.write_text(wrong)

    ran = run("policy", "test", str(STATE), "--config", str(config))

    assert (ran.exit_code, "policy.json: " in ran.output) == (2, True)
    assert run("policy", "test", str(config)).exit_code == 2


def test_findings_are_a_list_for_other_tools() -> None:
    """As the page says: rule, level, URN and text of each; a finding about the stack has no URN."""
    findings = json.loads(run("policy", "test", str(PREVIEW), "--pack", "strict", "--json").output)

    assert all(set(each) == {"rule", "level", "urn", "text"} for each in findings)
    assert [each["urn"].rpartition("::")[2] for each in findings if each["rule"].startswith("route-")] == [
        "wide"
    ]


def test_the_command_lists_and_explains_rules() -> None:
    """For people, and for programs."""
    listed = json.loads(run("policy", "list", "--pack", "strict", "--json").output)
    explained = run("policy", "explain", "ont-removals-limited").output

    assert [each["id"] for each in listed] == [rule.id for rule in RULES]
    assert {each["level"] for each in listed} == {"mandatory"}
    assert f"{RULES[0].id}  " in run("policy", "list").output
    for text in (
        "Why: ",
        "What to do: ",
        "In strict: mandatory",
        "  percent: ",
        "Default: 10; in strict 5.",
    ):
        assert text in explained
    told = json.loads(run("policy", "explain", "ont-removals-limited", "--json").output)
    assert (told["levels"]["strict"], told["settings"]["most"]["packs"]) == ("mandatory", {"strict": 5})
    assert all(told[name] in explained for name in ("id", "description", "reason", "remedy"))


def test_a_mistyped_rule_is_answered_with_the_likely_one() -> None:
    """In the words of all our messages."""
    ran = run("policy", "explain", "ont-profil-allowed")

    assert ran.exit_code == 2
    assert "ont-profil-allowed is not a rule; did you mean ont-profile-allowed?" in ran.output


def test_the_command_prints_the_schema_of_a_configuration() -> None:
    """For editors: with the defaults of the pack."""
    schema = json.loads(run("policy", "schema", "strict").output)
    [_, settings] = schema["properties"]["ont-removals-limited"]["anyOf"]

    assert settings["properties"]["most"]["default"] == 5


def test_the_folder_of_a_pack_is_the_same_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulumi finds the Python of this installation in it, from wherever it is started."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    folder = Path(run("policy-path", "strict").output.strip())
    before = {file.name: (file.stat().st_mtime_ns, file.read_text()) for file in folder.iterdir()}

    assert tmp_path in folder.parents
    assert Path(run("policy-path", "strict").output.strip()) == folder
    assert {file.name: (file.stat().st_mtime_ns, file.read_text()) for file in folder.iterdir()} == before
    assert json.loads(before["PulumiPolicy.yaml"][1])["runtime"]["options"]["virtualenv"] == sys.prefix
    assert "PACKS['strict']" in before["__main__.py"][1]
    assert run("policy-path", "lax").exit_code == 2


@pytest.mark.parametrize("in_the_way", ["pulumi-isp", "pulumi-isp/policy", "the folder", "a file of it"])
def test_a_cache_folder_that_cannot_be_used_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_the_way: str
) -> None:
    """Pulumi would say of a folder that is not there what helps nobody."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = Path(run("policy-path", "strict").output.strip())
    cache = next(each for each in folder.parents if each.name == "pulumi-isp")
    wrong = {
        "pulumi-isp": cache,
        "pulumi-isp/policy": cache / "policy",
        "the folder": folder,
        "a file of it": folder / "PulumiPolicy.yaml",
    }[in_the_way]
    if wrong.is_dir():
        shutil.rmtree(wrong)
        wrong.touch()
    else:
        wrong.unlink()
        wrong.mkdir()

    ran = run("policy-path", "strict")

    assert ran.exit_code == 1
    assert str(wrong) in ran.output
    assert "What to do: name a cache folder that this user can write to" in ran.output
    assert "Traceback" not in ran.output


def test_what_was_written_by_halves_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a full disk, whatever stands there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    project = Path(run("policy-path", "strict").output.strip()) / "PulumiPolicy.yaml"
    before = project.read_bytes()
    project.write_bytes(b"\xff\x00")

    assert run("policy-path", "strict").exit_code == 0
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (["pulumi_policy"], ["policy", "list"]),
        (["jsonschema"], ["policy-path", "strict"]),
        (["pulumi_policy", "jsonschema"], ["policy", "test", str(STATE)]),
    ],
)
def test_without_the_extra_or_with_half_of_it_the_command_says_what_to_install(
    missing: list[str], words: list[str]
) -> None:
    """pulumi-isp itself brings none of it along; half of it would fail later, and only in some runs."""
    hide = "; ".join(f"sys.modules[{name!r}] = None" for name in missing)
    code = f"import sys; {hide}; from pulumi_isp.command import main; main()"

    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout) == (1, "")
    [told] = ran.stderr.splitlines()
    assert told.endswith("What to do: pip install 'pulumi-isp[policy]'")
    assert all(name in told for name in missing)


def test_a_default_is_shown_with_what_holds_in_a_pack() -> None:
    """Whoever reads that nothing is protected would be wrong about strict."""
    explained = run("policy", "explain", "protected").output

    assert 'Default: []; in strict ["calix.Ont", "cloudconnexa.Network"].' in explained
