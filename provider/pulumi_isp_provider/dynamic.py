"""The dynamic-provider front: Pulumi's calls in, lifecycles out.

The module path and the class names below stand in every user's state for as long as the resource lives.
They are never renamed and never moved, nor are the tokens.
"""

from __future__ import annotations

import base64
import functools
import pickle
import traceback
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, ParamSpec, TypeVar

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

from . import logs
from .calix.client import connect as connect_calix
from .calix.ont import OntLifecycle
from .calix.settings import CalixSettings
from .cloudconnexa.client import connect as connect_cloudconnexa
from .cloudconnexa.network import NetworkLifecycle
from .cloudconnexa.route import RouteLifecycle
from .cloudconnexa.route_owners import RouteOwners
from .cloudconnexa.settings import CloudConnexaSettings
from .cloudconnexa.user import UserLifecycle
from .errors import AuthenticationError, ConfigurationError, IspError, NotFoundError
from .lifecycle import Lifecycle, connection_of
from .registry import Registry, VendorEntry
from .schema import UNKNOWN

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

REGISTRY: Final = Registry(
    {
        "calix": VendorEntry(CalixSettings, connect_calix),
        "cloudconnexa": VendorEntry(CloudConnexaSettings, connect_cloudconnexa),
    }
)


def _readable_errors(method: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Make of an error what a person can use.

    The host prints the whole traceback, causes and notes included. The frames of an error with a message of
    its own say nothing to the person who reads it, so they are cut; those of any other error are kept,
    because it is a mistake of ours. Secrets are masked in all of it.
    """

    @functools.wraps(method)
    def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return method(*args, **kwargs)
        except IspError as error:
            # The last argument of every call is the resource's inputs or state.
            error.context.setdefault("connection", connection_of(args[-1]))  # type: ignore[arg-type] # see above
            if isinstance(error, AuthenticationError):
                error.hint = f"{error.hint} {_OLD_SETTINGS}"
            text = str(error)
            masked = REGISTRY.masked(text)
            if masked == text and not hasattr(error, "__notes__"):
                raise error.with_traceback(None) from None
            raise IspError(f"{type(error).__name__}: {masked}") from None
        except Exception as error:
            text = "".join(traceback.format_exception(error))
            masked = REGISTRY.masked(text)
            if masked == text:
                raise
            raise RuntimeError(masked) from None

    return call


_OLD_SETTINGS = (
    "If they were changed since the last `pulumi up`: refresh and destroy still use those that it left "
    "in the state, unless you give them --run-program."
)


class LifecycleProvider(ResourceProvider):
    """Runs one lifecycle behind Pulumi's dynamic-provider interface.

    Instances have no attributes: what is pickled is a reference to the class, the same on every machine,
    in every folder and under every Python version.
    """

    lifecycle: ClassVar[Lifecycle[Any, Any]]

    def __reduce__(self) -> tuple[type[LifecycleProvider], tuple[()]]:
        return type(self), ()

    def configure(self, req: ConfigureRequest) -> None:
        """Take over the stack's config. Nothing is checked or contacted yet."""
        REGISTRY.configure(req.config.get)
        logs.show()

    @_readable_errors
    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        """Validate inputs, and that the connection they name has its settings. No network."""
        checked = self.lifecycle.check(_from_pulumi(news))
        failures = [str(failure) for failure in checked.failures]
        connection = checked.inputs.get("connection")
        if connection is not UNKNOWN:
            try:
                REGISTRY.settings(self.lifecycle.vendor, connection_of(checked.inputs))
            except ConfigurationError as error:
                failures.append(str(error))
        # The engine prints the value of a property that a failure names, secret or not.
        # So the path stands in the text, and no property is named.
        return CheckResult(_to_pulumi(checked.inputs), [CheckFailure("", text) for text in failures])

    @_readable_errors
    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare prior outputs with checked inputs. No network."""
        olds, news = _from_pulumi(_olds), _from_pulumi(_news)
        difference = self.lifecycle.diff(_id, olds, news, systems=self._systems(olds, news))
        return DiffResult(
            changes=bool(difference.changes),
            replaces=difference.replaces,
            stables=list(difference.stables),
            delete_before_replace=difference.delete_before_replace,
        )

    @_readable_errors
    def create(self, props: dict[str, Any]) -> CreateResult:
        """Make the object, or take over the identical one that is there."""
        inputs = _from_pulumi(props)
        stored = self.lifecycle.create(self._client(inputs), inputs, system=self._system(inputs))
        return CreateResult(stored.id, stored.outputs)

    @_readable_errors
    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Read the object for a refresh, or for a program that asks for it by id."""
        state = _from_pulumi(props)
        stored = self.lifecycle.read(self._client(state), id_, state)
        if stored is None:
            if not any(name in state for name in self.lifecycle.computed):
                # A program asked for it by id: the engine would take "gone" for success.
                raise NotFoundError(
                    f"There is no {self.lifecycle.vendor}.{self.lifecycle.kind} {id_!r}",
                    hint="Compare the id that the program asks for with the vendor's; docs/resources.md says "
                    "what the id of each resource is.",
                )
            return ReadResult("", {})
        return ReadResult(stored.id, stored.outputs, stored.inputs)

    @_readable_errors
    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Bring the object to the declared shape."""
        inputs = _from_pulumi(_news)
        stored = self.lifecycle.update(self._client(inputs), _id, _from_pulumi(_olds), inputs)
        return UpdateResult(stored.outputs)

    @_readable_errors
    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Delete the object, if it is still there."""
        state = _from_pulumi(_props)
        self.lifecycle.delete(self._client(state), _id, state, system=self._system(state))

    def _system(self, properties: Mapping[str, Any]) -> str:
        """Where the connection leads; two names may lead to the same system."""
        return REGISTRY.settings(self.lifecycle.vendor, connection_of(properties)).system

    def _systems(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[str, str] | None:
        """Where the connections of both lead, or None where that is not known yet."""
        if news.get("connection") is UNKNOWN:
            return None
        now = self._system(news)
        try:
            return self._system(olds), now
        except ConfigurationError as error:
            error.hint = (
                f"The object is known by the connection {connection_of(olds)!r}. Keep its settings until "
                "`pulumi up` has moved the resource to the other connection."
            )
            raise

    def _client(self, properties: Mapping[str, Any]) -> Any:
        return REGISTRY.client(self.lifecycle.vendor, connection_of(properties))


_ROUTE_OWNERS: Final = RouteOwners()


class CalixOnt(LifecycleProvider):
    """Behind ``pulumi_isp.calix.Ont``."""

    lifecycle = OntLifecycle()


class CloudConnexaNetwork(LifecycleProvider):
    """Behind ``pulumi_isp.cloudconnexa.Network``."""

    lifecycle = NetworkLifecycle(_ROUTE_OWNERS)


class CloudConnexaRoute(LifecycleProvider):
    """Behind ``pulumi_isp.cloudconnexa.Route``."""

    lifecycle = RouteLifecycle(_ROUTE_OWNERS)


class CloudConnexaUser(LifecycleProvider):
    """Behind ``pulumi_isp.cloudconnexa.User``."""

    lifecycle = UserLifecycle()


PROVIDERS: Final[tuple[type[LifecycleProvider], ...]] = (
    CalixOnt,
    CloudConnexaNetwork,
    CloudConnexaRoute,
    CloudConnexaUser,
)
"""Every class whose name is written into users' state."""


def token(provider: type[LifecycleProvider]) -> str:
    """The type token of a resource, with vendor and resource in it, as policies see it."""
    return f"pulumi-python:isp/{provider.lifecycle.vendor}:{provider.lifecycle.kind}"


def serialized(provider: type[LifecycleProvider]) -> str:
    """The constant that stands for a provider in the program and in state."""
    # Protocol 4 is written the same way by every supported Python.
    return base64.b64encode(pickle.dumps(provider(), protocol=4)).decode("ascii")


def _from_pulumi(properties: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in properties.items() if not key.startswith("__")}
    found: dict[str, Any] = _convert(plain, lambda value: isinstance(value, PulumiUnknown), UNKNOWN)
    return found


def _to_pulumi(properties: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _convert(dict(properties), lambda value: value is UNKNOWN, rpc.UNKNOWN)
    return found


def _convert(value: Any, matches: Callable[[Any], bool], replacement: object) -> Any:
    if isinstance(value, dict):
        return {key: _convert(inner, matches, replacement) for key, inner in value.items()}
    if isinstance(value, list):
        return [_convert(inner, matches, replacement) for inner in value]
    return replacement if matches(value) else value
