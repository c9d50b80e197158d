"""Reads a collection: lists, streams, single objects, and one listing for many reads."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import count
from typing import Any, Generic, TypeVar, cast
from urllib.parse import quote

from marshmallow import ValidationError as ShapeError

from ....core.listing import until_still
from ....errors import printable, restated
from ....transport.base import Request, Response
from ....transport.logs import guarded_logger
from ...errors import (
    APIError,
    ListChangedError,
    MalformedResponseError,
    ResourceNotFoundError,
    ValidationError,
)
from ..api.base import FEATURES, Collection
from ..api.schema import complaints
from ..gateway import Gateway, malformed, read_json
from ..models import Model
from ..snapshots import CollectionSnapshot, Life, NotUnderstood

log = guarded_logger(__name__)

M = TypeVar("M", bound=Model)

Page = tuple[list[M], int | None]
"""Objects, and the vendor's total; None for a collection without pages."""

PAGE_SIZE = 1000
"""The vendor's maximum page size; its default is 10."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")
_NO_SUCH_REQUEST = frozenset({404, 405, 501})


class ReadService(Generic[M]):
    """Reads a collection.

    Args:
        gateway: Sends requests.
        collection: How these objects are spoken of on the wire.
        life: How long the snapshot's listing is used.
    """

    def __init__(self, gateway: Gateway, collection: Collection[M], *, life: Life) -> None:
        self._gateway = gateway
        self._collection = collection
        self._single = collection.single
        self._seen: dict[str, None] = {}  # in the order in which they were first seen
        self._warned: set[str] = set()
        self._model_fields = _field_names(collection)
        self._snapshot: CollectionSnapshot[M] = CollectionSnapshot(
            self._load, life=life, requests=lambda: self._requests
        )
        self._requests = 1

    @property
    def snapshot(self) -> CollectionSnapshot[M]:
        """One listing of the whole collection for many reads, updated by our own writes."""
        return self._snapshot

    def list(self, **filters: object) -> builtins.list[M]:
        """All objects, or those that match the filters.

        An object that cannot be understood is left out, with one warning. If a filter or :meth:`get` needs
        its content, it is an error.

        Args:
            **filters: Fields of the model and their wanted values; for a field with several values, one that
                it must contain. The vendor filters by the parent's id, the client by all others.

        Raises:
            ValidationError: There is no such field.
            MalformedResponseError: It is not known whether an object matches.
        """
        with self._gateway.reporting():
            params, wanted = self._split(filters)
            return [m for m in self._complete(params, stale_ok=True) if _matches(m, wanted)]

    def iter(self, **filters: object) -> Iterator[M]:
        """As :meth:`list`, page by page, each object once; the next page is requested when needed.

        If objects are created or deleted meanwhile, pages shift and an object can be missed; ``list`` notices
        that and reads again.

        Raises:
            CloudConnexaError: At the end, if there were fewer objects than the vendor counts.
        """
        with self._gateway.reporting():
            params, wanted = self._split(filters)
            yield from (m for m in self._stream(params) if _matches(m, wanted))

    def get(self, id_: str, /) -> M | None:
        """The object with this id, or None if there is none."""
        with self._gateway.reporting():
            return self._fetch(id_, stale_ok=True)

    def _load(self) -> Iterable[tuple[str, M]]:
        with self._gateway.reporting():
            return [(m.id, m) for m in self._whole({})]

    def _fetch(self, id_: str, *, stale_ok: bool = False) -> M | None:
        """The object with this id, or None where there is none."""
        try:
            return self._standing(id_, stale_ok=stale_ok)
        except ResourceNotFoundError:
            return None

    def _standing(self, id_: str, *, stale_ok: bool = False) -> M:
        """The object with this id.

        Raises:
            ResourceNotFoundError: There is none; with the vendor's answer, if this one was requested.
        """
        segment = self._segment(id_)
        if not self._single:
            return self._found(id_, self._find_listed(id_, stale_ok=stale_ok))
        try:
            return self._parse(
                self._send("get", "GET", f"/{segment}", self._own_params(id_), stale_ok=stale_ok)
            )
        except APIError as error:
            found = self._fall_back(id_, error)
            if found is None:
                raise
            return found

    def _found(self, id_: str, model: M | None) -> M:
        if model is None:
            raise self._missing(id_)
        return model

    def _missing(self, id_: str) -> ResourceNotFoundError:
        """The error after a search of the list without a result."""
        looked = self._listing()
        error = ResourceNotFoundError(f"There is no {self._collection.noun} {id_}", **looked.place)
        error.request = looked
        return error

    def _fall_back(self, id_: str, error: APIError) -> M | None:
        """A server of an earlier release may have the object, but not the request for a single one."""
        newer = f"{self._collection.name}.get" in FEATURES
        if not newer or error.status not in _NO_SUCH_REQUEST:
            return None
        found = self._find_listed(id_)
        if found is not None:
            log.warning(
                "The server does not know %s; from now on the list is read instead. Select its API version.",
                FEATURES[f"{self._collection.name}.get"],
            )
            self._single = False
        return found

    def _find_listed(self, id_: str, *, stale_ok: bool = False) -> M | None:
        found = next((m for m in self._whole({}, stale_ok=stale_ok) if m.id == id_), None)
        if isinstance(found, NotUnderstood):
            raise found.error()
        return found

    def _own_params(self, id_: str) -> Mapping[str, str]:
        """The query parameters of requests about one object."""
        return {}

    def _whole(self, params: Mapping[str, str], *, stale_ok: bool = False) -> builtins.list[M]:
        """The whole list, to find one object in it.

        Raises:
            APIError: The server has no such list, which does not mean that the object does not exist.
        """
        try:
            return self._complete(params, stale_ok=stale_ok)
        except ResourceNotFoundError as error:
            unknown = restated(error, APIError, code=error.code, details=error.details, hint=error.hint)
            unknown.request = error.request
            raise unknown from error

    def _complete(self, params: Mapping[str, str], *, stale_ok: bool = False) -> builtins.list[M]:
        """The whole list, read again if it changed meanwhile or has not the length that it says.

        A missed object would seem to be deleted, and be created a second time. So a list that stays shorter
        or longer than it says is an error: it is not known what is missing.
        """
        earlier: builtins.list[Reading[M]] = []

        def read() -> Reading[M]:
            reading = Reading(self._pages(params, stale_ok=stale_ok))
            # Two readings with the same result: it does not change, but is not complete.
            if not (reading.is_whole or any(map(reading.agrees_with, earlier[-1:]))):
                earlier.append(reading)
                raise self._unsettled(
                    f"The list of {self._collection.noun}s kept changing while it was read", "unsettled_list"
                )
            return reading

        reading = until_still(read)
        if not reading.is_whole:
            raise self._not_whole(len(reading.found), reading.totals)
        self._requests = max(1, reading.pages)
        return list(reading.found.values())

    def _stream(self, params: Mapping[str, str]) -> Iterator[M]:
        """The objects of the list while its pages arrive, each once."""
        seen: set[str] = set()
        totals: set[int | None] = set()
        for page, total in self._pages(params, stale_ok=True):
            totals.add(total)
            for model in page:
                if model.id not in seen:
                    seen.add(model.id)
                    yield model
        # Objects created while reading may be missing; objects that existed all the time must be there.
        if len(seen) < min((total for total in totals if total is not None), default=0):
            raise self._not_whole(len(seen), totals)

    def _not_whole(self, found: int, totals: Iterable[int | None]) -> ListChangedError:
        told = " or ".join(str(total) for total in sorted(totals, key=str))
        return self._unsettled(
            f"The list of {self._collection.noun}s holds {found}, but the vendor counts {told}",
            "incomplete_list",
        )

    def _unsettled(self, message: str, code: str) -> ListChangedError:
        error = ListChangedError(message, code=code, **self._listing().place)
        error.request = self._listing()
        return error

    def _pages(self, params: Mapping[str, str], *, stale_ok: bool = False) -> Iterator[Page[M]]:
        """Pages of objects, each with the vendor's total."""
        if not self._collection.paged:
            response = self._send("list", "GET", "", params, stale_ok=stale_ok)
            yield self._parse_all(response, read_json(response)), None
            return
        given = 0
        for number in count():
            page_params = {**params, "page": str(number), "size": str(PAGE_SIZE)}
            response = self._send("list", "GET", "", page_params, stale_ok=stale_ok)
            payload = read_json(response)
            if not isinstance(payload, dict):
                raise malformed(response, "The answer is not a page of objects")
            objects = self._parse_all(response, payload.get("content"))
            total, pages = payload.get("totalElements"), payload.get("totalPages")
            # Every page of this vendor has a total. Without it, a part of a list would look like the whole.
            if type(total) is not int or total < 0:
                raise malformed(response, "The page does not say how many objects there are in all")
            yield objects, total
            given += len(objects)
            more = number + 1 < pages if type(pages) is int else given < total
            if not objects or not more or given > total:
                return

    def _parse_all(self, response: Response, payload: Any) -> builtins.list[M]:
        if not isinstance(payload, list):
            raise malformed(response, "The answer holds no list of objects")
        return [self._listed(response, item) for item in payload]

    def _listed(self, response: Response, item: Any) -> M:
        """One object of a list; one that cannot be understood does not affect the others."""
        try:
            return self._model(response, item)
        except MalformedResponseError as error:
            id_ = item.get("id") if isinstance(item, Mapping) else None
            if not isinstance(id_, str):
                # Without an id nobody could request it, so nobody would notice.
                raise
            noun = self._collection.noun
            self._warn_once(id_, f"The {noun} {id_} cannot be understood and is left out: {error.message}")
            return self._not_understood(id_, error.message)

    def _not_understood(self, id_: str, why: str, **known: Any) -> M:
        """The placeholder of an object that cannot be understood."""
        noun = self._collection.noun

        def error() -> MalformedResponseError:
            place = self._listing()
            unclear = MalformedResponseError(
                f"The {noun} {id_} is there, but cannot be understood: {why}",
                hint=f"Look at it in the portal. If it is right there, this client knows no such {noun}.",
                object=id_,
                **place.place,
            )
            unclear.request, unclear.effect_unknown = place, False
            return unclear

        return cast("M", NotUnderstood(id_, error, **known))

    def _warn_once(self, what: str, message: str) -> None:
        if what not in self._warned:
            self._warned.add(what)
            log.warning("%s", printable(" ".join(message.split())))

    def _parse(self, response: Response) -> M:
        return self._model(response, read_json(response))

    def _model(self, response: Response, payload: Any) -> M:
        try:
            model = self._collection.parse(payload)
        except ShapeError as error:
            places = ", ".join(sorted(complaints(error)))
            raise malformed(
                response, f"The answer is not a {self._collection.noun}; it does not fit in: {places}"
            ) from None
        self._seen.setdefault(model.id)
        for name, raw in model.unread.items():
            ids = [str(each["id"]) for each in raw if isinstance(each, Mapping) and "id" in each]
            self._warn_once(
                f"{model.id}/{name}",
                f"The {self._collection.noun} {model.id} has {len(raw)} among its {name} that cannot be "
                f"understood and are left out{': ' if ids else ''}{', '.join(ids)}",
            )
        return model

    def _send(
        self,
        verb: str,
        method: str,
        below: str,
        params: Mapping[str, str] | None = None,
        *,
        json: Any = None,
        repeatable: bool = True,
        stale_ok: bool = False,
        accept: str = "application/json",
    ) -> Response:
        return self._gateway.send(
            f"{self._collection.name}.{verb}",
            method,
            self._collection.path + below,
            params=params,
            json=json,
            repeatable=repeatable,
            stale_ok=stale_ok,
            accept=accept,
        )

    def _listing(self) -> Request:
        """The request for the list, for an error."""
        return self._gateway.request(f"{self._collection.name}.list", "GET", self._collection.path)

    def _segment(self, id_: object) -> str:
        # An empty id or one with dots and slashes would lead to another path.
        if not isinstance(id_, str) or not _ID.fullmatch(id_):
            raise ValidationError(f"{id_!r} is not the id of a {self._collection.noun}")
        return quote(id_, safe="")

    def _split(self, filters: Mapping[str, object]) -> tuple[dict[str, str], dict[str, object]]:
        """The filters for the vendor, and those for the client."""
        params: dict[str, str] = {}
        wanted: dict[str, object] = {}
        parent = self._collection.parent
        for name, value in filters.items():
            # The vendor might ignore an empty parameter.
            if parent is not None and name == parent.field and isinstance(value, str) and value:
                params[parent.param] = value
            elif name in self._collection.id_names:
                wanted["id"] = value
            elif name in self._model_fields:
                wanted[name] = value
            else:
                known = ", ".join(sorted(self._model_fields))
                raise ValidationError(
                    f"{self._collection.name} cannot be filtered by {name!r}; it can by {known}",
                    operation=f"{self._collection.name}.list",
                )
        return params, wanted


