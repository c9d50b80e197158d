"""A resource is one obvious file in each room; these tests name what was forgotten."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from pulumi_isp_provider.catalogue import RESOURCES, Resource
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.properties import Items, properties_of
from pulumi_isp_provider.dynamic import PROVIDERS, LifecycleProvider, token

ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = {"calix": "cms", "cloudconnexa": "cloudconnexa", "whmcs": "whmcs"}
KINDS = [(provider.lifecycle.vendor, provider.lifecycle.kind) for provider in PROVIDERS]


def snake(kind: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind).lower()


def rooms(vendor: str, kind: str) -> dict[str, list[str]]:
    """Every file that a resource must have; where several names are possible, one of them."""
    name = snake(kind)
    return {
        "lifecycle": [f"provider/pulumi_isp_provider/{vendor}/resources/{name}.py"],
        "program's side": [f"sdk/pulumi_isp/{vendor}/{name}.py"],
        "simulator": [
            f"simulators/pulumi_isp_simulators/{SYSTEMS[vendor]}/{form}.py" for form in (name, f"{name}s")
        ],
        "lifecycle test": [f"tests/lifecycle/{vendor}/test_{name}.py"],
        "program-side test": [f"tests/sdk/{vendor}/test_{name}.py"],
        "example": [f"examples/resources/{vendor}/{name}/__main__.py"],
        "example project": [f"examples/resources/{vendor}/{name}/Pulumi.yaml"],
    }


def test_every_lifecycle_is_in_the_catalogue() -> None:
    """What is not in the catalogue is seen by no other test: nothing may be left out of it."""
    written: set[type[object]] = set()
    for vendor in sorted({vendor for vendor, _ in KINDS}):
        package = importlib.import_module(f"pulumi_isp_provider.{vendor}.resources")
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            written |= {
                value
                for value in vars(module).values()
                if isinstance(value, type) and issubclass(value, Lifecycle) and value.__module__ == found.name
            }

    lived = {type(resource.load()) for resource in RESOURCES}
    assert [kind.__name__ for kind in written - lived if "kind" in vars(kind)] == []


@pytest.mark.parametrize("resource", RESOURCES, ids=str)
def test_every_property_says_what_it_is_for(resource: Resource) -> None:
    """In a sentence, for the program's arguments and for the page."""
    lifecycle = resource.load()
    said = [lifecycle.about, *(each.about for each in lifecycle.computed.values())]
    for each in properties_of(lifecycle.schema).values():
        parts = properties_of(each.schema) if isinstance(each, Items) else {}
        said += [each.about, *(part.about for part in parts.values())]

    assert [text for text in said if not text.endswith(".") or text.endswith("..")] == []
    assert str(resource) == f"{lifecycle.vendor}.{lifecycle.kind}"


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_a_resource_has_its_file_in_every_room(vendor: str, kind: str) -> None:
    """Each resource has its lifecycle, its class, its simulator, its tests and its example."""
    missing = [
        f"{room}: {' or '.join(names)}"
        for room, names in rooms(vendor, kind).items()
        if not any((ROOT / name).is_file() for name in names)
    ]

    assert not missing, "missing: " + "; ".join(missing)  # else pytest shows the first one alone


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_a_resource_and_its_arguments_are_exported(vendor: str, kind: str) -> None:
    """The class and its arguments can be imported from the vendor's package, and are in ``__all__``."""
    package = importlib.import_module(f"pulumi_isp.{vendor}")

    missing = [name for name in (kind, f"{kind}Args") if name not in package.__all__]

    assert missing == []


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_arguments_and_schema_name_the_same_properties(vendor: str, kind: str) -> None:
    """What a program may write and what check accepts are the same, and each one is documented."""
    package = importlib.import_module(f"pulumi_isp.{vendor}")
    provider = next(p for p in PROVIDERS if (p.lifecycle.vendor, p.lifecycle.kind) == (vendor, kind))
    args = getattr(package, f"{kind}Args")
    resource = getattr(package, kind)
    accepted = set(provider.lifecycle.schema().fields)

    assert set(args.__annotations__) | {"connection", "adopt_existing"} == accepted
    # Kept as text by `from __future__ import annotations`; so `__required_keys__` cannot know.
    wanted = {name for name, hint in args.__annotations__.items() if "Required[" in str(hint)}
    assert wanted == {name for name, field in provider.lifecycle.schema().fields.items() if field.required}
    documented = {line.split(":")[0].strip() for line in (args.__doc__ or "").splitlines() if ":" in line}
    assert set(args.__annotations__) - {"connection", "adopt_existing"} <= documented
    readable = set(dir(resource)) | {
        name for base in resource.__mro__ for name in vars(base).get("__annotations__", {})
    }
    properties = properties_of(provider.lifecycle.schema)
    local = {name for name, each in properties.items() if each.traits.local}
    assert (accepted | set(provider.lifecycle.computed)) - local <= readable


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_a_resources_files_are_about_it(vendor: str, kind: str) -> None:
    """The example makes one, the lifecycle test lives one's life, and each test file has a test."""
    name = snake(kind)
    example = (ROOT / f"examples/resources/{vendor}/{name}/__main__.py").read_text()
    life = (ROOT / f"tests/lifecycle/{vendor}/test_{name}.py").read_text()
    program = (ROOT / f"tests/sdk/{vendor}/test_{name}.py").read_text()

    assert f"{vendor}.{kind}(" in example
    assert re.search(rf"live\(\s*{kind}Lifecycle\b", life)
    assert "def test_" in program


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_a_resource_has_a_section_in_the_documentation(vendor: str, kind: str) -> None:
    """docs/resources.md says what each resource is."""
    text = (ROOT / "docs/resources.md").read_text()

    section = text.partition(f"## `{vendor}.{kind}`\n")[2].partition("\n## ")[0]
    provider = next(p for p in PROVIDERS if (p.lifecycle.vendor, p.lifecycle.kind) == (vendor, kind))
    assert "Natural key" in section
    assert f"`{token(provider)}`" in section


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_resource_is_in_the_promises_and_in_the_changelog(provider: type[LifecycleProvider]) -> None:
    """The promises live its life, drift it and refuse its bad inputs; and users are told that it is there."""
    vendor, kind = provider.lifecycle.vendor, provider.lifecycle.kind
    promises = (ROOT / "tests/acceptance/test_promises.py").read_text()

    # In the program of all resources, from which 3, 4 and 9 take what they need, and in the bad inputs of 10.
    assert promises.count(f"{vendor}.{kind}(") >= 2
    assert re.search(rf"`(pulumi_isp\.{vendor}\.)?{kind}`", (ROOT / "CHANGELOG.md").read_text())


