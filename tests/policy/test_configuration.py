"""Configuration of packs: what is wrong is named with its place and what is allowed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.policy.cases import CASES

from pulumi_isp.policy import PACKS, STRICT, BadConfigurationError, Pack, offline

STATE = Path(__file__).parent / "recorded/state.json"
WAIVER = {"resource": "a", "owner": "net", "reason": "move", "expires": "2999-01-01"}

WRONG: dict[str, tuple[Any, str]] = {
    "a rule that is mistyped": (
        {"ont-profil-allowed": "mandatory"},
        "ont-profil-allowed: no such rule; did you mean ont-profile-allowed?",
    ),
    "a level that is mistyped": ({"naming": "madatory"}, "naming.enforcementLevel: must be one of advisory"),
    "a level in an object": (
        {"naming": {"enforcementLevel": 3}},
        "naming.enforcementLevel: must be one of advisory",
    ),
    "a setting that is mistyped": (
        {"ont-removals-limited": {"mots": 3}},
        "ont-removals-limited.mots: no such setting; did you mean most?",
    ),
    "a number below the least": ({"ont-removals-limited": {"most": -1}}, "ont-removals-limited.most: "),
    "a text for a number": ({"ont-removals-limited": {"most": "3"}}, "ont-removals-limited.most: "),
    "a word that is not allowed": (
        {"internet-access": {"allowed": ["ON"]}},
        "internet-access.allowed[0]: ",
    ),
    "a pattern that is none": ({"naming": {"names": "("}}, "naming.names: '(' is no regular expression"),
    "a pattern too large": (
        {"naming": {"names": "a{99999999999}"}},
        "naming.names: 'a{99999999999}' is no regular expression",
    ),
    "a truth for a number": ({"ont-removals-limited": {"most": True}}, "ont-removals-limited.most: True "),
    "a number beyond all": ({"ont-removals-limited": {"most": 1e999}}, "ont-removals-limited.most: inf "),
    "a domain that is none": (
        {"user-email-domain": {"domains": ["@example.com"]}},
        "user-email-domain.domains[0]: '@example.com' is no domain as in example.com",
    ),
    "a subnet that is none": (
        {"route-reserved": {"ranges": ["10.0.0.0/33"]}},
        "route-reserved.ranges[0]: '10.0.0.0/33' is no subnet as in 10.0.0.0/8",
    ),
    "a waiver without an owner": (
        {"naming": {"waivers": [{**WAIVER, "owner": ""}]}},
        "naming.waivers[0].owner: ",
    ),
    "a waiver whose owner is blank": (
        {"naming": {"waivers": [{**WAIVER, "owner": " \n"}]}},
        "naming.waivers[0].owner: must not be blank",
    ),
    "a waiver without a reason": (
        {"naming": {"waivers": [{**WAIVER, "reason": ""}]}},
        "naming.waivers[0].reason: must not be blank",
    ),
    "a waiver with no last day": (
        {"naming": {"waivers": [{"resource": "a", "owner": "net", "reason": "move"}]}},
        "naming.waivers[0]",
    ),
    "a waiver with a word that is mistyped": (
        {"naming": {"waivers": [{**WAIVER, "reasn": "move"}]}},
        "naming.waivers[0].reasn: no such setting; did you mean reason?",
    ),
    "a day that is none": (
        {"naming": {"waivers": [{**WAIVER, "expires": "2999-02-30"}]}},
        "naming.waivers[0].expires: '2999-02-30' is no day as in 2030-12-31",
    ),
    "a waiver that has expired": (
        {"naming": {"waivers": [{**WAIVER, "expires": "2001-01-01"}]}},
        "naming.waivers[0]: the waiver of net for a expired on 2001-01-01",
    ),
    "all with more than a level": ({"all": {"most": 3}}, "all: must be a level: advisory"),
    "all as an object": ({"all": {"enforcementLevel": "mandatory"}}, "all: must be a level: advisory"),
    "a list": ([], "must be an object"),
    "a rule that is a number": ({"naming": 3}, "naming: must be a level"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_with_its_place(name: str) -> None:
    """A configuration that does not mean what somebody thinks would let mistakes through."""
    configuration, message = WRONG[name]

    assert any(problem.startswith(message) for problem in STRICT.check(configuration)), list(
        STRICT.check(configuration)
    )


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_the_examples_are_right_and_fit_the_published_schema(pack: Any) -> None:
    """What the schema allows and what we check by is the same."""
    configuration = {
        "all": "mandatory",
        **{name: {"enforcementLevel": "advisory", **case.settings} for name, case in CASES.items()},
        "naming": {"waivers": [WAIVER]},
    }

    assert list(pack.check(configuration)) == []
    Draft202012Validator.check_schema(pack.schema())
    assert list(Draft202012Validator(pack.schema()).iter_errors(configuration)) == []
    assert list(Draft202012Validator(pack.schema()).iter_errors({"ont-profil-allowed": "mandatory"})) != []


def test_own_settings_of_a_pack_are_right_and_shown_in_its_schema() -> None:
    """The engine puts defaults of the schema into every configuration: they have to be the pack's."""
    for pack in PACKS.values():
        assert list(pack.check(pack.settings)) == []
        for name, own in pack.settings.items():
            rule = next(each for each in pack.rules if each.id == name)
            assert {key: pack.properties(rule)[key]["default"] for key in own} == own


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "cfg.json: "),
        ("{", "cfg.json: is no JSON"),
        ('{"ont-removals-limited": {"percent": NaN}}', "cfg.json: is no JSON: NaN is no number"),
        # Of two, one would count: here the weaker.
        ('{"naming": "mandatory", "naming": "disabled"}', "naming is there more than once"),
        ('{"naming": {"waivers": [], "waivers": []}}', "waivers is there more than once"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str | None, message: str) -> None:
    """Nothing is judged without the configuration that somebody has asked for."""
    path = tmp_path / "cfg.json"
    if text is not None:
        path.write_text(text)

    with pytest.raises(BadConfigurationError, match=re.escape(message)):
        STRICT.read(path)


