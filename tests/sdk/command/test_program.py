"""The program that `pulumi-isp discover` writes, from objects that nobody had to read."""

from __future__ import annotations

import ast
import itertools
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_isp.command.discover import folder, names, python
from pulumi_isp.command.discover.layout import Layout, Remembered
from pulumi_isp.command.discover.program import Program
from pulumi_isp.command.discover.read import Found
from pulumi_isp_provider.catalogue import RESOURCES

KINDS = {str(each): each.load() for each in RESOURCES}


def one(kind: str, id_: str, place: str = "", /, **inputs: Any) -> Found:
    return Found(KINDS[kind], id_, place, inputs)


def network(id_: str, name: str, **inputs: Any) -> Found:
    return one("cloudconnexa.Network", id_, name=name, **inputs)


def ont(number: int, **inputs: Any) -> Found:
    return one(
        "calix.Ont",
        f"hill/{number}",
        "hill",
        network_name="hill",
        ont_id=str(number),
        ont_profile="162",
        **inputs,
    )


def written(*found: Found, remembered: Remembered | None = None, protect: bool = True) -> dict[str, str]:
    """The files of a program; each of them is Python that can be read, or the project's own."""
    program = Program(split=False, protect=protect)
    made = {**program.part(Layout(found, remembered or {})), **program.rest("test", {})}
    for path, text in made.items():
        if path.endswith(".py"):
            ast.parse(text, path)
    return made


def declared(made: Mapping[str, str]) -> dict[str, str]:
    """By its name: the call that declares a resource, on one line."""
    calls = {}
    for text in made.values():
        for statement in ast.parse(text if '"""' in text else "").body:
            value = getattr(statement, "value", None)
            if isinstance(value, ast.Call) and isinstance(value.args[:1] and value.args[0], ast.Constant):
                calls[ast.literal_eval(value.args[0])] = ast.unparse(statement)
    return calls


@given(st.text())
def test_any_text_is_the_same_once_python_has_read_it(text: str) -> None:
    """Quotes, line breaks, backslashes, signs that nobody sees."""
    assert ast.literal_eval(python.text(text)) == text
    assert "\n" not in python.text(text)


@given(st.text())
def test_any_name_makes_a_variable(text: str) -> None:
    """Python's own words, digits in front and scripts without letters of ours among them."""
    ast.parse(f"{names.variable(text, 'ont')} = 1\nimport {names.variable(text, 'ont')}")


@pytest.mark.parametrize("name", ["class", "7", "Größe", "  ", "日本", 'a "b"', "print", "match"])
def test_a_network_may_have_any_name(name: str) -> None:
    """And what belongs to it stands in its module and refers to it."""
    made = written(
        network("n1", name), one("cloudconnexa.Route", "r1", network_id="n1", subnet="10.0.0.0/24")
    )
    [module] = [path for path in made if path.startswith("networks/") and not path.endswith("__init__.py")]
    variable = Path(module).stem

    assert f"{variable} = cloudconnexa.Network(" in made[module]
    assert f"network_id={variable}," in made[module].replace("\n", "")


def test_names_that_clash_stay_apart() -> None:
    """Two that are one to a file system, and two that are one to the engine."""
    made = written(network("n1", "a b"), network("n2", "a-b"), network("n3", "A B"))

    assert set(declared(made)) == {"a-b", "a-b-n2", "A-B"}
    assert {"networks/a_b.py", "networks/a_b_2.py", "networks/a_b_n2.py"} <= set(made)


def test_a_kind_may_have_the_names_of_another() -> None:
    """Types tell them apart for the engine; variables are different."""
    made = written(
        network("n1", "office"),
        one("cloudconnexa.Host", "h1", name="office"),
        one("cloudconnexa.UserGroup", "g1", name="pulumi", all_regions_included=True),
        one(
            "cloudconnexa.AccessGroup", "a1", name="office", source_networks=["n1"], destination_hosts=["h1"]
        ),
        one("cloudconnexa.LocationContext", "l1", name="x", user_groups_ids=["g1"], default_allowed=True),
    )

    assert "source_networks=[office_2]" in made["access_groups.py"]
    assert "destination_hosts=[office]" in made["access_groups.py"]
    assert "user_groups_ids=[pulumi_2]" in made["location_contexts.py"]


