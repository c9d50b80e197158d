"""The program's side: the class of each resource, its arguments, the packages that export them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_isp_provider.catalogue import RESOURCES, Resource
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.names import noun_of
from pulumi_isp_provider.core.properties import (
    Computed,
    Fetched,
    InputSchema,
    Items,
    Property,
    PropertySchema,
    properties_of,
)
from pulumi_isp_provider.documentation import sentences
from pulumi_isp_provider.dynamic import PROVIDERS, serialized

from . import lookups
from .text import CHANGE_THAT, attributes, literal, paragraph, source_of, with_article

KINDS = "sdk/pulumi_isp/_kinds.py"
_SHARED = InputSchema().fields.keys()
_VENDORS = {
    "calix": "Calix CMS / E7: the fibre plant.",
    "cloudconnexa": "OpenVPN CloudConnexa: the private network.",
}
# What a vendor's package exports beside its resources.
_OTHERS: Mapping[str, Mapping[str, list[str]]] = {
    "calix": {"pulumi_isp_provider.core.serial_numbers": ["normal_serial", "same_serial"]}
}


_FORMS = (
    "Each data source has two forms: ``get_x`` gives the answer at once, ``get_x_output`` takes Outputs as "
    "arguments and gives an Output."
)


def files() -> Iterator[tuple[str, str]]:
    """Path and text of every file."""
    by_vendor = defaultdict(list)
    for resource in RESOURCES:
        by_vendor[resource.vendor].append(resource)
        yield f"sdk/pulumi_isp/{resource.vendor}/{resource.module}.py", _module(resource)
    for vendor, resources in by_vendor.items():
        yield f"sdk/pulumi_isp/{vendor}/__init__.py", _package(vendor)
        yield f"sdk/pulumi_isp/{vendor}/__init__.pyi", _stub(vendor, resources)
    yield KINDS, _kinds()


def constant(resource: Resource) -> str:
    """Name of the constant that stands for a kind."""
    return resource.module.upper()


def own_properties(lifecycle: Lifecycle[Any, Any]) -> dict[str, Property]:
    """The properties of a resource without those that all have."""
    return {name: each for name, each in properties_of(lifecycle.schema).items() if name not in _SHARED}


def outputs(lifecycle: Lifecycle[Any, Any]) -> dict[str, Computed | Fetched]:
    """What a resource has beside what was declared."""
    return {**lifecycle.computed, **lifecycle.fetched}


def parts_of_id(properties: Mapping[str, Property]) -> list[str]:
    """The properties that the id is made of, in their order."""
    parts = [name for name, each in properties.items() if each.traits.part_of_id is not None]
    return sorted(parts, key=lambda name: properties[name].traits.part_of_id or 0)


def _module(resource: Resource) -> str:
    lifecycle = resource.load()
    own = own_properties(lifecycle)
    things = [each.schema for each in own.values() if isinstance(each, Items)]
    lines = [
        f'"""The {noun_of(resource.kind)} resource.',
        "",
        *paragraph(CHANGE_THAT.format(source=source_of(resource)), 0),
        '"""',
        "",
        "from __future__ import annotations",
        "",
        *_imports(resource, own, things),
        "",
        "",
    ]
    for schema in things:
        lines += [*_thing(schema, resource), "", ""]
    lines += [*_arguments(resource, own), "", "", *_class(resource, lifecycle, own), ""]
    return "\n".join(lines)


def _imports(
    resource: Resource, own: Mapping[str, Property], things: list[type[PropertySchema]]
) -> Iterator[str]:
    types = " ".join(
        [
            *(f"{each.takes} {each.gives}" for each in own.values()),
            *(each.takes for schema in things for each in properties_of(schema).values()),
            *(each.gives for each in outputs(resource.load()).values()),
        ]
    )
    collections = [name for name in ("Mapping", "Sequence") if f"{name}[" in types]
    if collections:
        yield f"from collections.abc import {', '.join(collections)}"
    every = [*own.values(), *(each for schema in things for each in properties_of(schema).values())]
    typing = [
        *(["Any"] if "Any]" in types else []),
        *(["Literal"] if "Literal[" in types else []),
        *(["Required"] if any(each.required for each in every) else []),
        *(["TypedDict"] if things else []),
        "Unpack",
    ]
    yield f"from typing import {', '.join(typing)}"
    yield ""
    yield "import pulumi"
    yield ""
    yield f"from .._kinds import {constant(resource)}"
    yield "from .._resource import CommonArgs, IspResource"
    for other in _referred(resource, own):
        if other != resource:
            yield f"from .{other.module} import {other.kind}"


def _referred(resource: Resource, own: Mapping[str, Property]) -> list[Resource]:
    kinds = {each.traits.refers_to for each in own.values()}
    return [each for each in RESOURCES if each.vendor == resource.vendor and each.kind in kinds]


def _thing(schema: type[PropertySchema], resource: Resource) -> Iterator[str]:
    about = (schema.__doc__ or "").strip().splitlines()[0]
    described = [
        (name, sentences(each, noun_of(resource.kind))) for name, each in properties_of(schema).items()
    ]
    yield f"class {schema.args}(TypedDict, total=False):"
    yield f'    """{about}'
    yield ""
    yield "    Attributes:"
    yield from attributes(described)
    yield '    """'
    yield ""
    for name, each in properties_of(schema).items():
        yield f"    {name}: {_argument(each, None)}"


def _arguments(resource: Resource, own: Mapping[str, Property]) -> Iterator[str]:
    referred = _referred(resource, own)
    yield f"class {resource.kind}Args(CommonArgs, total=False):"
    yield f'    """Arguments of :class:`{resource.kind}`.'
    yield ""
    yield "    Attributes:"
    yield from attributes((name, sentences(each, noun_of(resource.kind))) for name, each in own.items())
    yield '    """'
    yield ""
    for name, each in own.items():
        other = next((one for one in referred if one.kind == each.traits.refers_to), None)
        yield f"    {name}: {_argument(each, other)}"


