"""Access groups: additional requests that change one side of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import ResourceNotFoundError
from ..api.schema import Body
from ..api.shapes.access import DestinationBody, SourceBody
from ..models import AccessGroup, AccessItem
from .crud import Service


class AccessGroupService(Service[AccessGroup]):
    """Access groups."""

    def add_source(self, id_: str, item: Mapping[str, Any] | AccessItem, /) -> AccessGroup:
        """Add to those who may reach.

        Args:
            id_: Id of the access group.
            item: ``type``, ``all_covered``, ``parent`` and ``children``, or a model.

        Returns:
            The whole group as it stands now.

        Raises:
            ResourceNotFoundError: There is no such group.
            ValidationError: A value was refused.
        """
        return self._add(id_, "source", SourceBody(), item)

    def add_destination(self, id_: str, item: Mapping[str, Any] | AccessItem, /) -> AccessGroup:
        """Add to what may be reached; see :meth:`add_source`."""
        return self._add(id_, "destination", DestinationBody(), item)

    def remove_source(
        self, id_: str, type_: str, /, *, parent_id: str | None = None, child_id: str | None = None
    ) -> AccessGroup:
        """Take away from those who may reach.

        Args:
            id_: Id of the access group.
            type_: Type of the item.
            parent_id: Its parent; None for an item that covers all of its type.
            child_id: One child; None takes the whole item away.

        Returns:
            The whole group as it stands now.

        Raises:
            ResourceNotFoundError: There is no such group.
            ValidationError: A value was refused.
        """
        return self._remove(id_, "source", type_, parent_id, child_id)

    def remove_destination(
        self, id_: str, type_: str, /, *, parent_id: str | None = None, child_id: str | None = None
    ) -> AccessGroup:
        """Take away from what may be reached; see :meth:`remove_source`."""
        return self._remove(id_, "destination", type_, parent_id, child_id)

    def _add(self, id_: str, side: str, shape: Body, item: Mapping[str, Any] | AccessItem) -> AccessGroup:
        with self._gateway.reporting():
            path = f"/{self._segment(id_)}/{side}"
            verb = f"add_{side}"
            body = shape.draft(item) if isinstance(item, AccessItem) else self._checked(shape, item, verb)
            with self._writing():
                # It is not known whether the vendor accepts the same item twice, so it is not retried
                # blindly.
                group = self._parse(self._send(verb, "POST", path, json=body, repeatable=False))
            self._learn(group)
            return group

    def _remove(
        self, id_: str, side: str, type_: str, parent_id: str | None, child_id: str | None
    ) -> AccessGroup:
        named = {"type": type_, "parentId": parent_id, "childId": child_id}
        with self._gateway.reporting():
            path = f"/{self._segment(id_)}/{side}"
            params = {name: value for name, value in named.items() if value is not None}
            with self._writing():
                try:
                    group = self._parse(self._send(f"remove_{side}", "DELETE", path, params))
                except ResourceNotFoundError as error:
                    # Our own first request may have removed it; then the group still exists.
                    standing = self._fetch(id_) if error.earlier_effect_unknown else None
                    if standing is None:
                        raise
                    group = standing
            self._learn(group)
            return group
