"""The data sources of a vendor: the class of their rows, and each in its two forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from pulumi_isp_provider.catalogue import ASKED, asked_of
from pulumi_isp_provider.core.answers import Record
from pulumi_isp_provider.core.names import noun_of
from pulumi_isp_provider.core.questions import Argument, Columns, Question

from .text import CHANGE_THAT, attributes, literal, paragraph

QUESTIONS = {vendor: tuple(asked_of(vendor).questions.values()) for vendor in ASKED}
NAMES = {"calix": "CMS", "cloudconnexa": "tenant"}
ERRORS = {"calix": "CalixLookupError", "cloudconnexa": "CloudConnexaLookupError"}


def files() -> Iterator[tuple[str, str]]:
    """Path and text of every file."""
    for vendor in QUESTIONS:
        yield f"sdk/pulumi_isp/{vendor}/lookups/__init__.py", _room(vendor)
        for kind, questions in by_kind(vendor):
            yield f"sdk/pulumi_isp/{vendor}/lookups/{kind}.py", _module(vendor, questions)


def by_kind(vendor: str) -> Iterator[tuple[str, list[Question]]]:
    """The questions of each kind, which stand in one file."""
    for kind, questions in groupby(QUESTIONS[vendor], lambda each: each.kind):
        yield kind, list(questions)


def exported(questions: Iterable[Question]) -> list[str]:
    """What a file of data sources gives to a program."""
    names = []
    for question in questions:
        names += [question.name, f"{question.name}_output", question.columns.name]
        names += [_result(question)]
    return sorted(set(names))


def _room(vendor: str) -> str:
    return "\n".join(['"""Data sources.', "", *paragraph(_made(vendor), 0), '"""', ""])


def _made(vendor: str) -> str:
    return CHANGE_THAT.format(source=f"provider/pulumi_isp_provider/{vendor}/lookups/")


def _module(vendor: str, questions: Sequence[Question]) -> str:
    columns = {each.columns.name: each.columns for each in questions}
    lists = [each for each in questions if each.many]
    text = "\n".join(
        [
            *(line for each in columns.values() for line in [*_row(each), "", ""]),
            *(line for each in lists for line in [*_rows(each), "", ""]),
            *(line for each in questions for line in [*_plain(each, vendor), "", "", *_later(each), "", ""]),
        ]
    )
    return "\n".join(
        [
            f'"""Data sources: {", ".join(each.name for each in questions)}.',
            "",
            *paragraph(_made(vendor), 0),
            '"""',
            "",
            "from __future__ import annotations",
            "",
            *_imports(text),
            "",
            "",
            text,
        ]
    )


def _imports(text: str) -> Iterator[str]:
    collections = [name for name in ("Mapping", "Sequence") if f"{name}[" in text]
    if collections:
        yield f"from collections.abc import {', '.join(collections)}"
    if "@dataclass" in text:
        yield "from dataclasses import dataclass"
    if "Any]" in text:
        yield "from typing import Any"
    yield ""
    yield "import pulumi"
    yield ""
    yield "from pulumi_isp_provider.core.answers import Field, Record, given"
    yield "from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION"
    yield ""
    yield "from .._system import answer, later"


def _row(columns: Columns) -> Iterator[str]:
    hidden = [name for name in columns.outputs if hasattr(Record, name)]
    if hidden:
        raise SystemExit(f"{columns.name}: {', '.join(hidden)} would hide what every record has")
    first, _, rest = columns.about.partition(". ")
    yield f"class {columns.name}(Record):"
    yield f'    """{first.rstrip(".")}.'
    if rest:
        yield ""
        yield from paragraph(rest, 4)
    yield ""
    yield "    Attributes:"
    yield from attributes((name, each.about) for name, each in columns.outputs.items())
    yield '    """'
    yield ""
    for name, each in columns.outputs.items():
        yield f"    {name}: Field[{each.gives}] = given()"


def _rows(question: Question) -> Iterator[str]:
    what = (question.many or "").replace("_", " ")
    yield "@dataclass(frozen=True)"
    yield f"class {_result(question)}:"
    yield f'    """The answer of :func:`{question.name}`.'
    yield ""
    yield "    Attributes:"
    yield from attributes([(question.many or "", f"The {noun_of(what)}, in the system's order.")])
    yield '    """'
    yield ""
    yield f"    {question.many}: Sequence[{question.columns.name}]"


def _result(question: Question) -> str:
    if question.many is None:
        return question.columns.name
    return f"{''.join(word.capitalize() for word in question.name.split('_'))}Result"


def _plain(question: Question, vendor: str) -> Iterator[str]:
    first, _, rest = question.about.partition(". ")
    yield f"def {question.name}({_parameters(question, lambda each: each.takes)}) -> {_result(question)}:"
    yield f'    """{first.rstrip(".")}.'
    if rest:
        yield ""
        yield from paragraph(rest, 4)
    yield ""
    yield "    Args:"
    yield from attributes((name, each.about) for name, each in question.arguments.items())
    yield from attributes([("connection", f"Which {NAMES[vendor]} to ask.")])
    yield ""
    yield "    Raises:"
    missing = "" if question.many else "There is none, or several fit; or "
    text = f"{missing}there is no usable answer."
    yield from attributes([(ERRORS[vendor], f"{text[0].upper()}{text[1:]}")])
    yield '    """'
    asked = f"answer({literal(question.name)}, **locals())"
    if question.many:
        yield f"    rows = {asked}"
        yield f"    return {_result(question)}([{question.columns.name}(row) for row in rows])"
    else:
        yield f"    return {_result(question)}({asked})"


def _later(question: Question) -> Iterator[str]:
    parameters = _parameters(question, lambda each: f"pulumi.Input[{_input(each.takes)}]")
    yield f"def {question.name}_output({parameters}) -> pulumi.Output[{_result(question)}]:"
    yield f'    """:func:`{question.name}` for arguments that may be Outputs."""'
    yield f"    return later({question.name}, **locals())"


def _parameters(question: Question, typed: Callable[[Argument], str]) -> str:
    given = [
        f"{name}: {typed(each)}{' | None' if each.default is None else ''} = {each.default!r}"
        for name, each in question.arguments.items()
    ]
    return ", ".join(["*", *given, "connection: str = DEFAULT_CONNECTION"])


def _input(takes: str) -> str:
    return re.sub(r"Sequence\[(.+?)\]", r"Sequence[pulumi.Input[\1]]", takes)
