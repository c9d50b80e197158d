"""The page of data sources, from what the functions themselves say: their arguments and what they give."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from pulumi_isp import calix, cloudconnexa, isp, whmcs
from pulumi_isp_provider.catalogue import RESOURCES

from .text import cell

PAGE = "docs/data-sources.md"
PACKAGES: dict[str, ModuleType] = {
    "calix": calix,
    "cloudconnexa": cloudconnexa,
    "whmcs": whmcs,
    "isp": isp,
}
_DOCUMENTED = {f"Get{each.kind}Result": str(each) for each in RESOURCES}


def files(root: Path) -> Iterator[tuple[str, str]]:
    """The page with today's tables in it."""
    text = (root / PAGE).read_text("utf-8")
    for name, package in PACKAGES.items():
        begin, end = f"<!-- made: {name} -->\n", "<!-- end -->\n"
        before, mark, rest = text.partition(begin)
        if not mark:
            raise SystemExit(f"{PAGE} needs a place for {name}: {begin}{end}")
        text = f"{before}{mark}{chr(10).join(_section(name, package))}\n{end}{rest.partition(end)[2]}"
    yield PAGE, text


def _section(name: str, package: ModuleType) -> Iterator[str]:
    told: set[str] = set()
    for each in package.__all__:
        if not each.startswith("get_") or each.endswith("_output"):
            continue
        function = getattr(package, each)
        about, arguments = _documented(function)
        yield f"### `{name}.{each}`"
        yield ""
        yield cell(about)
        yield ""
        yield "| argument | |"
        yield "|---|---|"
        yield from (f"| `{argument}` | {cell(text)} |" for argument, text in arguments.items())
        yield ""
        yield from _given(package, function.__annotations__["return"], told)


def _given(package: ModuleType, result: str, told: set[str]) -> Iterator[str]:
    """What an answer has; what stands on the page already, or in that of the resources, is only named."""
    kind = getattr(package, result)
    if not hasattr(kind, "__dataclass_fields__"):
        yield from _row(package, f"Gives `{result}`", result, told)
        return
    for name, text in _documented(kind)[1].items():
        hint = str(kind.__annotations__[name])
        row = next((each for each in re.findall(r"\w+", hint) if each in package.__all__), hint)
        yield from _row(package, f"`.{name}`: {cell(text)} Rows of `{row}`", row, told)


def _row(package: ModuleType, begin: str, row: str, told: set[str]) -> Iterator[str]:
    columns = _columns(getattr(package, row))
    if row in told:
        yield f"{begin}, as above."
    elif row in _DOCUMENTED:
        resource = _DOCUMENTED[row]
        more = " and ".join(f"`{each}`" for each in columns if each in ("id", "linked_pon"))
        yield f"{begin}: all that [`{resource}`](resources.md#{_anchor(resource)}) has, and {more}."
    else:
        yield f"{begin}."
        yield ""
        yield "| it has | |"
        yield "|---|---|"
        yield from (f"| `{name}` | {cell(text)} |" for name, text in columns.items())
    told.add(row)
    yield ""


def _columns(kind: type[Any]) -> dict[str, str]:
    """What a class says of its attributes, and those above it of theirs."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        found |= _documented(base)[1] if base.__module__.startswith("pulumi_isp") else {}
    return found


def _documented(thing: Any) -> tuple[str, dict[str, str]]:
    """What stands above the sections of a docstring, and its arguments or attributes."""
    text = inspect.cleandoc(thing.__doc__ or "")
    about, *sections = re.split(r"\n\n(?=(?:Args|Attributes|Raises):\n)", text)
    named = "\n".join(each for each in sections if each.startswith(("Args", "Attributes")))
    entries = re.findall(r"^    (\w+): (.+(?:\n      .+)*)", named, re.MULTILINE)
    return about, {name: " ".join(said.split()) for name, said in entries}


def _anchor(kind: str) -> str:
    return re.sub(r"[^\w\- ]", "", kind.lower())