def test_the_guide_names_every_room() -> None:
    """docs/adding-a-resource.md names each kind of file that these tests ask for."""
    text = (ROOT / "docs/adding-a-resource.md").read_text()

    places = (
        "provider/pulumi_isp_provider/<vendor>/resources/<resource>.py",
        "provider/pulumi_isp_provider/dynamic.py",
        "sdk/pulumi_isp/<vendor>/<resource>.py",
        "sdk/pulumi_isp/<vendor>/__init__.py",
        "sdk/pulumi_isp/policy/kinds.py",
        "simulators/pulumi_isp_simulators/<system>/<resource>.py",
        "tests/lifecycle/<vendor>/test_<resource>.py",
        "tests/sdk/<vendor>/test_<resource>.py",
        "tests/meta/test_state_names.py",
        "tests/acceptance/test_promises.py",
        "CHANGELOG.md",
        "examples/resources/<vendor>/<resource>/",
        "docs/resources.md",
    )
    assert [place for place in places if place not in text] == []


def test_every_promise_is_a_test_of_that_name() -> None:
    """docs/promises.md numbers the promises; each is in the name of a test, and no other one is."""
    promised = set(re.findall(r"^\| (\d+) \|", (ROOT / "docs/promises.md").read_text(), re.MULTILINE))
    tests = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    kept = set(re.findall(r"^def test_promise_(\d+)_", tests, re.MULTILINE))

    assert promised == kept == {str(number) for number in range(1, 18)}