def test_a_name_that_does_not_tell_which_rule_is_meant_is_refused() -> None:
    """Both would take the level of one; and `all` is everybody."""
    naming = next(rule for rule in STRICT.rules if rule.id == "naming")
    own = replace(naming, description="Names of the house.")
    mandatory = STRICT.levels[naming]

    for name, rules in (("naming", [naming, own]), ("all", [replace(naming, id="all")])):
        with pytest.raises(ValueError, match=f"pack house: more than one rule is called {name} "):
            Pack("house", "x", dict.fromkeys(rules, mandatory))


def test_numbers_of_profiles_are_taken_everywhere() -> None:
    """As a number, as a text, and as the float that the engine makes of a number."""
    rule = next(rule for rule in STRICT.rules if rule.id == "ont-profile-allowed")

    for number in (170, "170", 170.0):
        found = STRICT.load(rule, {"allowed": [number], "by_name": {"gold-*": [number]}})
        assert (vars(found)["allowed"], vars(found)["by_name"]) == (["170"], {"gold-*": ["170"]})


def test_a_file_is_checked_as_it_stands(tmp_path: Path) -> None:
    """Numbers of a file are read as they are."""
    path = tmp_path / "cfg.json"
    path.write_text(json.dumps({"ont-removals-limited": {"most": 3, "percent": 2.5}}))

    assert STRICT.read(path) == {"ont-removals-limited": {"most": 3, "percent": 2.5}}


def test_a_configuration_that_is_changed_meanwhile_is_the_one_that_was_checked(tmp_path: Path) -> None:
    """It is read once: a pipe has nothing more to give."""
    pipe = tmp_path / "cfg.json"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as other:
        other.submit(pipe.write_text, json.dumps({"all": "disabled"}))
        found = offline.judge_file(STRICT, STATE, config=pipe, previous=None)

    assert found == []


def test_defaults_are_taken_without_a_validator() -> None:
    """A pack starts in every run, and most runs set nothing: it loads no validator for that."""
    code = (
        "import sys; from pulumi_isp.policy import STRICT;"
        "[STRICT.load(rule, {n: p['default'] for n, p in STRICT.properties(rule).items() if 'default' in p})"
        " for rule in STRICT.rules]; print('jsonschema' in sys.modules)"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "False"