class Reading(Generic[M]):
    """One reading of a whole list.

    Attributes:
        found: The objects by id.
        totals: The totals that the pages gave.
        pages: Number of pages.
    """

    def __init__(self, pages: Iterable[Page[M]]) -> None:
        self.found: dict[str, M] = {}
        self.totals: set[int | None] = set()
        self.pages = 0
        self._rows = 0
        for page, total in pages:
            self.pages += 1
            self.totals.add(total)
            self.found.update((m.id, m) for m in page)
            self._rows += len(page)

    @property
    def is_whole(self) -> bool:
        """Whether each object came once, and their number is the vendor's total."""
        return self.totals == {None} or self.totals == {len(self.found)} == {self._rows}

    def agrees_with(self, other: Reading[M]) -> bool:
        """Whether two readings have the same result."""
        return (self.found.keys(), self.totals) == (other.found.keys(), other.totals)


def _field_names(collection: Collection[Any]) -> frozenset[str]:
    return frozenset(f.name for f in fields(cast("Any", collection.reply.model))) - {"unread"}


def _matches(model: Model, wanted: Mapping[str, object]) -> bool:
    if isinstance(model, NotUnderstood):
        if wanted and wanted.get("id", model.id) == model.id:
            raise model.error()
        return False
    for name, value in wanted.items():
        has = getattr(model, name)
        if isinstance(has, tuple):
            if isinstance(value, (list, tuple)):
                if has != tuple(value):
                    return False
            elif value not in has:
                return False
        elif has != value:
            return False
    return True
