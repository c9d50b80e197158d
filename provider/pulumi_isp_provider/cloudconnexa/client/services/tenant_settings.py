"""The tenant's settings: values that are always there, read and replaced one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from marshmallow import ValidationError as ShapeError

from ....core.names import instead
from ....transport.base import Response
from ...errors import APIError, ResourceNotFoundError, ValidationError
from ..api.base import Api
from ..api.schema import Reply, complaints
from ..api.settings import Setting
from ..gateway import Gateway, malformed, read_json, read_text
from ..models import Part
from ..snapshots import CollectionSnapshot, Life

_WORD = re.compile(r"[\w.-]*")
"""A word, a region or a domain. Anything else in an answer of bare text is a page of somebody in between."""

Value = bool | int | str | tuple[str, ...] | Part | None
"""A switch, a number, a word, a list of words, or an object of :mod:`..models`; None where nothing is set."""


class SettingsService:
    """Reads and writes the settings that a release of the API has.

    Args:
        gateway: Sends requests.
        release: The release.
        life: For how long a value is good that :meth:`held` has read.
    """

    def __init__(self, gateway: Gateway, release: Api, *, life: Life) -> None:
        self._gateway = gateway
        self._release = release.version
        self._settings = release.settings
        # The vendor lists none: each is asked for alone.
        self._held: Mapping[str, CollectionSnapshot[Value]] = {
            name: CollectionSnapshot(partial(self._load, name), life=life) for name in self._settings
        }

    def _load(self, name: str) -> list[tuple[str, Value]]:
        return [(name, self.get(name))]

    @property
    def names(self) -> tuple[str, ...]:
        """The settings that the release has."""
        return tuple(self._settings)

    def list(self) -> dict[str, Value]:
        """All settings by name: one request for each."""
        return {name: self.get(name) for name in self._settings}

    def get(self, name: str, /) -> Value:
        """The value of a setting.

        Raises:
            ValidationError: There is no such setting.
        """
        with self._gateway.reporting():
            setting = self._known(name)
            try:
                response = self._send("get", "GET", setting)
            except APIError as error:
                # An identity provider that is not set up answers with an error instead of nothing.
                if setting.read_only and isinstance(error, (ValidationError, ResourceNotFoundError)):
                    return None
                raise
            return self._value(setting, response)

    def held(self, name: str, /) -> Value:
        """The value of a setting, as it was read a short while ago or written by us since.

        Raises:
            ValidationError: There is no such setting.
        """
        with self._gateway.reporting():
            self._known(name)
        return self._held[name].get(name)

    def update(self, name: str, value: object, /) -> Value:
        """Replace the value of a setting.

        Args:
            name: Name of the setting.
            value: The new value; for an object its fields, or a model of :mod:`..models`.

        Returns:
            The value as the vendor has it now.

        Raises:
            ValidationError: There is no such setting, it cannot be written, or the value is not allowed.
        """
        with self._gateway.reporting():
            setting = self._known(name)
            wire = self._wire(name, setting, value)
            try:
                if setting.kind is str:
                    response = self._send("update", "PUT", setting, text=str(wire))
                else:
                    response = self._send("update", "PUT", setting, json=wire)
                now = self._value(setting, response)
            except BaseException:
                self._held[name].drop()
                raise
            self._held[name].put(name, now)
            return now

    def _send(
        self, verb: str, method: str, setting: Setting, *, json: Any = None, text: str | None = None
    ) -> Response:
        return self._gateway.send(
            f"settings.{verb}",
            method,
            f"/settings{setting.path}",
            json=json,
            text=text,
            stale_ok=verb == "get",
        )

    def _known(self, name: str) -> Setting:
        try:
            return self._settings[name]
        except KeyError:
            raise ValidationError(
                f"Release {self._release} has no setting {name!r}; {instead(name, self._settings)}"
            ) from None

    def _wire(self, name: str, setting: Setting, value: object) -> object:
        if setting.read_only:
            raise ValidationError(f"The setting {name} can only be read; set it in the portal")
        if isinstance(setting.kind, Reply):
            return self._object(name, setting, value)
        if setting.kind is list:
            if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
                return list(value)
            raise ValidationError(f"The setting {name} takes a list of texts")
        # bool is a kind of int in Python, but not to the vendor.
        if type(value) is not setting.kind:
            raise ValidationError(f"The setting {name} takes a value of type {setting.kind.__name__}")
        if setting.choices and value not in setting.choices:
            raise ValidationError(f"The setting {name} must be one of {', '.join(setting.choices)}")
        return value

    def _object(self, name: str, setting: Setting, value: object) -> object:
        body = setting.body
        if body is None or not isinstance(value, (Mapping, Part)):
            raise ValidationError(f"The setting {name} takes an object with its fields")
        if isinstance(value, Part):
            return body.draft(value)
        try:
            return body.load(value)
        except ShapeError as error:
            raise ValidationError(f"The setting {name}: {dict(complaints(error))}") from None

    def _value(self, setting: Setting, response: Response) -> Value:
        if setting.kind is str:
            text = read_text(response)
            if not _WORD.fullmatch(text) or (setting.choices and not text):
                raise malformed(response, "The answer is not the value of this setting")
            return text
        payload = read_json(response) if response.body.strip() else None
        if isinstance(setting.kind, Reply):
            return self._read_object(setting.kind, response, payload)
        if setting.kind is list and isinstance(payload, list) and all(isinstance(x, str) for x in payload):
            return tuple(payload)
        if type(payload) is setting.kind and isinstance(payload, (bool, int)):
            return payload
        raise malformed(response, "The answer is not the value of this setting")

    def _read_object(self, reply: Reply, response: Response, payload: Any) -> Part | None:
        if payload is None or (isinstance(payload, Mapping) and "statusError" in payload):
            return None
        try:
            part = reply.load(payload)
        except ShapeError:
            raise malformed(response, "The answer is not the value of this setting") from None
        return part if isinstance(part, Part) else None
