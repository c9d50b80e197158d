"""What all resources share on the program's side."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypedDict

import pulumi

from pulumi_isp_provider.core.hidden import PROVIDER, RUN, SECRETS
from pulumi_isp_provider.core.names import instead

from ._awaiting import awaited
from ._config import Front, front, refuse_plain_secrets, refuse_unknown_names, settings_of
from ._kind import Kind
from ._provider import PACKAGE, is_ours, provider
from ._told import told


class CommonArgs(TypedDict, total=False):
    """Arguments that every resource takes.

    Attributes:
        connection: Name of the connection: the section of config with address and credentials. Default:
            ``default``. A connection to another system replaces the resource; another name for the same
            system changes nothing.
        adopt_existing: Take over an existing object with the same natural key that differs, and change it as
            declared. Without this, such an object is an error. An object that is as declared is always taken
            over.
    """

    connection: pulumi.Input[str]
    adopt_existing: pulumi.Input[bool]


class IspResource(pulumi.CustomResource):
    """Base of all resources.

    ``pulumi.dynamic.Resource`` is not used, because it pickles its provider anew for each resource and fails
    after some hundreds of them. Ours is a constant that holds no data.
    """

    _kind: ClassVar[Kind]
    _inputs: ClassVar[tuple[str, ...]]
    _references: ClassVar[Mapping[str, bool]]
    _outputs: ClassVar[dict[str, None]]
    _output_types: ClassVar[dict[str, Any]]

    def __init_subclass__(
        cls,
        *,
        kind: Kind | None = None,
        args: type[CommonArgs] = CommonArgs,
        references: Mapping[str, bool] | None = None,
        **kwargs: Any,
    ) -> None:
        """Note what a kind of resource takes and gives.

        Args:
            kind: The kind; None for a user's own subclass.
            args: Its arguments.
            references: Arguments that take another resource in place of its id, and whether the object goes
                along when that one goes.
            kwargs: For bases further up.
        """
        super().__init_subclass__(**kwargs)
        if kind is None:  # a user's own subclass keeps what it inherits
            # Pulumi looks for output types at the class itself, never at its bases.
            cls.__annotations__ = {**cls._output_types, **inspect.get_annotations(cls)}
        else:
            cls._kind = kind
            cls._references = references or {}
            cls._inputs = tuple(args.__annotations__)
            cls._output_types = inspect.get_annotations(cls, eval_str=True)
            # Pulumi reads them for each resource anew, and would compile what is only text each time.
            cls.__annotations__ = dict(cls._output_types)
            # Pulumi makes output attributes only of properties that it has seen, so every one is named here.
            cls._outputs = dict.fromkeys((*cls._inputs, *cls._output_types))

    def __init__(self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Any) -> None:
        if isinstance(opts, Mapping):
            raise pulumi.RunError(
                f"{resource_name}: the second argument is Pulumi's options, not the resource's arguments.\n"
                f"What to do: pass them by name, or put ** before them: {type(self).__name__}"
                f"({resource_name!r}, **args)."
            )
        kind, on = self._kind, front()
        if on is Front.DYNAMIC and opts is not None and opts.import_ is not None:
            raise pulumi.RunError(
                f"{resource_name}: Pulumi cannot import dynamic resources.\n"
                "What to do: leave out import_ and declare the object as it stands at the vendor. "
                "`pulumi up` finds it under its natural key and takes it over. Or use the other front: "
                "docs/fronts.md."
            )
        token, other = kind.tokens if on is Front.DYNAMIC else reversed(kind.tokens)
        _refuse_other_process(resource_name, kind, token, opts)
        settings = settings_of(kind.vendor)
        refuse_unknown_names(settings)
        refuse_plain_secrets(settings, args.get("connection"))
        self._is_only_read = opts is not None and opts.id is not None
        self._given_connection = args.get("connection")
        args, opts = self._referring(args, opts)
        props = {**self._outputs, **args, PROVIDER: kind.serialized}
        if opts is None or opts.id is None:
            imports = opts is not None and opts.import_ is not None
            parent = opts.parent if opts else None
            hints = told(kind, resource_name, parent, args, self._references, imports=imports)
            # The plugin is told by the engine which resource it is asked about, and which of its values are
            # secret; not whether what it refers to is known by a secret.
            told_too = hints.keys() if on is Front.DYNAMIC else hints.keys() & {RUN, SECRETS}
            props.update({name: hints[name] for name in told_too})
        moved = pulumi.ResourceOptions(aliases=[pulumi.Alias(type_=other)])
        if on is Front.PLUGIN:
            moved.provider = provider()
        super().__init__(token, resource_name, props, pulumi.ResourceOptions.merge(opts, moved))
        awaited(self)

    def _referring(
        self, args: dict[str, Any], opts: pulumi.ResourceOptions | None
    ) -> tuple[dict[str, Any], pulumi.ResourceOptions | None]:
        """Arguments with ids in place of resources; what goes with another one is deleted with it."""
        found = dict(args)
        for name, goes_with in self._references.items():
            value = found.get(name)
            if isinstance(value, pulumi.CustomResource):
                found[name] = value.id
                # The engine would count what is only read as deleted when it leaves the program, and ask
                # for no delete of what goes with it.
                if goes_with and not getattr(value, "_is_only_read", False):
                    opts = pulumi.ResourceOptions.merge(pulumi.ResourceOptions(deleted_with=value), opts)
            elif isinstance(value, (list, tuple)):
                found[name] = [each.id if isinstance(each, pulumi.CustomResource) else each for each in value]
        return found, opts

    def _part_of_id(self, place: int) -> pulumi.Output[str]:
        """A part of the id, which stays known in previews of updates."""
        last = len(self._kind.told_by_id) - 1  # the first part may have slashes of its own
        return self.id.apply(lambda found: str(found).rsplit("/", last)[place])

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

        Raises:
            pulumi.RunError: There is no argument of a name.
        """
        for name in args:
            # Nothing checks what is only read, and without `connection` it would be read elsewhere.
            if name not in cls._inputs:
                raise pulumi.RunError(
                    f"{resource_name}: {name} is not an argument; {instead(name, cls._inputs)}"
                )
        found = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id))
        return cls(resource_name, found, **args)


def _refuse_other_process(
    name: str, kind: Kind, type_token: str, opts: pulumi.ResourceOptions | None
) -> None:
    """Stop a program that asks for a provider process of its own.

    Two processes share no memory: neither would know what the other one creates, takes over and deletes.
    """
    if opts is None:
        return
    packages = {type_token.partition(":")[0], PACKAGE}
    given = opts.providers.values() if isinstance(opts.providers, Mapping) else opts.providers or ()
    # Pulumi drops a provider of another package without a word, such as the plugin's on the dynamic front.
    inherited = (
        (opts.parent.get_provider(f"{each}::") for each in packages) if opts.parent is not None else ()
    )
    explicit = any(
        each is not None and each.package in packages and not is_ours(each)
        for each in (opts.provider, *given, *inherited)
    )
    if explicit or opts.version or opts.plugin_download_url:
        raise pulumi.RunError(
            f"{name}: resources of this package cannot have a provider of their own (provider=, providers= "
            "on the resource or on what it is in, version=, plugin_download_url=): it would be a second "
            "process, which does not know what the first one creates and deletes.\n"
            "What to do: leave it out. Another system or account is a connection: declare it in config "
            f"(pulumi config set --path {kind.vendor}:west.url ...) and name it on the resource "
            '(connection="west"); see docs/settings.md.'
        )
