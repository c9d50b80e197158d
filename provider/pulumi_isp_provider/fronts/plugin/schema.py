"""The package's schema, for tools that generate other languages. It is made from the declarations."""

from __future__ import annotations

import re
from typing import Any, Final

from ...catalogue import ASKED, RESOURCES, Resource, asked_of
from ...core.names import noun_of
from ...core.properties import Choice, Items, ListOf, Property, properties_of
from ...core.questions import Argument, Question
from ...core.run import PREVIEW_SETTING, Preview
from ...documentation import markdown, sentences
from ..urns import PACKAGE
from .questions import token_of

_PLAIN: Final = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
Schema = dict[str, Any]
_SETTINGS: Final[Schema] = {
    **{
        vendor: {
            "type": "object",
            "additionalProperties": {"$ref": "pulumi.json#/Any"},
            "secret": True,
            "description": f"The settings of {vendor}, by name; a section inside is another connection.",
        }
        for vendor in sorted({each.vendor for each in RESOURCES})
    },
    PREVIEW_SETTING.partition(":")[2]: {
        "type": "string",
        "description": f"What a preview asks the vendors: {', '.join(Preview)}.",
    },
}


def package(version: str) -> Schema:
    """The whole package, as Pulumi's schema has it.

    Args:
        version: The version of this provider.
    """
    types: dict[str, Schema] = {}
    resources = {each.plugin_token: _resource(each, types) for each in RESOURCES}
    functions = {
        token_of(vendor, each): _function(each, vendor, types)
        for vendor in ASKED
        for each in asked_of(vendor).questions.values()
    }
    return {
        "name": PACKAGE,
        "displayName": "Internet provider",
        "version": re.split(r"[^\d.]", version)[0],
        "description": "An internet provider's systems of record: Calix CMS/E7 and OpenVPN CloudConnexa.",
        "license": "Apache-2.0",
        "keywords": ["pulumi", "isp", "gpon", "calix", "cloudconnexa", "category/network"],
        # Names of properties are the same in every language, as they are in state.
        "language": {"nodejs": {"respectSchemaVersion": True}, "go": {"respectSchemaVersion": True}},
        "config": {"variables": _SETTINGS},
        "provider": {
            "description": "Addresses and credentials of the systems.",
            "inputProperties": _SETTINGS,
        },
        "resources": resources,
        "functions": functions,
        "types": types,
    }


def _resource(resource: Resource, types: dict[str, Schema]) -> Schema:
    lifecycle = resource.load()
    own = properties_of(lifecycle.schema)
    inputs = {name: _input(name, each, resource, resource.kind, types) for name, each in own.items()}
    always = [name for name, each in own.items() if each.required or each.traits.default is not None]
    return {
        "description": markdown(lifecycle.about),
        "inputProperties": inputs,
        "requiredInputs": [name for name, each in own.items() if each.required],
        "properties": {
            **{
                name: {k: v for k, v in each.items() if k != "willReplaceOnChanges"}
                for name, each in inputs.items()
            },
            **{
                name: {**_output(each.gives), "description": markdown(each.about)}
                for name, each in lifecycle.computed.items()
            },
            **{
                name: {**_output(each.gives), "description": markdown(each.about), "secret": True}
                for name, each in lifecycle.fetched.items()
            },
        },
        "required": always,
        "aliases": [{"type": resource.token}],
    }


def _function(question: Question, vendor: str, types: dict[str, Schema]) -> Schema:
    row: Schema = {
        "type": "object",
        "description": markdown(question.columns.about),
        "properties": {
            name: {**_output(each.gives), "description": markdown(each.about)}
            for name, each in question.columns.outputs.items()
        },
        "required": [n for n, each in question.columns.outputs.items() if "None" not in each.gives],
    }
    answer = row
    if question.many is not None:
        # A separate name, because languages name the whole answer after the function.
        noun = question.columns.name.removeprefix("Get").removesuffix("Result")
        title = "".join(map(str.capitalize, question.name.split("_"))) + noun
        types[f"{PACKAGE}:{vendor}:{title}"] = row
        rows = {"type": "array", "items": _reference(title, vendor), "description": "In the system's order."}
        answer = {"type": "object", "properties": {question.many: rows}, "required": [question.many]}
    return {
        "description": markdown(question.about),
        "inputs": {
            "type": "object",
            "properties": {
                **{
                    name: {**_argument(each), "description": markdown(each.about)}
                    for name, each in question.arguments.items()
                },
                "connection": {"type": "string", "description": "Name of the connection to ask."},
            },
        },
        "outputs": answer,
    }


def _argument(declared: Argument) -> Schema:
    """One type for each, because few languages have unions; the same for items of a list."""
    first, *others = declared.takes.split(" | ")
    plain = {"type": _PLAIN[first]}
    return {"type": "array", "items": plain} if f"Sequence[{first}]" in others else plain


def _input(name: str, declared: Property, resource: Resource, owner: str, types: dict[str, Schema]) -> Schema:
    found = {
        **_type(name, declared, resource, owner, types),
        "description": markdown(sentences(declared, noun_of(resource.kind))),
    }
    return {**found, "willReplaceOnChanges": True} if declared.traits.replaces else found


def _type(name: str, declared: Property, resource: Resource, owner: str, types: dict[str, Schema]) -> Schema:
    match declared:
        case Items():
            return {"type": "array", "items": _reference(_thing(declared, resource, types), resource.vendor)}
        case ListOf():
            inner = declared.inner
            assert isinstance(inner, Property)  # noqa: S101 - what a list is declared of
            return {"type": "array", "items": _type(name, inner, resource, owner, types)}
        case Choice():
            title = owner + "".join(map(str.capitalize, name.split("_")))
            types[f"{PACKAGE}:{resource.vendor}:{title}"] = {
                "type": "string",
                "description": markdown(sentences(declared, noun_of(resource.kind))),
                "enum": [{"value": word} for word in declared.words],
            }
            return _reference(title, resource.vendor)
        case _:
            return {"type": _PLAIN[declared.gives]}


def _thing(declared: Items, resource: Resource, types: dict[str, Schema]) -> str:
    title = declared.schema.args.removesuffix("Args")
    # The name first, because two lists may have the same items.
    types[f"{PACKAGE}:{resource.vendor}:{title}"] = {
        "type": "object",
        "description": (declared.schema.__doc__ or "").strip().splitlines()[0],
        "properties": {
            name: _input(name, each, resource, title, types) for name, each in declared.properties.items()
        },
        "required": [name for name, each in declared.properties.items() if each.required],
    }
    return title


def _reference(title: str, vendor: str) -> Schema:
    return {"$ref": f"#/types/{PACKAGE}:{vendor}:{title}"}


def _output(gives: str) -> Schema:
    gives = gives.removesuffix(" | None")
    inner = re.fullmatch(r"Sequence\[(.+)\]", gives)
    if inner:
        return {"type": "array", "items": _output(inner[1])}
    if gives.startswith("Mapping["):
        return {"type": "object", "additionalProperties": {"$ref": "pulumi.json#/Any"}}
    return {"type": _PLAIN[gives]}