def test_the_order_of_reading_means_nothing() -> None:
    """Whatever is listed first, the text is the same, and what is referred to comes first."""
    all_of_it = (
        one("cloudconnexa.AccessGroup", "a", name="all", source_networks=["n2", "n1", "gone"]),
        one("cloudconnexa.Route", "r", network_id="n1", subnet="10.0.0.0/24"),
        network("n1", "office", gateways_ids=["n2"]),
        network("n2", "hub"),
    )
    texts = [written(*order) for order in itertools.permutations(all_of_it)]

    assert all(text == texts[0] for text in texts)
    assert 'source_networks=[hub, office, "gone"]' in texts[0]["access_groups.py"]
    assert "gateways_ids=[hub]" in texts[0]["networks/office.py"]


def test_a_circle_is_cut() -> None:
    """Of two networks that lead through each other, one is named by its id: Pulumi knows no circles."""
    made = written(network("n1", "north", gateways_ids=["n2"]), network("n2", "south", gateways_ids=["n1"]))

    named = [
        declared(made)["north"].rpartition("gateways_ids=")[2],
        declared(made)["south"].rpartition("=")[2],
    ]
    assert sorted(named) == ["['n1'])", "[south])"]


def test_ids_of_several_kinds_are_taken_from_the_resource() -> None:
    """Where an argument takes no resource, it takes the id of one."""
    made = written(
        network("n1", "office"),
        one("cloudconnexa.IpService", "s1", network_id="n1", name="web"),
        one(
            "cloudconnexa.AccessGroup", "a1", name="web", source_networks=["n1"], destination_services=["s1"]
        ),
    )

    assert "destination_services=[office_web.id]" in made["access_groups.py"]


def test_values_that_repeat_have_a_name() -> None:
    """Those that are decided on once; where one module has them all, it stands there."""
    made = written(*(ont(number, description="flat") for number in range(1, 7)), ont(7, pwe3_profile="2"))

    assert 'NETWORK_NAME_HILL: Final = "hill"' in made["shelves/hill.py"]
    assert "ONT_PROFILE_162: Final = 162" in made["shelves/hill.py"]
    assert "pwe3_profile=2" in made["shelves/hill.py"]
    assert made["shelves/hill.py"].count("description=") == 6
    assert list(declared(made)) == [f"hill-{number}" for number in range(1, 8)]


def test_a_name_stays_once_it_is_given() -> None:
    """Whatever comes later: another name would be another resource, and the old one would be deleted."""
    made = written(
        network("n2", "a b"), network("n1", "a-b"), remembered={"cloudconnexa.Network": {"n2": "a-b"}}
    )

    assert set(declared(made)) == {"a-b", "a-b-n1"}
    assert "name='a b'" in declared(made)["a-b"]


def test_of_an_empty_isp_there_is_an_empty_program() -> None:
    """Which Pulumi runs."""
    made = written(protect=False)

    assert set(made) == {"Pulumi.yaml", "__main__.py"}


def test_protection_can_be_left_out() -> None:
    """Then nothing of it stands in the program."""
    assert "protect" not in "".join(written(ont(1), protect=False).values()).lower()


@pytest.mark.parametrize("length", range(20, 80, 7))
def test_what_is_written_is_as_ruff_would_write_it(tmp_path: Path, length: int) -> None:
    """Around the limit of a line, too."""
    long = "x" * length
    made = written(
        network("n1", long, description='say "so"'),
        network("n2", "hub", gateways_ids=["n1", long]),
        one("cloudconnexa.Route", "r1", network_id="n1", subnet="10.0.0.0/24", description="it's"),
        one("cloudconnexa.AccessGroup", "a", name="all", source_networks=["n2", "n1"], source_all=[]),
        *(ont(number, subscriber_id=long) for number in range(1, 7)),
    )
    with folder.Staged(tmp_path / "made") as staged:
        staged.add(made)
        staged.put(folder.Manifest(), None)
    ruff = Path(sys.executable).with_name("ruff")

    for words in (["format", "--isolated", "--diff"], ["check", "--isolated"]):
        done = subprocess.run(
            [str(ruff), *words, "."], cwd=tmp_path / "made", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
