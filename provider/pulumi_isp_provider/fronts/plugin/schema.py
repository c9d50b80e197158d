"""The package for tools that write it down for another language: made of what check goes by."""

from __future__ import annotations

import re
from typing import Any, Final

from ...catalogue import RESOURCES, Resource
from ...core.names import noun_of
from ...core.properties import Choice, Items, ListOf, Property, properties_of
from ...core.run import PREVIEW_SETTING, Preview
from ...documentation import markdown, sentences
from .urns import PACKAGE

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
            "description": "Where the systems are, and who we are there.",
            "inputProperties": _SETTINGS,
        },
        "resources": resources,
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
        },
        "required": always,
        "aliases": [{"type": resource.token}],
    }


def _input(name: str, declared: Property, resource: Resource, owner: str, types: dict[str, Schema]) -> Schema:
    found = {
        **_type(name, declared, resource, owner, types),
        "description": markdown(sentences(declared, noun_of(resource.kind))),
    }
    return {**found, "willReplaceOnChanges": True} if declared.traits.replaces else found


def _type(name: str, declared: Property, resource: Resource, owner: str, types: dict[str, Schema]) -> Schema:
    match declared:
        case Items():
            return {"type": "array", "items": _reference(_thing(declared, resource, types), resource)}
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
            return _reference(title, resource)
        case _:
            return {"type": _PLAIN[declared.gives]}


def _thing(declared: Items, resource: Resource, types: dict[str, Schema]) -> str:
    title = declared.schema.args.removesuffix("Args")
    # First the name, as two lists may hold the same things.
    types[f"{PACKAGE}:{resource.vendor}:{title}"] = {
        "type": "object",
        "description": (declared.schema.__doc__ or "").strip().splitlines()[0],
        "properties": {
            name: _input(name, each, resource, title, types) for name, each in declared.properties.items()
        },
        "required": [name for name, each in declared.properties.items() if each.required],
    }
    return title


def _reference(title: str, resource: Resource) -> Schema:
    return {"$ref": f"#/types/{PACKAGE}:{resource.vendor}:{title}"}


def _output(gives: str) -> Schema:
    inner = re.fullmatch(r"Sequence\[(\w+)\]", gives)
    return {"type": "array", "items": {"type": _PLAIN[inner[1]]}} if inner else {"type": _PLAIN[gives]}