def _argument(declared: Property, referred: Resource | None) -> str:
    taken = f"pulumi.Input[{declared.takes}]"
    if referred and declared.gives == "str":
        taken = f"{referred.kind} | {taken}"
    elif referred:
        taken = f"pulumi.Input[Sequence[{referred.kind} | pulumi.Input[str | int]]]"
    return f"Required[{taken}]" if declared.required else taken


def _class(resource: Resource, lifecycle: Lifecycle[Any, Any], own: Mapping[str, Property]) -> Iterator[str]:
    first, _, rest = lifecycle.about.partition(". ")
    referring = {
        name: each.traits.goes_with for name, each in own.items() if _referred(resource, {name: each})
    }
    options = {"kind": constant(resource), "args": f"{resource.kind}Args"}
    if referring:
        options["references"] = _mapping(referring)
    yield f"class {resource.kind}(IspResource, {', '.join(f'{k}={v}' for k, v in options.items())}):"
    yield f'    """{first.rstrip(".")}.'
    if rest:
        yield ""
        yield from paragraph(rest, 4)
    given = outputs(lifecycle)
    if given:
        yield ""
        yield "    Attributes:"
        yield from attributes((name, each.about) for name, each in given.items())
    yield '    """'
    yield ""
    always = {name for name, each in own.items() if each.required or each.traits.default is not None}
    from_id = {
        name: each for name, each in own.items() if each.traits.part_of_id is not None and name not in always
    }
    for name, each in own.items():
        if not each.traits.local and name not in from_id:
            yield f"    {name}: pulumi.Output[{each.gives}{'' if name in always else ' | None'}]"
    for name, output in given.items():
        yield f"    {name}: pulumi.Output[{output.gives}]"
    yield ""
    yield "    def __init__("
    yield (
        "        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, "
        f"**args: Unpack[{resource.kind}Args]"
    )
    yield "    ) -> None:"
    yield "        super().__init__(resource_name, opts, **args)"
    for name, each in from_id.items():
        yield ""
        yield "    @property"
        yield f"    def {name}(self) -> pulumi.Output[str]:"
        yield f'        """{each.about.partition(";")[0].rstrip(".")}."""'
        yield f"        return self._part_of_id({each.traits.part_of_id})"


def _mapping(values: Mapping[str, Any]) -> str:
    """A dict as Python writes it, with our quotes."""
    return "{" + ", ".join(f"{literal(key)}: {literal(value)}" for key, value in values.items()) + "}"


def _package(vendor: str) -> str:
    return "\n".join(
        [
            f'"""{_VENDORS[vendor]}',
            "",
            *paragraph(_FORMS, 0),
            "",
            CHANGE_THAT.format(source="provider/pulumi_isp_provider/catalogue.py"),
            '"""',
            "",
            "from pulumi_isp_provider.core.lazy import lazily",
            "",
            "__getattr__, __dir__, __all__ = lazily(__name__, __file__)",
            "",
        ]
    )


def _stub(vendor: str, resources: list[Resource]) -> str:
    exported = {
        f".{resource.module}": [
            resource.kind,
            f"{resource.kind}Args",
            *(
                each.schema.args
                for each in own_properties(resource.load()).values()
                if isinstance(each, Items)
            ),
        ]
        for resource in resources
    }
    asked = {f".lookups.{kind}": lookups.exported(questions) for kind, questions in lookups.by_kind(vendor)}
    exported = {**_OTHERS.get(vendor, {}), "._system": [lookups.ERRORS[vendor]], **asked, **exported}
    return "".join(
        f"from {home} import {name} as {name}\n" for home, names in exported.items() for name in names
    )


def _kinds() -> str:
    lines = [
        '"""What a program, and a policy, know of each kind of resource without loading the provider.',
        "",
        CHANGE_THAT.format(source="provider/pulumi_isp_provider/*/resources/"),
        "What stands here of a kind is in users' state, and never changes.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
        "from ._kind import Kind",
        "",
    ]
    for resource, front in zip(RESOURCES, PROVIDERS, strict=True):
        lines += [f"{constant(resource)}: Final = Kind("]
        lines += [f"    {literal(resource.vendor)},", f"    {literal(resource.kind)},"]
        lines += [f"    {literal(serialized(front))},"]
        for name, values in _facts(resource).items():
            if values:
                lines += [f"    {name}=({', '.join(map(literal, values))}{',' if len(values) == 1 else ''}),"]
        proven_by = resource.load().proven_by
        lines += [f"    proven_by={literal(proven_by)},"] if proven_by else []
        lines += [")"]
    lines += ["", f"KINDS: Final = ({', '.join(map(constant, RESOURCES))},)", '"""All of them."""', ""]
    return "\n".join(lines)


def _facts(resource: Resource) -> dict[str, list[str]]:
    lifecycle = resource.load()
    properties = properties_of(lifecycle.schema)
    texts = [
        path
        for name, each in properties.items()
        for path in [
            *([name] if each.traits.for_people else []),
            *(
                f"{name}.{inner}"
                for inner, part in (each.properties if isinstance(each, Items) else {}).items()
                if part.traits.for_people
            ),
        ]
    ]
    return {
        "texts": texts,
        "replacing": [name for name, each in properties.items() if each.traits.replaces],
        "told_by_id": parts_of_id(properties),
        "proofs": list(lifecycle.proofs()),
    }


__all__ = ["constant", "files", "outputs", "own_properties", "with_article"]
