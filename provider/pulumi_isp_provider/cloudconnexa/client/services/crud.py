"""Writes to a collection: create once, replace as a whole, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, TypeVar

from ....core.settings import camel
from ....errors import restated
from ....transport.base import Response
from ....transport.clock import Clock
from ....transport.retry import CREATE_POLICY, RetryPolicy, create_once
from ...errors import APIError, MalformedResponseError, ResourceNotFoundError, ValidationError
from ..answers import may_mean_missing
from ..api.base import Collection
from ..api.schema import Body, Json, without_nulls
from ..gateway import Gateway, read_json
from ..models import Model, Part
from ..snapshots import Life
from .checking import checked, refuse
from .kept import KeptService
from .matching import equal_to

M = TypeVar("M", bound=Model)


class Service(KeptService[M]):
    """Creates, updates and deletes; it can also read.

    Args:
        gateway: Sends requests.
        collection: How these objects are spoken of on the wire.
        life: How long the snapshot's listing is used.
        retry: How often and when to create again after lost answers.
        clock: Time for waits.
    """

    def __init__(
        self,
        gateway: Gateway,
        collection: Collection[M],
        *,
        life: Life,
        retry: RetryPolicy = CREATE_POLICY,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(gateway, collection, life=life)
        self._retry = retry
        self._clock = clock

    def create(self, values: Mapping[str, Any] | M, /) -> M:
        """Create an object.

        If the answer is lost, it looks for the object by its natural key before it creates again, so that
        there is never a second one.

        Args:
            values: Fields by their names in the model, or a model. None is left out.

        Returns:
            The object as the vendor made it.

        Raises:
            ValidationError: A value was refused; without ``response``, nothing was sent.
            ConflictError: It conflicts with another object.
        """
        with self._gateway.reporting():
            body, parent = self._body_of_new(values)
            with self._writing():
                made = self._create_once(body, parent)
            self._learn(made)
            if any(body.get(camel(name)) and not getattr(made, name) for name in self.carried):
                # It was created with children that its answer does not show; a listing does.
                self._forget()
            return made

    def update(self, id_: str, values: Mapping[str, Any] | M | Callable[[M], Mapping[str, Any]], /) -> M:
        """Change an object.

        The vendor only replaces objects as a whole. Unless all writable fields are given, the object is read
        first, and the others keep their values.

        Args:
            id_: Its id.
            values: Fields by their names in the model, or a model. None clears a field. A nested object is
                replaced as a whole; to keep a part of it, give what makes the fields from the object as it
                stands.

        Returns:
            The object as it stands now.

        Raises:
            ResourceNotFoundError: There is no such object.
            ValidationError: A value was refused; without ``response``, nothing was sent.
        """
        with self._gateway.reporting():
            segment = self._segment(id_)
            shape = self._body(self._collection.update)
            current: M | None = None
            if callable(values):
                with self._writing(id_):
                    current = self._standing(id_)
                values = values(current)
            changes = self._changes(id_, shape, values)
            self._gateway.redactor.register(*shape.secrets(changes))
            with self._writing(id_):
                body = changes
                if not isinstance(values, Model) and not shape.covered_by(changes):
                    current = current or self._standing(id_)
                    standing = shape.draft(current)
                    body = {**standing, **changes}
                    if without_nulls(body) == standing:
                        self._learn(current)
                        return current
                    self._check_hidden(shape, {k: v for k, v in standing.items() if k not in changes})
                    self._check_understood(shape, current, "update", given=changes)
                now = self._replace(id_, segment, body)
            self._learn(now)
            return self._with_children_held(now)

    def delete(self, id_: str, /) -> None:
        """Delete an object, and with it what the vendor deletes too.

        Raises:
            ResourceNotFoundError: There is no such object.
            MalformedResponseError: The answer was not from the vendor, and the object still exists.
        """
        with self._gateway.reporting():
            segment = self._segment(id_)
            with self._writing(id_):
                try:
                    response = self._send("delete", "DELETE", f"/{segment}", self._own_params(id_))
                    self._check_deleted(id_, response)
                except ResourceNotFoundError as error:
                    if hasattr(error, "response"):
                        self._check_deleted(id_, error.response)
                    # Otherwise our own first request may have deleted it.
                    if not error.earlier_effect_unknown:
                        raise
            self._unlearn(id_)

    def _check_deleted(self, id_: str, response: Response) -> None:
        # The vendor's answer is empty, or JSON if there is no such object. Other text may come from a proxy,
        # and then nothing was deleted.
        if not response.body.strip():
            return
        try:
            read_json(response)
        except MalformedResponseError:
            if self._fetch(id_) is not None:
                raise

    def _create_once(self, body: Json, parent: str | None) -> M:
        attempts = count()
        # An object that was known before was not made by this create, even if it is equal.
        known = len(self._seen)

        def look_up() -> M | None:
            return self._look_up(body, parent, frozenset(list(self._seen)[:known]))

        def attempt() -> M:
            repeated = next(attempts) > 0
            try:
                return self._create(body, parent)
            except ValidationError:
                # The lost request may have been processed late, and now its object conflicts with the retry.
                found = look_up() if repeated else None
                if found is None:
                    raise
                return found

        return create_once(attempt, look_up, policy=self._retry, clock=self._clock)

    def _create(self, body: Json, parent: str | None) -> M:
        response = self._send(
            "create",
            "POST",
            "",
            self._parent_params(parent),
            json={**self._collection.create_defaults, **body},
            repeatable=False,
        )
        return self._adopted(self._parse(response), parent)

    def _replace(self, id_: str, segment: str, body: Json) -> M:
        try:
            response = self._send("update", "PUT", f"/{segment}", self._own_params(id_), json=body)
        except (ValidationError, ResourceNotFoundError) as error:
            # "Does not exist" may mean this object or another one that the body names.
            if not may_mean_missing(error) or id_ in error.message:
                raise
            noun = self._collection.noun
            kind: type[APIError]
            if self._fetch(id_) is None:
                kind, said = ResourceNotFoundError, f"There is no {noun} {id_}"
            else:
                kind, said = ValidationError, f"Something that the {noun} names does not exist"
            told = restated(
                error, kind, f"{said}: {error.message}", code=error.code, details=error.details, hint=None
            )
            told.request = error.request
            raise told from error
        return self._adopted(self._parse(response), self._known_parent(id_))

    def _look_up(self, body: Json, parent: str | None, older: frozenset[str]) -> M | None:
        """Find the object that a lost create may have made."""
        found = equal_to(
            body,
            [each for each in self._whole(self._parent_params(parent)) if each.id not in older],
            shape=self._body(self._collection.create),
            key=self._collection.key,
            noun=self._collection.noun,
        )
        return None if found is None else self._adopted(found, parent)

    def _body_of_new(self, values: Mapping[str, Any] | M) -> tuple[Json, str | None]:
        shape = self._body(self._collection.create)
        parent = self._collection.parent
        if isinstance(values, Model):
            owner = getattr(values, parent.field) if parent else None
            problems = self._parent_problems(owner)
            if problems:
                refuse(problems, self._collection.noun, f"{self._collection.name}.create")
            self._check_understood(shape, values, "create")
            wire = shape.draft(values)
        else:
            given = {name: value for name, value in values.items() if value is not None}
            owner = given.pop(parent.field, None) if parent else None
            wire = self._checked(shape, given, "create", problems=self._parent_problems(owner))
        self._gateway.redactor.register(*shape.secrets(wire))
        return wire, owner

    def _parent_problems(self, owner: object) -> dict[str, list[str]]:
        parent = self._collection.parent
        if parent is None or (isinstance(owner, str) and owner):
            return {}
        return {parent.field: ["is required"]}

    def _changes(self, id_: str, shape: Body, values: Mapping[str, Any] | M) -> Json:
        if isinstance(values, Model):
            draft = shape.draft(values)
            self._check_hidden(shape, draft)
            self._check_understood(shape, values, "update")
            return draft
        given = dict(values)
        parent = self._collection.parent
        if parent and parent.field in given:
            self._check_parent(id_, parent.field, given.pop(parent.field))
        return self._checked(shape, given, "update", partial=True)

    def _check_hidden(self, shape: Body, kept: Json) -> None:
        # A key that the vendor does not show would be lost in the update, and with it the tunnel.
        said = "the vendor does not show its secrets, so give it whole: an update may take them away"
        hidden = {name: [said] for name in shape.hidden(kept)}
        if hidden:
            refuse(hidden, self._collection.noun, f"{self._collection.name}.update")

    def _check_understood(self, shape: Body, model: Part, verb: str, *, given: Json | None = None) -> None:
        # Data that is not understood cannot be sent back, and the vendor deletes what is not sent.
        said = "holds something that cannot be understood and would be lost: give it whole, or use the portal"
        lost = {place: [said] for place in shape.unread(model, given or {})}
        if lost:
            refuse(lost, self._collection.noun, f"{self._collection.name}.{verb}")

    def _check_parent(self, id_: str, field: str, given: object) -> None:
        known = self._known_parent(id_)
        if known is not None and given != known:
            raise ValidationError(
                f"A {self._collection.noun} cannot move: {field} of {id_} is {known}",
                details={field: ("cannot be changed",)},
            )

    def _checked(
        self,
        body: Body,
        values: Mapping[str, Any],
        verb: str,
        *,
        partial: bool = False,
        problems: Mapping[str, Any] | None = None,
    ) -> Json:
        return checked(
            body,
            values,
            noun=self._collection.noun,
            operation=f"{self._collection.name}.{verb}",
            partial=partial,
            problems=problems,
        )

    def _body(self, body: Body | None) -> Body:
        if body is None:
            raise TypeError(f"{self._collection.name} cannot be written")
        return body

    def _parent_params(self, parent: str | None) -> dict[str, str]:
        declared = self._collection.parent
        return {declared.param: parent} if declared and parent else {}

    def _known_parent(self, id_: str) -> str | None:
        """The parent of an object, as far as known without a request."""
        declared = self._collection.parent
        held = self._snapshot.peek(id_) if declared else None
        return getattr(held, declared.field) if declared and held else None

    def _adopted(self, model: M, parent: str | None) -> M:
        """The model with its parent, which the reply leaves out."""
        return model
