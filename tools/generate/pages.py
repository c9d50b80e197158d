"""Tables in the documentation: properties of each resource, what a mock must give, what options do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.specimens import SPECIMENS
from tests.support import options
from tests.support.declaring import Code
from tests.support.specimen import Of, There, put_in

from pulumi_isp_provider.catalogue import RESOURCES, Resource
from pulumi_isp_provider.core.definition import Definition
from pulumi_isp_provider.core.names import noun_of
from pulumi_isp_provider.core.properties import Items, Property
from pulumi_isp_provider.documentation import sentences

from .program import outputs, own_properties, parts_of_id
from .text import cell, formatted, literal

REFERENCE, TESTING, FRONTS = "docs/resources.md", "docs/testing.md", "docs/fronts.md"
_END = "<!-- end -->\n"


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Each page, with today's tables in it."""
    text = _filled((root / REFERENCE).read_text("utf-8"), "shared", _shared())
    for resource, example in zip(RESOURCES, formatted(map(_example, RESOURCES)), strict=True):
        text = _filled(_with_section(text, resource), str(resource), _table(resource, example.rstrip()))
    yield REFERENCE, text
    yield TESTING, _filled((root / TESTING).read_text("utf-8"), "mocks", _mocks())
    yield FRONTS, _filled((root / FRONTS).read_text("utf-8"), "options", options.table())


def _filled(text: str, name: str, lines: Iterable[str]) -> str:
    """A page with these lines between the marks of that name."""
    before, begin, rest = text.partition(f"<!-- made: {name} -->\n")
    table = "\n".join(lines)
    return f"{before}{begin}{table}\n{_END}{rest.partition(_END)[2]}"


def _with_section(text: str, resource: Resource) -> str:
    begin = f"<!-- made: {resource} -->\n"
    heading = f"## `{resource}`\n\n"
    if heading not in text:
        # What is to be said in words is written by hand, behind the table; a new resource begins without.
        before, mark, after = text.partition("## An object that the program does not manage\n")
        text = f"{before}{heading}{mark}{after}"
    if begin not in text:
        text = text.replace(heading, f"{heading}{begin}{_END}\n")
    return text


def _shared() -> Iterator[str]:
    yield "| resource | is found by | `adopt_existing` | `force_delete` |"
    yield "|---|---|---|---|"
    for resource in RESOURCES:
        lifecycle = resource.load()
        key = ", ".join(f"`{name}`" for name in lifecycle.natural_key)
        adopts = "not needed: it is always there" if lifecycle.always_there else "yes"
        forced = own_properties(lifecycle).get("force_delete")
        if forced:
            says = forced.about
        elif type(lifecycle).goes_along is not Definition.goes_along:
            says = "no: what belongs to it always goes with it"
        else:
            says = "no: nothing is known to go with it"
        yield f"| `{resource}` | {key} | {adopts} | {cell(says)} |"


def _mocks() -> Iterator[str]:
    yield "| resource | id | beside the inputs |"
    yield "|---|---|---|"
    for resource in RESOURCES:
        lifecycle = resource.load()
        own = own_properties(lifecycle)
        parts = "/".join(f"<{name}>" for name in parts_of_id(own))
        id_ = f"`{parts}`" if parts else "any text"
        defaults = [name for name, each in own.items() if each.traits.default is not None]
        given = [*outputs(lifecycle), *defaults]
        yield f"| `{resource}` | {id_} | {', '.join(f'`{name}`' for name in given)} |"


def _table(resource: Resource, example: str) -> Iterator[str]:
    lifecycle = resource.load()
    own = own_properties(lifecycle)
    yield lifecycle.about.replace("``", "`")
    yield ""
    yield "| argument | type | |"
    yield "|---|---|---|"
    yield from _rows(own, noun_of(resource.kind))
    for name, each in own.items():
        if isinstance(each, Items):
            yield from _rows(each.properties, noun_of(resource.kind), f"{name}[].")
    given = outputs(lifecycle)
    if given:
        yield ""
        yield "| output | type | |"
        yield "|---|---|---|"
    for name, output in given.items():
        yield f"| `{name}` | {_type(output.gives)} | {cell(output.about)} |"
    yield ""
    yield "```python"
    yield example
    yield "```"
    yield ""
    yield f"Type token: `{resource.token}`."


def _example(resource: Resource) -> str:
    """A declaration of everything, as the tests have it."""
    if str(resource) not in SPECIMENS:
        raise SystemExit(f"write tests/specimens/{resource.vendor}/{resource.module}.py first")
    specimen = SPECIMENS[str(resource)]

    def written(reference: Of | There) -> Any:
        return Code(f"{_variable(reference)}.id" if isinstance(reference, Of) else "some_id")

    words = [f"{name}={put_in(value, written)!r}" for name, value in specimen.full.items()]
    return f"{resource}({literal(resource.module)}, {', '.join(words)},)"


def _variable(reference: Of) -> str:
    return next(each.module for each in RESOURCES if str(each) == reference.kind)


def _rows(properties: dict[str, Property], what: str, path: str = "") -> Iterator[str]:
    for name, each in properties.items():
        needed = " (required)" if each.required else ""
        yield f"| `{path}{name}`{needed} | {_type(each.takes)} | {cell(sentences(each, what))} |"


def _type(written: str) -> str:
    words = re.findall(r'"([^"]+)"', written)
    if written.startswith("Literal["):
        return " or ".join(f"`{word}`" for word in words)
    if written.startswith("Sequence["):
        return "list"
    return {
        "str | int": "string or number",
        "str | None": "string",
        "bool | str": "true, false or string",
        "str": "string",
        "int": "number",
        "float": "number",
    }.get(written, {"bool": "true or false"}.get(written, written))
