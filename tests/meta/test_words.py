"""What a user is told is in our words: another project's change with its next release."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from marshmallow import Schema, fields
from tests.support import ROOT

import pulumi_isp_provider
from pulumi_isp_provider.cloudconnexa.client.api.schema import Reply


def subclasses(kind: type[Schema]) -> Iterator[type[Schema]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def input_schemas() -> list[type[Schema]]:
    """Every schema of ours that checks what a user wrote; of a vendor's reply only places are named."""
    for module in pkgutil.walk_packages(pulumi_isp_provider.__path__, "pulumi_isp_provider."):
        importlib.import_module(module.name)
    found = {each for each in subclasses(Schema) if each.__module__.startswith("pulumi_isp_provider.")}
    return sorted((each for each in found if not issubclass(each, Reply)), key=lambda each: each.__qualname__)


def within(schema: Schema) -> Iterator[fields.Field[Any]]:
    for field in schema.fields.values():
        yield field
        if isinstance(field, fields.List):
            yield field.inner


def their_words(field: fields.Field[Any]) -> set[str]:
    """The messages that marshmallow has for this kind of field."""
    kinds = [each for each in type(field).__mro__ if each.__module__ == "marshmallow.fields"]
    return {text for kind in kinds for text in getattr(kind, "default_error_messages", {}).values()}


@pytest.mark.parametrize("kind", input_schemas(), ids=lambda kind: kind.__qualname__)
def test_no_input_is_refused_in_the_words_of_marshmallow(kind: type[Schema]) -> None:
    """Each field, each validator and the schema itself have messages of ours for all they can refuse."""
    schema = kind()
    theirs = set(Schema().error_messages.values()) & set(schema.error_messages.values())
    for field in within(schema):
        theirs |= their_words(field) & set(field.error_messages.values())
        theirs |= {
            f"{field.name}: {validator}"
            for validator in field.validators
            if getattr(validator, "error", "a function of ours") is None
        }
    assert theirs == set()


PROVIDER = ROOT / "provider/pulumi_isp_provider"


def of_the_clients() -> list[Path]:
    """The modules that somebody has who uses a client without the engine."""
    rooms = (PROVIDER / room for room in ("calix", "cloudconnexa", "whmcs", "transport"))
    found = [PROVIDER / "errors.py", *(path for room in rooms for path in room.rglob("*.py"))]
    return [path for path in found if path.parent.name != "resources"]


@pytest.mark.parametrize("path", of_the_clients(), ids=lambda path: path.relative_to(PROVIDER).as_posix())
def test_a_client_advises_nothing_that_needs_the_engine(path: Path) -> None:
    """Its users may have no stack: commands of the engine belong to the resources and the front."""
    tree = ast.parse(path.read_text())
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]

    assert [text for text in texts if re.search(r"\bpulumi (up|refresh|state|config|destroy)\b", text)] == []
