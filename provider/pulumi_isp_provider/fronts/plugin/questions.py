"""Data sources for programs in any language, as the engine's functions."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any, Final

from pulumi.runtime.proto import provider_pb2 as wire

from ...catalogue import ASKED, asked_of
from ...core.asking import Asking
from ...core.declarations import connection_of
from ...core.names import instead
from ...core.questions import Question
from ...errors import ValidationError
from ..process import REGISTRY
from ..urns import PACKAGE
from . import values

_asked: Final = functools.cache(asked_of)


def token_of(vendor: str, question: Question) -> str:
    """The engine's name of a data source: ``isp:calix:getOnt``."""
    return f"{PACKAGE}:{vendor}:{re.sub('_(.)', lambda found: found[1].upper(), question.name)}"


class Questions:
    """Answers to questions, in one run."""

    def __init__(self) -> None:
        self._asking: dict[str, Asking[Any, Any]] = {}

    def begin(self) -> None:
        """Forget the answers of an earlier run, and log out."""
        for each in self._asking.values():
            each.close()
        self._asking = {}

    def answer(self, request: wire.InvokeRequest) -> wire.InvokeResponse:
        """Answer one.

        Raises:
            IspError: Settings are missing, there was no answer, or it is a refusal.
        """
        vendor, question = _question(request.tok)
        given = values.read(request.args)
        REGISTRY.hide(str(given.plain[name]) for name in given.secrets)
        names = {*question.arguments, "connection"}
        failures = [
            wire.CheckFailure(property=name, reason=f"is not an argument; {instead(name, names)}")
            for name in given.plain
            if name not in names
        ]
        if failures:
            return wire.InvokeResponse(failures=failures)
        arguments = {
            name: each.default if given.plain.get(name) is None else given.plain[name]
            for name, each in question.arguments.items()
        }
        settings = REGISTRY.settings(vendor, connection_of(given.plain))
        found = self._of(vendor).ask(settings, lambda source: question.answer(source, **arguments))
        answer = found if question.many is None else {question.many: found}
        return wire.InvokeResponse(**{"return": values.written(answer, ())})

    def _of(self, vendor: str) -> Asking[Any, Any]:
        return self._asking.setdefault(vendor, Asking(_asked(vendor)))


@functools.cache
def _by_token(vendor: str) -> Mapping[str, Question]:
    return {token_of(vendor, each): each for each in _asked(vendor).questions.values()}


def _question(token: str) -> tuple[str, Question]:
    vendor = token.split(":")[1]
    if vendor in ASKED and token in (questions := _by_token(vendor)):
        return vendor, questions[token]
    raise ValidationError(
        f"There is no function {token}",
        hint="Compare it with the package's schema; WHMCS's data sources are Python's alone.",
    )
