"""The client's logger: structured, with context, without secrets, through the standard library."""

from __future__ import annotations

import logging
from typing import cast

import structlog

from ...transport.logs import structlog_processor
from ...transport.redact import Redactor

Logger = structlog.stdlib.BoundLogger

_logger = logging.getLogger("pulumi_isp_provider.calix")


def logger(redactor: Redactor, **context: object) -> Logger:
    """A logger that writes ``event key=value ...`` to the logger of this package.

    It configures nothing for the whole process and prints nothing. To see the lines, set up :mod:`logging`.
    """
    wrapped = structlog.wrap_logger(
        _logger,
        wrapper_class=structlog.stdlib.BoundLogger,
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog_processor(redactor),
            structlog.processors.KeyValueRenderer(key_order=["event", "level"], drop_missing=True),
        ],
    )
    return cast("Logger", wrapped.bind(**context))
