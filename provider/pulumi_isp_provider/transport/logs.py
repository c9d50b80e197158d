"""Log records without secrets.

A filter of :mod:`logging` works for its own logger and not for the loggers below it. So every module that
may log a server's answer or an address gets its logger from :func:`guarded_logger`.
"""

from __future__ import annotations

import logging
import threading
import traceback
import weakref
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Final, Protocol

BODIES: Final = 5
"""Log level, below DEBUG, for the bodies of requests and answers. They contain declared values."""

_STANDARD_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class Masker(Protocol):
    """Something that knows secrets, such as a :class:`~.redact.Redactor`."""

    def mask(self, text: str) -> str:
        """The text with every secret masked."""

    def mask_own(self, text: str) -> str:
        """A text of this program with every secret masked, unless it is one of the program's own words."""

    def value(self, value: object) -> object:
        """A plain value with every secret in it masked."""


class _Everybody:
    """All maskers of the process that are still in use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._maskers: weakref.WeakSet[Masker] = weakref.WeakSet()

    def add(self, masker: Masker) -> None:
        with self._lock:
            self._maskers.add(masker)

    def _all(self) -> list[Masker]:
        with self._lock:
            return list(self._maskers)

    def mask(self, text: str) -> str:
        for masker in self._all():
            text = masker.mask(text)
        return text

    def mask_own(self, text: str) -> str:
        for masker in self._all():
            text = masker.mask_own(text)
        return text

    def value(self, value: object) -> object:
        for masker in self._all():
            value = masker.value(value)
        return value


everybody = _Everybody()
"""Masks the secrets of all maskers in the process."""


def watch(masker: Masker) -> None:
    """Let guarded loggers mask the secrets of this masker, as long as it exists."""
    everybody.add(masker)


class RedactingFilter(logging.Filter):
    """Masks log records: the message, a traceback, and fields added with ``extra``.

    Put it on a logger, or on a handler for all records that the handler gets.

    Args:
        masker: Whose secrets to mask; None takes those of every redactor in the process.
    """

    def __init__(self, masker: Masker | None = None) -> None:
        super().__init__()
        self._masker = masker or everybody

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask a record in place; every record passes."""
        mask = self._masker.mask
        if isinstance(record.msg, Mapping) and not record.args:
            # An event of structlog; the formatter needs its parts.
            record.msg = self._masker.value(record.msg)
        else:
            record.msg, record.args = self._message(record), ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        # The exception itself may hold more than its text. Handlers get the text only.
        record.exc_info = None
        if record.exc_text:
            record.exc_text = mask(record.exc_text)
        if record.stack_info:
            record.stack_info = mask(record.stack_info)
        for name in set(vars(record)) - _STANDARD_FIELDS:
            vars(record)[name] = self._masker.value(vars(record)[name])
        return True

    def _message(self, record: logging.LogRecord) -> str:
        """The record's text: a template of this program, and values that may come from anywhere."""
        masker, template, values = self._masker, str(record.msg), record.args
        try:
            whole = record.getMessage()
        except (TypeError, ValueError, KeyError):
            return masker.mask(f"{template} {values!r}")
        if isinstance(values, tuple) and all(isinstance(value, (str, int, float)) for value in values):
            try:
                return masker.mask_own(template % tuple(map(masker.value, values)) if values else template)
            except (TypeError, ValueError):  # a number that had to be masked
                pass
        return masker.mask(whole)


def structlog_processor(
    masker: Masker | None = None,
) -> Callable[[Any, str, MutableMapping[str, Any]], MutableMapping[str, Any]]:
    """A structlog processor that masks all values of an event. Put it after those that format exceptions.

    Args:
        masker: Whose secrets to mask; None takes those of every redactor in the process.
    """
    masker = masker or everybody

    def processor(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: masker.value(value) for key, value in event.items()}

    return processor


def guarded_logger(name: str) -> logging.Logger:
    """The logger of that name. It masks the secrets of every redactor in the process."""
    logger = logging.getLogger(name)
    if not any(isinstance(each, RedactingFilter) for each in logger.filters):
        logger.addFilter(RedactingFilter())
    return logger
