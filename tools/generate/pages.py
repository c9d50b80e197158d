"""Reference pages: the table of each resource's properties in docs/resources.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pulumi_isp_provider.catalogue import RESOURCES, Resource
from pulumi_isp_provider.core.properties import Items, Property, properties_of

from .program import own_properties
from .text import noun, sentences

PAGE = "docs/resources.md"


def files(root: Path) -> Iterator[tuple[str, str]]:
    """The page, with today's tables in it."""
    text = (root / PAGE).read_text("utf-8")
    for resource in RESOURCES:
        text = _with(text, resource)
    yield PAGE, text


def _with(text: str, resource: Resource) -> str:
    begin, end = f"<!-- made: {resource} -->\n", "<!-- end -->\n"
    heading = f"## `{resource}`\n\n"
    if heading not in text:
        # What is to be said in words is written by hand, behind the table; a new resource begins without.
        before, mark, after = text.partition("## An object that the program does not manage\n")
        text = f"{before}{heading}{mark}{after}"
    if begin not in text:
        text = text.replace(heading, f"{heading}{begin}{end}\n")
    before, _, rest = text.partition(begin)
    table = "\n".join(_table(resource))
    return f"{before}{begin}{table}\n{end}{rest.partition(end)[2]}"


def _table(resource: Resource) -> Iterator[str]:
    lifecycle = resource.load()
    own = own_properties(lifecycle)
    yield lifecycle.about.replace("``", "`")
    yield ""
    yield "| argument | type | |"
    yield "|---|---|---|"
    yield from _rows(own, noun(resource))
    for name, each in own.items():
        if isinstance(each, Items):
            yield from _rows(properties_of(each.schema), noun(resource), f"{name}[].")
    yield ""
    yield "| output | type | |"
    yield "|---|---|---|"
    for name, output in lifecycle.computed.items():
        yield f"| `{name}` | {_type(output.gives)} | {_markdown(output.about)} |"
    yield ""
    yield f"Type token: `{resource.token}`."


def _rows(properties: dict[str, Property], what: str, path: str = "") -> Iterator[str]:
    for name, each in properties.items():
        needed = " (required)" if each.required else ""
        yield f"| `{path}{name}`{needed} | {_type(each.takes)} | {_markdown(sentences(each, what))} |"


def _type(written: str) -> str:
    words = re.findall(r'"([^"]+)"', written)
    if written.startswith("Literal["):
        return " or ".join(f"`{word}`" for word in words)
    if written.startswith("Sequence["):
        return "list"
    return {"str | int": "string or number", "str": "string", "int": "number", "float": "number"}.get(
        written, {"bool": "true or false"}.get(written, written)
    )


def _markdown(text: str) -> str:
    text = re.sub(r":\w+:`~?\.?([\w.]+)`", lambda found: f"`{found[1].rpartition('.')[2]}`", text)
    return text.replace("``", "`").replace("|", "\\|")
