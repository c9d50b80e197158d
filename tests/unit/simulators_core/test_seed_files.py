"""Seed files: what they may hold, and what is said of a mistake."""

from __future__ import annotations

import gc
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pulumi_isp_simulators import SeedError
from pulumi_isp_simulators.core import seed
from pulumi_isp_simulators.core.seed import read_document, section


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture(params=[seed._LOADER, yaml.BaseLoader], ids=["as-built", "pure-python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML has two parsers, which one depends on how it was built; they word everything differently."""
    monkeypatch.setattr(seed, "_LOADER", request.param)


def test_yaml_scalars_are_what_they_look_like(tmp_path: Path) -> None:
    """Only null, true, false, whole numbers and decimal fractions are more than text."""
    text = """
    reg_id: 0012345
    country: NO
    serno: 12E345
    mac: 10:11:22:33:44:55
    date: 2024-01-31
    version: 1.10.0
    empty:
    none: null
    yes: true
    number: -12
    price: 29.95
    big: 123456789012345678901234567890
    quoted: "12"
    block: |
      12
    """
    assert read_document(_write(tmp_path, "s.yaml", text)) == {
        "reg_id": "0012345",
        "country": "NO",
        "serno": "12E345",
        "mac": "10:11:22:33:44:55",
        "date": "2024-01-31",
        "version": "1.10.0",
        "empty": None,
        "none": None,
        "yes": True,
        "number": -12,
        "price": 29.95,
        "big": 123456789012345678901234567890,
        "quoted": "12",
        "block": "12\n",
    }


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text("aZ019 :#-'\"é\n", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(content=st.dictionaries(st.text("abc", min_size=1), _json, max_size=4))
def test_json_is_the_same_under_either_name(
    content: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A JSON document read as YAML gives the same values."""
    folder = tmp_path_factory.mktemp("seeds")
    text = json.dumps(content)
    as_json, as_yaml = _write(folder, "s.json", text), _write(folder, "s.yml", text)
    assert read_document(as_json) == read_document(as_yaml) == content


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("s.json", '{"a": ' + "1" * 5000 + "}", "a number is too long"),
        ("s.json", '{"a": {"b": 1, "b": 2}}', "the key 'b' stands twice in one object"),
        ("s.json", '{"a": NaN}', "NaN is not JSON"),
        ("s.json", "[1]", "must hold a mapping of names to objects"),
        ("s.json", b"\xff\xfe", "byte 0: not UTF-8"),
        ("s.json", "[" * 100_000, "nested too deeply"),
        ("s.yaml", "a:\n  b: 1\n  b: 2", "line 3, column 3: the key 'b' stands twice in one mapping"),
        ("s.yaml", "a: !!python/name:os.x", "line 1, column 4: the tag tag:yaml.org,2002:python/name:os.x"),
        ("s.yaml", "a: !x y", "line 1, column 4: the tag !x is not allowed"),
        ("s.yaml", "? [1]\n: 2", "line 1, column 3: a key must be text"),
        ("s.yaml", "a: &a\n  - *a", "line 1, column 4: nested too deeply"),
        ("s.yaml", "[" * 5000, "line 1, column 101: nested too deeply"),
        ("s.yaml", "a: []\nb: " + "{c: " * 5000, "line 2, column 400: nested too deeply"),
        ("s.yaml", "- " * 5000, "line 1, column 201: nested too deeply"),
        ("s.yaml", "a: b\x07", "line 1, column 5: a character that YAML does not allow"),
        ("s.yaml", "é:\n- éé\n- é\x07\n- é\n", "line 3, column 4: a character that YAML does not allow"),
        ("s.yaml", "a: 1\n---\nb: 2", "line 2, column 1: a second document begins"),
        ("s.yaml", "- 1", "must hold a mapping of names to objects"),
    ],
)  # fmt: skip
def test_mistakes_have_a_place(
    tmp_path: Path, parser: None, name: str, content: str | bytes, message: str
) -> None:
    """Each mistake is reported with the file and, for the notation, line and column; whoever parses it."""
    path = _write(tmp_path, name, content)
    with pytest.raises(SeedError) as refused:
        read_document(path)
    assert str(refused.value).startswith(f"{path}: {message}")


@pytest.mark.parametrize(
    ("name", "content", "line", "says"),
    [
        ("s.json", '{"a": 1,\n "b": }', 2, "not valid JSON"),
        ("s.yaml", "a: 1\nb: [1, 2\nc: 3", 3, "not valid YAML"),
        ("s.yaml", "a: 1\nb: *c", 2, "not valid YAML"),
        ("s.yaml", "a: 1\nb: '" + "[" * 5000 + "'\nc: d: e", 3, "not valid YAML"),
    ],
)
def test_what_a_parser_refuses_has_a_line(
    tmp_path: Path, parser: None, name: str, content: str, line: int, says: str
) -> None:
    """What is no JSON or YAML is called that, with the line where the parser gave up."""
    path = _write(tmp_path, name, content)
    with pytest.raises(SeedError) as refused:
        read_document(path)
    assert str(refused.value).startswith(f"{path}: line {line}, column ")
    assert f": {says} (" in str(refused.value)


def test_aliases_cannot_grow_without_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file with aliases of aliases is refused, not expanded."""
    monkeypatch.setattr(seed, "NODE_LIMIT", 10_000)
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    with pytest.raises(SeedError, match="more than 10000 values"):
        read_document(_write(tmp_path, "s.yaml", "\n".join(lines)))


def test_large_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is not read."""
    monkeypatch.setattr(seed, "SIZE_LIMIT", 2**20)
    with pytest.raises(SeedError, match=r"s\.yaml: larger than 1 MiB"):
        read_document(_write(tmp_path, "s.yaml", "#" * (2**20 + 1)))


def test_a_missing_file_is_a_seed_error(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(SeedError, match=r"none\.yaml: cannot be read"):
        read_document(tmp_path / "none.yaml")


@pytest.mark.parametrize("content", ["a: 1", "a: [", "{"])
def test_the_garbage_collector_runs_again_afterwards(tmp_path: Path, content: str) -> None:
    """Reading holds it off, and lets go also after a mistake."""
    with suppress(SeedError):
        read_document(_write(tmp_path, "seed.yaml", content))
    assert gc.isenabled()


def test_a_system_takes_its_section_or_everything() -> None:
    """With sections a system takes its own or nothing, without sections the whole document."""
    assert section({"cms": {"a": 1}, "whmcs": {"b": 2}}, "whmcs") == ("whmcs.", {"b": 2})
    assert section({"cms": {"a": 1}}, "whmcs") == ("whmcs.", None)
    assert section({"b": 2}, "whmcs") == ("", {"b": 2})


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"cms": 1}, "cms: must be a mapping"),
        ({"cms": {}, "whmsc": {}}, "whmsc: is no system; there are cms, cloudconnexa, whmcs"),
    ],
)
def test_bad_sections(document: dict[str, Any], message: str) -> None:
    """A section that is no mapping, or of no system, is refused."""
    with pytest.raises(SeedError, match=message):
        section(document, "cms")
