"""What a program tells the provider beside its arguments, in properties that users do not see.

The provider's process sees one call after the other, and no program. So each resource says which declaration
it is, which of its values are secret, and whether this is a preview.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Awaitable, Callable, Generator, Mapping
from typing import Any, Final, cast

import pulumi
from pulumi.runtime import get_root_resource, is_dry_run

from pulumi_isp_provider.core.hidden import DECLARED, OWNER, PREVIEW, RUN, SECRETS

_COUNTS: Final[weakref.WeakKeyDictionary[pulumi.Resource, Counter[str]]] = weakref.WeakKeyDictionary()
"""How many resources of each kind were declared, by the stack of the run."""


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


def told(kind: str, name: str, parent: pulumi.Resource | None, args: Mapping[str, Any]) -> dict[str, Any]:
    """The hidden properties of a resource.

    Args:
        kind: ``vendor.Kind``.
        name: Its name in the program.
        parent: Its parent, where it has one.
        args: Its arguments.
    """
    stack = get_root_resource()
    counts = None if stack is None else _COUNTS.setdefault(stack, Counter())
    if counts is not None:
        counts[kind] += 1

    own = f"{kind}::{name}"

    async def owner() -> str:
        # As in the engine's own name for it: the types of what it is in, and its own name.
        urn = await cast("pulumi.Resource", parent).urn.future()
        types = str(urn).rpartition("::")[0].rpartition("::")[2]
        return f"{types}${own}"

    # What is plain is no secret; the others may become known later.
    others = {key: value for key, value in args.items() if not isinstance(value, _PLAIN)}

    async def secrets() -> list[str]:
        return [key for key, value in others.items() if await pulumi.Output.from_input(value).is_secret()]

    async def run() -> dict[str, Any]:
        # All that the program declares at once has been declared before the first resource is asked about.
        return {PREVIEW: is_dry_run(), DECLARED: 0 if counts is None else counts[kind]}

    return {
        OWNER: own if parent is None or parent is stack else Told(owner),
        RUN: Told(run),
        **({SECRETS: Told(secrets)} if others else {}),
    }
