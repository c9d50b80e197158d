"""The core of the client: sends one request to one node and reads the reply."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from typing import Any

from lxml import etree

from ....errors import IspError
from ....transport.base import Request, Response, Transport
from ....transport.circuit_breaker import CircuitBreaker
from ....transport.classify import Classify, by_status, first_of
from ....transport.clock import Clock
from ....transport.meeting import Meeting
from ....transport.redact import Redactor, redacted
from ....transport.retry import RetryPolicy
from ....transport.slots import Slots
from ....transport.stack import build
from ....transport.turns import Turns
from ...errors import (
    CalixError,
    MalformedReplyError,
    OperationError,
    SessionExpiredError,
    in_calix_words,
)
from ..config import PORT, Config
from ..custom_transport import End, HTTPTransport
from ..logs import logger
from ..threads.per_node import PerNode
from . import replies, rpc
from .answers import check_node
from .keep_alive import KeepAlive
from .refusals import refusal
from .rpc import Read
from .session import XML_HEADERS, XML_PATH, Session, charset
from .wire import SYSTEM, ObjectRef, RpcError, RpcReply

TURN_SECONDS = 0.2
"""How long a run keeps a node that it has requests for, before another one that waits gets its turn."""


class Cms:
    """A CMS: sends requests for its nodes over one session.

    Safe under threads. Each node gets one request at a time (or as many as configured), in the order of the
    calls, and from one process at a time. Different nodes are served at the same time.

    Args:
        config: Address, credentials, limits.
        http: The last transport of the chain; None makes one from the configuration.
        clock: Time for the waits between retries.
    """

    def __init__(self, config: Config, *, http: Transport | None = None, clock: Clock | None = None) -> None:
        self.config = config
        self.redactor = Redactor(config.credentials.password)
        self.logger = logger(self.redactor, cms=config.connection.host)
        self.clock = clock or Clock()
        self.end = End(http or HTTPTransport(config))
        self.breaker = CircuitBreaker(clock=self.clock)
        classify = first_of(_session_gone, by_status, not_200("XML", PORT))
        authentication = build(
            self.end,
            classify=classify,
            translate=in_calix_words,
            breaker=self.breaker,
            retry=RetryPolicy(max_retries=2),
            redactor=self.redactor,
            clock=self.clock,
        )
        self.session = Session(config, authentication, self.redactor, self.logger, self.clock)
        self._chain = build(
            self.end,
            classify=classify,
            translate=in_calix_words,
            authenticator=self.session.authenticator,
            breaker=self.breaker,
            retry=RetryPolicy(),
            redactor=self.redactor,
            clock=self.clock,
        )
        self._gates = PerNode(lambda _: Slots(config.performance.node_concurrency))
        self._turns = PerNode(self._turns_of)
        self._writers = PerNode(lambda _: Slots(1))
        self._message_ids = itertools.count(1)
        self._keep_alive = KeepAlive(config.connection.keep_alive, self._touch)

    def writing(self, node: str) -> Slots:
        """The lock of a node's writers, held for a write and its look-ups."""
        return self._writers[node]

    def call(
        self,
        node: str,
        operation: str,
        body: etree._Element,
        *,
        subject: ObjectRef,
        references: Sequence[ObjectRef] = (),
        is_new: bool = False,
        repeatable: bool = True,
        hint: str | None = None,
    ) -> RpcReply:
        """Send one operation to a node and read its result.

        Args:
            node: Node name of the E7.
            operation: Name for logs and errors, such as ``onts.create``.
            body: The operation.
            subject: The object that it works on.
            references: Objects that the object shall refer to.
            is_new: The operation creates the object.
            repeatable: It may be sent again even if its effect is not known.
            hint: What a person can do if the E7 refuses.

        Raises:
            CalixError: No answer, or the operation failed.
        """
        place: dict[str, Any] = {"node": node, "operation": operation, "object": str(subject)}
        request = Request(
            method="POST",
            url=self.config.connection.url.rstrip("/") + XML_PATH,
            operation=operation,
            headers=XML_HEADERS,
            body=rpc.envelope(
                body,
                node=node,
                username=self.config.credentials.username,
                session=self.session.placeholder,
                message_id=next(self._message_ids),
            ),
            repeatable=repeatable,
        )
        with self._gates[node], self.session.place, self._turns[node]:
            started = time.monotonic()
            try:
                response = self._chain.send(request)
                with redacted(self.redactor):  # the error may quote the body, secrets included
                    reply = replies.read_rpc_reply(response.body, charset(response))
                    check_node(node, reply.node)
            except IspError as error:
                raise in_calix_words(error, **place) from None
            self._keep_alive.heard_of(node)
            self.logger.debug("answered", seconds=round(time.monotonic() - started, 3), **place)
        warnings = "; ".join(self.redactor.mask(str(warning)) for warning in reply.warnings)
        if warnings:
            self.logger.warning("the E7 warns", warning=warnings, **place)
        if reply.errors:
            problems = [
                RpcError(each.type, each.tag, each.severity, self.redactor.mask(each.message))
                for each in reply.errors
            ]
            raise refusal(
                problems,
                subject=subject,
                references=references,
                is_new=is_new,
                hint=hint,
                node=node,
                operation=operation,
            )
        if not reply.is_success and warnings:
            raise MalformedReplyError(
                f"the CMS answered with a warning and without a result: {warnings}",
                hint="Look in the CMS whether it took effect: the answer does not say.",
                cms_message=warnings,
                **place,
            )
        if not reply.is_success:
            raise MalformedReplyError("the CMS answered with neither a result nor an error", **place)
        return reply

    def _turns_of(self, node: str) -> Turns:
        """The turns that processes take at a node: no two have requests in flight to it."""
        cms = self.config.connection.url.rstrip("/").lower()
        return Turns(Meeting("node", cms, node), node, seconds=TURN_SECONDS)

    def _touch(self, node: str) -> bool:
        """A small read that keeps the session alive; False if there is no session."""
        if self.session.is_open:
            self.call(node, "session.keep_alive", rpc.read(Read.CONFIG, SYSTEM), subject=SYSTEM)
        return self.session.is_open

    def close(self) -> None:
        """Log out and close the connections."""
        self._keep_alive.stop()
        self.session.close()
        self.end.close()


def _session_gone(response: Response) -> CalixError | None:
    """A CMS answers status 200 if it does not know the session. Then nothing was done."""
    if b"session" not in response.body.lower():
        return None
    try:
        reply = replies.read_rpc_reply(response.body, charset(response))
    except MalformedReplyError:
        return None
    error = refusal(reply.errors) if reply.errors else None
    return error if isinstance(error, SessionExpiredError) else None


def not_200(interface: str, port: int) -> Classify:
    """Any other status is an error: a CMS answers 200 to everything that it understands, also to refuse it.

    Args:
        interface: Name of the interface, for the hint.
        port: Where it usually listens.
    """

    def classify(response: Response) -> CalixError | None:
        if response.status == 200:
            return None
        return OperationError(
            f"the CMS answered with HTTP status {response.status}",
            hint=f"Check the address and the port: the {interface} interface usually listens on {port}.",
        )

    return classify
