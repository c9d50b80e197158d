"""What all resources share on the program's side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypedDict

import pulumi

from pulumi_isp_provider.dynamic import REGISTRY, LifecycleProvider, serialized, token

from ._config import refuse_plain_secrets


class CommonArgs(TypedDict, total=False):
    """Arguments that every resource takes.

    Attributes:
        connection: Name of the section of config that says where the system is and who we are there;
            ``default`` where it is left out. One that leads to another system replaces the resource;
            another name for the same system changes nothing there.
        adopt_existing: Take over an object that stands under the same natural key but differs, and change
            it to what is declared. Without it such an object is an error. One that is as declared is
            always taken over.
    """

    connection: pulumi.Input[str]
    adopt_existing: pulumi.Input[bool]


class IspResource(pulumi.CustomResource):
    """Base of all resources.

    ``pulumi.dynamic.Resource`` is not used, because it pickles its provider anew for each resource and fails
    after some hundreds of them. Ours is a constant that holds no data.
    """

    _front: ClassVar[type[LifecycleProvider]]
    _serialized: ClassVar[str]
    _outputs: ClassVar[dict[str, None]]

    def __init_subclass__(cls, *, front: type[LifecycleProvider] | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if front is not None:  # a user's own subclass keeps what it inherits
            cls._front = front
            cls._serialized = serialized(front)
            # Pulumi makes output attributes only of properties that it has seen, so every one is named here.
            cls._outputs = dict.fromkeys((*front.lifecycle.schema().fields, *front.lifecycle.computed))

    def __init__(self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Any) -> None:
        if isinstance(opts, Mapping):
            raise pulumi.RunError(
                f"{resource_name}: the second argument is Pulumi's options, not the resource's arguments.\n"
                f"What to do: pass them by name, or put ** before them: {type(self).__name__}"
                f"({resource_name!r}, **args)."
            )
        if opts is not None and opts.import_ is not None:
            raise pulumi.RunError(
                f"{resource_name}: Pulumi cannot import dynamic resources.\n"
                "What to do: leave out import_ and declare the object as it stands at the vendor. "
                "`pulumi up` finds it under its natural key and takes it over."
            )
        refuse_plain_secrets(REGISTRY.settings_of(self._front.lifecycle.vendor), args.get("connection"))
        props = {**self._outputs, **args, "__provider": self._serialized}
        super().__init__(token(self._front), resource_name, props, opts)

    @classmethod
    def get(
        cls,
        resource_name: str,
        id: pulumi.Input[str],  # noqa: A002 - the name that all of Pulumi uses
        opts: pulumi.ResourceOptions | None = None,
        **args: Any,
    ) -> Self:
        """Read an object that this program does not manage.

        Args:
            resource_name: Its name in this program.
            id: The resource's id.
            opts: Pulumi's options.
            args: ``connection``, where it is not the default one.
        """
        found = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id))
        return cls(resource_name, found, **args)
