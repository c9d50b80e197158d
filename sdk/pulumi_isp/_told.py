"""What a program tells the provider beside its arguments, in properties that users do not see.

The provider's process sees one call after the other, and no program. So each resource says which declaration
it is, which of its values are secret, and whether this is a preview.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Awaitable, Callable, Generator, Iterable, Mapping
from typing import Any, Final, cast

import pulumi
from pulumi.runtime import get_root_resource, is_dry_run

from pulumi_isp_provider.core.hidden import DECLARED, OWNER, PREVIEW, REFERS, RUN, SAID, SECRETS, WITNESS
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from ._kind import Kind

_COUNTS: Final[weakref.WeakKeyDictionary[pulumi.Resource, Counter[tuple[str, str]]]] = (
    weakref.WeakKeyDictionary()
)
"""How many resources of each kind were declared by each connection, by the stack of the run."""


_PLAIN: Final = (str, int, float, type(None))


class Told:
    """A value that is made when the engine is about to be asked, and that makes no dependency.

    An Output would make its resource a dependency; of a component, that is all that is in it.

    Args:
        make: Makes the value.
    """

    def __init__(self, make: Callable[[], Awaitable[Any]]) -> None:
        self._make = make

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._make().__await__()


def told(
    kind: Kind,
    name: str,
    parent: pulumi.Resource | None,
    args: Mapping[str, Any],
    references: Iterable[str],
    *,
    imports: bool,
) -> dict[str, Any]:
    """The hidden properties of a resource.

    Args:
        kind: Its kind.
        name: Its name in the program.
        parent: Its parent, where it has one.
        args: Its arguments.
        references: Those that refer to other resources.
        imports: Whether it has the option ``import_``.
    """
    stack = get_root_resource()
    counts = None if stack is None else _COUNTS.setdefault(stack, Counter())
    connection = args.get("connection") or DEFAULT_CONNECTION
    # Where one leads that is not plain, nobody knows yet.
    place = (str(kind), connection if isinstance(connection, str) else "")
    if counts is not None:
        counts[place] += 1

    own = f"{kind}::{name}"

    async def owner() -> str:
        # As in the engine's own name for it: the types of what it is in, and its own name.
        return f"{await _types(cast('pulumi.Resource', parent))}${own}"

    # What is plain is no secret; the others may become known later.
    others = {key: value for key, value in args.items() if not isinstance(value, _PLAIN)}

    async def secrets() -> list[str]:
        found = [key for key, value in others.items() if await pulumi.Output.from_input(value).is_secret()]
        hidden = kind.proven_by and await _is_known_by_a_secret(args.get(kind.proven_by))
        return [*found, *(kind.proofs if hidden else ())]

    async def witness() -> pulumi.Output[bool] | None:
        # Of what the provider gives, the engine encrypts what has the name of a secret input.
        return pulumi.Output.secret(True) if set(await secrets()) & set(kind.proofs) else None

    async def run() -> dict[str, Any]:
        if args.get("connection") is None:
            await _refuse_other_connection(kind, name, {each: args.get(each) for each in references})
        if imports and (hidden := await secrets()):
            # The engine reads before it has told anybody which values are secret, and shows what was read.
            raise pulumi.RunError(
                f"{name}: {', '.join(hidden)} is secret, and an import would show it.\n"
                "What to do: leave out import_. `pulumi up` finds the object under its natural key, and "
                "takes it over."
            )
        said = {key: args[key] for key in kind.proofs if args.get(key) is not None}
        for key in said.keys() & others.keys():
            value = pulumi.Output.from_input(said[key])
            known = await value.future()
            said[key] = pulumi.Output.secret(known) if await value.is_secret() else known
        meant = await _meant(kind, {each: args.get(each) for each in references}) if is_dry_run() else {}
        return {
            PREVIEW: is_dry_run(),
            # All that the program declares at once is declared before the first resource is asked about.
            DECLARED: counts[place] if counts and place[1] else 0,
            **({SAID: said} if said else {}),
            **({REFERS: meant} if meant else {}),
        }

    return {
        OWNER: own if parent is None or parent is stack else Told(owner),
        RUN: Told(run),
        **({SECRETS: Told(secrets)} if others or kind.proven_by else {}),
        **({WITNESS: Told(witness)} if others.keys() & set(kind.proofs) or kind.proven_by else {}),
    }


async def _types(resource: pulumi.Resource) -> str:
    urn = await resource.urn.future()
    return str(urn).split("::", 3)[2]


async def _meant(kind: Kind, references: Mapping[str, Any]) -> dict[str, str]:
    """Which declarations are referred to: what is to be made has no id yet in a preview."""
    found = {}
    for argument, value in references.items():
        if isinstance(value, _PLAIN) or not isinstance(value, pulumi.Output):
            continue
        for each in await value.resources():
            theirs = getattr(each, "_kind", None)
            if theirs is not None and theirs.vendor == kind.vendor and getattr(each, "id", None) is value:
                parents, _, _ = (await _types(each)).rpartition("$")
                found[argument] = f"{parents}{'$' if parents else ''}{theirs}::{each._name}"
    return found


async def _refuse_other_connection(kind: Kind, name: str, references: Mapping[str, Any]) -> None:
    """Stop where what is referred to is at another system: there, its id may be somebody else's object."""
    for argument, value in references.items():
        if isinstance(value, _PLAIN):
            continue
        for each in await pulumi.Output.from_input(value).resources():
            if getattr(getattr(each, "_kind", None), "vendor", None) != kind.vendor:
                continue
            theirs = await pulumi.Output.from_input(cast("Any", each)._given_connection).future()
            if theirs not in (None, DEFAULT_CONNECTION):
                raise pulumi.RunError(
                    f"{name}: {argument} is made of a resource with connection={theirs!r}, and {name} names "
                    "none: it would be looked for at the default one, where another object may have its id.\n"
                    f"What to do: connection={theirs!r}; or connection={DEFAULT_CONNECTION!r}, if that is "
                    "meant."
                )


async def _is_known_by_a_secret(reference: Any) -> bool:
    """Whether what proves the object that is referred to is secret, or may be: it is not this program's."""
    resources = await pulumi.Output.from_input(reference).resources()
    known = [
        getattr(each, proof)
        for each in resources
        for proof in getattr(getattr(each, "_kind", None), "proofs", ())
    ]
    return not known or any([await value.is_secret() for value in known])
