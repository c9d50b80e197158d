"""Answers the engine's calls about a resource with its lifecycle."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2 as wire

from ...core.declarations import Declaration, connection_of
from ...core.hidden import DECLARED, PROVIDER, REFERS, RUN, SECRETS, SYSTEM, WITNESS
from ...core.lifecycle import Lifecycle, logger
from ...core.records import Record, Stored
from ...core.schema import UNKNOWN
from ...errors import IspError, NotFoundError
from ..marks import hidden, mark_of, overruled
from ..process import REGISTRY, current_run
from ..urns import owner_of, resource_of
from . import difference, values
from .values import Properties


class PreviewRefusedError(IspError):
    """The object cannot be created."""


class Resources:
    """Answers about resources, in one run."""

    def __init__(self) -> None:
        self._standing: set[str] = set()

    def begin(self) -> None:
        """Forget the earlier run."""
        self._standing = set()

    def check(self, request: wire.CheckRequest) -> wire.CheckResponse:
        """Validate inputs, and the settings of their connection."""
        lifecycle, run = _lifecycle(request.urn), current_run()
        olds, news = values.read(request.olds), values.read(request.news)
        _hide(lifecycle, olds, news)
        is_new = not request.olds.fields
        if not is_new:
            self._standing.add(request.urn)
        hints = news.hidden.get(RUN, {})
        # A program in another language says nothing of it here; the engine does, when it asks for a diff.
        theirs = overruled(lifecycle.proofs(), news.plain, hints) if hints else frozenset()
        declaration = replace(_declaration(request.urn, news), overruled=theirs, refers=hints.get(REFERS, {}))
        checked = lifecycle.check(run, declaration, None if is_new else _record("", olds))
        if checked.system:
            number = int(hints.get(DECLARED, 0))
            kind, connection = str(resource_of(request.urn)), connection_of(news.plain)
            run.will_declare(kind, checked.system, connection, number)
        beside = {
            SYSTEM: checked.system,
            SECRETS: sorted(news.secrets),
            **_provider(news),
            **_secret_proof(lifecycle, news),
        }
        inputs = {**checked.inputs, **{name: value for name, value in beside.items() if value}}
        # The engine prints the value of a property that a failure names, secret or not. So the path is in the
        # text, and no property is named.
        return wire.CheckResponse(
            inputs=values.written(inputs, news.secrets),
            failures=[
                wire.CheckFailure(reason=REGISTRY.masked_own(str(failure))) for failure in checked.failures
            ],
        )

    def diff(self, request: wire.DiffRequest) -> wire.DiffResponse:
        """Compare prior outputs with checked inputs."""
        lifecycle = _lifecycle(request.urn)
        olds, news = values.read(request.olds), values.read(request.news)
        _hide(lifecycle, olds, news)
        ignored = {path.partition("[")[0].partition(".")[0] for path in request.ignoreChanges}
        theirs = frozenset(name for name in lifecycle.proofs() if name in ignored or "*" in ignored)
        declaration = replace(_declaration(request.urn, news), overruled=theirs)
        found = lifecycle.diff(current_run(), _record(request.id, olds), declaration)
        return difference.answer(found, olds.plain, news.plain)

    def create(self, request: wire.CreateRequest) -> wire.CreateResponse:
        """Make the object, or take over an identical existing one; in a preview, tell which."""
        lifecycle, news = _lifecycle(request.urn), values.read(request.properties)
        _hide(lifecycle, news)
        declaration = _declaration(request.urn, news)
        if not request.preview:
            stored = lifecycle.create(current_run(), declaration)
            return wire.CreateResponse(id=stored.id, properties=_outputs(lifecycle, stored, news))
        if request.urn not in self._standing:
            outlook = lifecycle.look(current_run(), declaration)
            if outlook.refusals:
                raise PreviewRefusedError("\n".join(outlook.refusals))
            if outlook.text:
                logger.log(logging.WARNING if outlook.warns else logging.INFO, "%s", outlook.text)
        later = {**dict.fromkeys(lifecycle.computed, UNKNOWN), **_to_fetch(lifecycle, news, {})}
        secrets = news.secrets | lifecycle.fetched.keys()
        return wire.CreateResponse(properties=values.written({**news.plain, **later}, secrets))

    def read(self, request: wire.ReadRequest) -> wire.ReadResponse:
        """Read the object: for a refresh, an import, or a program that asks for it by id."""
        lifecycle, olds = _lifecycle(request.urn), values.read(request.properties)
        _hide(lifecycle, olds)
        olds = replace(olds, secrets=olds.secrets | values.read(request.inputs).secrets)
        record = _record(request.id, olds)
        stored = lifecycle.read(current_run(), record)
        if stored is None:
            known = any(name in record.properties for name in lifecycle.computed)
            if not known and not record.mark.system:
                raise NotFoundError(
                    f"There is no {resource_of(request.urn)} {request.id!r}",
                    hint="Compare the id that is asked for with the vendor's; docs/resources.md says what "
                    "the id of each resource is.",
                )
            return wire.ReadResponse()
        if not request.properties.fields:
            stored = replace(stored, mark=replace(stored.mark, imported=True))
        return wire.ReadResponse(
            id=stored.id,
            properties=_outputs(lifecycle, stored, olds),
            inputs=values.written(
                {
                    **stored.inputs,
                    **_provider(olds),
                    **_secret_proof(lifecycle, olds),
                    SYSTEM: stored.mark.system,
                },
                olds.secrets,
            ),
        )

    def update(self, request: wire.UpdateRequest) -> wire.UpdateResponse:
        """Change the object as declared; in a preview, return the outputs that will be known."""
        lifecycle = _lifecycle(request.urn)
        olds, news = values.read(request.olds), values.read(request.news)
        _hide(lifecycle, olds, news)
        if request.preview:
            later: dict[str, Any] = {
                name: olds.plain.get(name, UNKNOWN) if each.stable else UNKNOWN
                for name, each in lifecycle.computed.items()
            }
            later |= _to_fetch(lifecycle, news, olds.plain)
            secrets = news.secrets | lifecycle.fetched.keys()
            return wire.UpdateResponse(properties=values.written({**news.plain, **later}, secrets))
        stored = lifecycle.update(current_run(), _record(request.id, olds), _declaration(request.urn, news))
        return wire.UpdateResponse(properties=_outputs(lifecycle, stored, news))

    def delete(self, request: wire.DeleteRequest) -> None:
        """Delete the object, if it still exists."""
        lifecycle, olds = _lifecycle(request.urn), values.read(request.properties)
        _hide(lifecycle, olds)
        lifecycle.delete(current_run(), _record(request.id, olds))


def _lifecycle(urn: str) -> Lifecycle[Any, Any]:
    return resource_of(urn).load()


def _declaration(urn: str, properties: Properties) -> Declaration:
    return Declaration(owner_of(urn), properties.plain, properties.secrets)


def _record(id_: str, properties: Properties) -> Record:
    return Record(id_, properties.plain, mark_of(properties.hidden), properties.secrets)


def _to_fetch(lifecycle: Lifecycle[Any, Any], news: Properties, known: Mapping[str, Any]) -> dict[str, Any]:
    """The requested secret outputs, as far as known in a preview."""
    asked = {name: news.plain.get(each.asked_by) for name, each in lifecycle.fetched.items()}
    return {name: known.get(name, UNKNOWN) for name, by in asked.items() if by}


def _outputs(lifecycle: Lifecycle[Any, Any], stored: Stored, known: Properties) -> Struct:
    beside = {**hidden(stored.mark, sorted(known.secrets - lifecycle.fetched.keys())), **_provider(known)}
    return values.written({**stored.outputs, **beside}, known.secrets | lifecycle.fetched.keys())


def _provider(known: Properties) -> dict[str, Any]:
    """The data that the dynamic front needs to refresh or destroy a resource; Python programs send it."""
    return {PROVIDER: known.hidden[PROVIDER]} if PROVIDER in known.hidden else {}


def _secret_proof(lifecycle: Lifecycle[Any, Any], known: Properties) -> dict[str, Any]:
    """Among inputs, what has the engine encrypt the proof in the outputs, also where it asks for no update.

    Of outputs that it knows already, the engine encrypts those that have the name of a secret input.
    """
    return {WITNESS: True} if known.secrets.intersection(lifecycle.proofs()) else {}


def _hide(lifecycle: Lifecycle[Any, Any], *given: Properties) -> None:
    """Mask secrets, present and former values, in all texts."""
    names = frozenset(lifecycle.fetched).union(*(each.secrets for each in given))
    for each in given if names else ():
        for texts in (each.plain, mark_of(each.hidden).witness):
            REGISTRY.hide(lifecycle.texts(texts, names))
