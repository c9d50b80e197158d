"""A resource is one obvious file in each room; these tests name what was forgotten."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from tests.support import ROOT

from pulumi_isp_provider.catalogue import RESOURCES, Resource
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.properties import Items, properties_of
from pulumi_isp_provider.dynamic import PROVIDERS, LifecycleProvider, token

KINDS = [(provider.lifecycle.vendor, provider.lifecycle.kind) for provider in PROVIDERS]


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
    said = [lifecycle.about]
    said += [each.about for each in lifecycle.computed.values()]
    said += [each.about for each in lifecycle.fetched.values()]
    for each in properties_of(lifecycle.schema).values():
        parts = each.properties if isinstance(each, Items) else {}
        said += [each.about, *(part.about for part in parts.values())]

    assert [text for text in said if not text.endswith(".") or text.endswith("..")] == []
    assert str(resource) == f"{lifecycle.vendor}.{lifecycle.kind}"


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
    outputs = {*provider.lifecycle.computed, *provider.lifecycle.fetched}
    assert (accepted | outputs) - local <= readable


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_a_resource_has_a_section_in_the_documentation(vendor: str, kind: str) -> None:
    """docs/resources.md says what each resource is."""
    text = (ROOT / "docs/resources.md").read_text()

    section = text.partition(f"## `{vendor}.{kind}`\n")[2].partition("\n## ")[0]
    provider = next(p for p in PROVIDERS if (p.lifecycle.vendor, p.lifecycle.kind) == (vendor, kind))
    assert "Natural key" in section
    assert f"`{token(provider)}`" in section


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_resource_is_in_the_changelog(provider: type[LifecycleProvider]) -> None:
    """Users are told that it is there."""
    vendor, kind = provider.resource.vendor, provider.resource.kind

    assert re.search(rf"`(pulumi_isp\.{vendor}\.)?{kind}`", (ROOT / "CHANGELOG.md").read_text())


@pytest.mark.parametrize("vendor", ["calix", "cloudconnexa", "isp", "whmcs"])
def test_a_data_source_is_documented(vendor: str) -> None:
    """docs/data-sources.md has a section for each, with each argument; what it gives can be imported."""
    package = importlib.import_module(f"pulumi_isp.{vendor}")
    text = (ROOT / "docs/data-sources.md").read_text()
    sources = [name for name in package.__all__ if name.startswith("get_") and not name.endswith("_output")]

    assert sources
    for name in sources:
        section = text.partition(f"### `{vendor}.{name}`\n")[2].partition("\n### ")[0]
        arguments = set(getattr(package, name).__annotations__) - {"return"}
        assert [each for each in arguments if f"| `{each}` | " not in section] == [], name
        assert f"{name}_output" in package.__all__


def test_the_guide_names_every_room() -> None:
    """docs/adding-a-resource.md names each kind of file that these tests ask for."""
    text = (ROOT / "docs/adding-a-resource.md").read_text()

    places = (
        "provider/pulumi_isp_provider/<vendor>/resources/<resource>.py",
        "provider/pulumi_isp_provider/catalogue.py",
        "tests/specimens/<vendor>/<resource>.py",
        "docs/resources.md",
        "CHANGELOG.md",
    )
    assert [place for place in places if place not in text] == []


def test_every_promise_is_a_test_of_that_name() -> None:
    """docs/promises.md numbers the promises; each is in the name of a test, and no other one is."""
    promised = set(re.findall(r"^\| (\d+) \|", (ROOT / "docs/promises.md").read_text(), re.MULTILINE))
    tests = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    kept = set(re.findall(r"^def test_promise_(\d+)_", tests, re.MULTILINE))

    assert promised == kept == {str(number) for number in range(1, 18)}
