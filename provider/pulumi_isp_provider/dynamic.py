"""The dynamic front: calls the lifecycles for Pulumi's dynamic providers.

The module path and the class names below are part of every user's state as long as the resource lives. They
must never be renamed or moved; the same holds for the tokens.
"""

from __future__ import annotations

import base64
import functools
import logging
import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, ParamSpec, TypeVar

from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)
from pulumi.output import Unknown as PulumiUnknown
from pulumi.runtime import rpc

from .catalogue import RESOURCES, Resource
from .core.declarations import Declaration, connection_of
from .core.hidden import (
    DECLARED,
    OWNER,
    PREVIEW,
    PROVIDER,
    REFERS,
    RUN,
    SECRETS,
    SYSTEM,
    WITNESS,
)
from .core.lifecycle import Lifecycle, logger
from .core.records import Record, Stored
from .core.schema import UNKNOWN
from .errors import NotFoundError
from .fronts import host, logs
from .fronts.marks import hidden, mark_of, overruled
from .fronts.process import REGISTRY, current_run, shown

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def _readable_errors(method: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Make errors readable, and keep values out of their frames."""

    @functools.wraps(method)
    def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            _hide(args)
            return method(*args, **kwargs)
        except Exception as error:
            # The last argument of every call is the resource's inputs or state.
            failure = shown(error, args[-1], _OLD_SETTINGS)  # type: ignore[arg-type] # see above
        # Whoever prints the variables of frames is to find no declared value in this one.
        del args, kwargs
        raise failure from None

    return call


_OLD_SETTINGS = (
    "If they were changed since the last `pulumi up`: refresh and destroy still use those that it left "
    "in the state, unless you give them --run-program."
)


class _Lifecycle:
    """A front's lifecycle, loaded on first use: most runs have resources of one vendor only."""

    def __get__(self, _: object, front: type[LifecycleProvider]) -> Lifecycle[Any, Any]:
        return front.resource.load()


class LifecycleProvider(ResourceProvider):
    """Runs one lifecycle behind Pulumi's dynamic-provider interface.

    Instances have no attributes. The pickle is a reference to the class: the same on every machine, in every
    folder and with every Python version.
    """

    resource: ClassVar[Resource]
    lifecycle: ClassVar[_Lifecycle] = _Lifecycle()

    def __reduce__(self) -> tuple[type[LifecycleProvider], tuple[()]]:
        return type(self), ()

    def configure(self, req: ConfigureRequest) -> None:
        """Read the stack's config. Nothing is checked or sent yet."""
        REGISTRY.configure(req.config.get)
        logs.show()
        host.show_texts()

    @_readable_errors
    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        """Validate inputs, and the settings of their connection.

        In a preview, also check whether a new object can be created.
        """
        run, hints = current_run(), news.get(RUN, {})
        theirs = overruled(self.lifecycle.proofs(), news, hints)
        declaration = _declaration(news, theirs, hints.get(REFERS, {}))
        is_new = not _olds.keys() & {PROVIDER, SYSTEM}
        checked = self.lifecycle.check(run, declaration, None if is_new else _record("", _olds))
        if checked.system:
            run.will_declare(
                str(self.resource), checked.system, connection_of(news), int(hints.get(DECLARED, 0))
            )
        failures = [str(failure) for failure in checked.failures]
        if is_new and hints.get(PREVIEW) and not failures:
            outlook = self.lifecycle.look(run, replace(declaration, inputs=checked.inputs))
            if outlook.text:
                logger.log(logging.WARNING if outlook.warns else logging.INFO, "%s", outlook.text)
            failures = list(outlook.refusals)
        beside = {
            name: value
            for name, value in {
                OWNER: news.get(OWNER),
                SECRETS: news.get(SECRETS),
                SYSTEM: checked.system,
                WITNESS: news.get(WITNESS),
            }.items()
            if value
        }
        # The engine prints the value of a property that a failure names, secret or not. So the path is in the
        # text, and no property is named.
        return CheckResult(
            {**_to_pulumi(checked.inputs), **beside},
            [CheckFailure("", REGISTRY.masked_own(text)) for text in failures],
        )

    @_readable_errors
    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare prior outputs with checked inputs."""
        difference = self.lifecycle.diff(current_run(), _record(_id, _olds), _declaration(_news))
        return DiffResult(
            changes=bool(difference.changes),
            replaces=difference.replaces,
            stables=list(difference.stables),
            delete_before_replace=difference.delete_before_replace,
        )

    @_readable_errors
    def create(self, props: dict[str, Any]) -> CreateResult:
        """Make the object, or take over an identical existing one."""
        stored = self.lifecycle.create(current_run(), _declaration(props))
        return CreateResult(stored.id, self._outputs(stored, props))

    @_readable_errors
    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Read the object for a refresh, or for a program that asks for it by id."""
        record = _record(id_, props)
        stored = self.lifecycle.read(current_run(), record)
        if stored is None:
            known = any(name in record.properties for name in self.lifecycle.computed)
            if not known and not record.mark.system:
                # A program asked for it by id: for the engine "gone" would be a success.
                raise NotFoundError(
                    f"There is no {self.resource} {id_!r}",
                    hint="Compare the id that the program asks for with the vendor's; docs/resources.md says "
                    "what the id of each resource is.",
                )
            return ReadResult("", {})
        beside = {name: value for name, value in props.items() if name in (OWNER, SECRETS)}
        if set(self.lifecycle.proofs()) & set(props.get(SECRETS) or ()):
            beside[WITNESS] = True
        return ReadResult(
            stored.id, self._outputs(stored, props), {**stored.inputs, **beside, SYSTEM: stored.mark.system}
        )

    @_readable_errors
    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Change the object as declared."""
        stored = self.lifecycle.update(current_run(), _record(_id, _olds), _declaration(_news))
        return UpdateResult(self._outputs(stored, _news))

    @_readable_errors
    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Delete the object, if it still exists."""
        self.lifecycle.delete(current_run(), _record(_id, _props))

    def _outputs(self, stored: Stored, known: Mapping[str, Any]) -> dict[str, Any]:
        outputs = {**stored.outputs, **hidden(stored.mark, known.get(SECRETS))}
        # The engine cannot know from inputs that these are secret.
        return {
            name: rpc.wrap_rpc_secret(value) if name in self.lifecycle.fetched else value
            for name, value in outputs.items()
        }


def _front(resource: Resource) -> type[LifecycleProvider]:
    body = {"__doc__": f"Behind ``pulumi_isp.{resource}``.", "__module__": __name__, "resource": resource}
    return type(resource.front, (LifecycleProvider,), body)


PROVIDERS: Final = tuple(map(_front, RESOURCES))
"""Every class whose name is in users' state, in the catalogue's order."""
globals().update({front.__name__: front for front in PROVIDERS})

if TYPE_CHECKING:

    def __getattr__(name: str) -> type[LifecycleProvider]: ...


def token(provider: type[LifecycleProvider]) -> str:
    """The type token of a resource, with vendor and resource in it, as policies see it."""
    return provider.resource.token


def serialized(provider: type[LifecycleProvider]) -> str:
    """The constant for a provider in the program and in state."""
    # Protocol 4 is written the same way by every supported Python.
    return base64.b64encode(pickle.dumps(provider(), protocol=4)).decode("ascii")


_PLAIN: Final = frozenset({str, float, int, bool, type(None)})


def _hide(args: tuple[Any, ...]) -> None:
    """Mask the program's secrets, present and former values, in all texts."""
    front, *rest = args
    given = [each for each in rest if isinstance(each, dict)]
    names = {name for properties in given for name in properties.get(SECRETS) or ()}
    names |= front.lifecycle.fetched.keys()
    for properties in given if names else ():
        for each in (properties, mark_of(properties).witness):
            REGISTRY.hide(front.lifecycle.texts(each, names))


def _declaration(
    properties: Mapping[str, Any],
    overruled: frozenset[str] = frozenset(),
    refers: Mapping[str, str] = MappingProxyType({}),
) -> Declaration:
    return Declaration(
        str(properties.get(OWNER, "")),
        _from_pulumi(properties),
        frozenset(properties.get(SECRETS, ())),
        overruled,
        refers,
    )


def _record(id_: str, properties: Mapping[str, Any]) -> Record:
    return Record(
        id_, _from_pulumi(properties), mark_of(properties), frozenset(properties.get(SECRETS) or ())
    )


def _from_pulumi(properties: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in properties.items() if not key.startswith("__")}
    found: dict[str, Any] = _convert(plain, lambda value: isinstance(value, PulumiUnknown), UNKNOWN)
    return found


def _to_pulumi(properties: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _convert(dict(properties), lambda value: value is UNKNOWN, rpc.UNKNOWN)
    return found


def _convert(value: Any, matches: Callable[[Any], bool], replacement: object) -> Any:
    if type(value) in _PLAIN:  # nearly all of them, in every call
        return value
    if isinstance(value, dict):
        return {
            key: inner if type(inner) in _PLAIN else _convert(inner, matches, replacement)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_convert(inner, matches, replacement) for inner in value]
    return replacement if matches(value) else value
