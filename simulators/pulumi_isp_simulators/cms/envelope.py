"""The SOAP envelope: reads requests, and writes the two wrappers of replies.

Requests may have any SOAP namespace and prefix, and attributes in any order. Replies to ``auth`` come without
a prefix, replies to ``rpc`` with ``soapenv:``; clients rely on both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .messages import RESULT_MESSAGES, RESULT_OK, Origin, Refused
from .options import CmsOptions
from .xmlio import Element, RefusedXml, escape, leaf, parse, tag


@dataclass(frozen=True)
class Login:
    """A request for a session."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Logout:
    """A request to end a session."""

    username: str
    session_id: str


@dataclass(frozen=True)
class Rpc:
    """A request to a node.

    Attributes:
        attributes: Of the ``rpc`` element: message-id, nodename, username, sessionid, timeout.
        verb: The operation: get, get-config, edit-config or action; None if there is none.
    """

    attributes: Mapping[str, str]
    verb: Element | None


@dataclass(frozen=True)
class Unreadable:
    """A body that is not a request."""

    refusal: Refused


Call = Login | Logout | Rpc | Unreadable

VERBS = ("get", "get-config", "edit-config", "action")


def read_call(body: bytes, limit: int) -> Call:
    """Read a request body."""
    if len(body) > limit:
        return Unreadable(Refused("too-large", limit=limit))
    try:
        envelope = parse(body)
    except RefusedXml as error:
        return Unreadable(Refused("malformed", reason=error))
    soap_body = envelope.child("Body") if envelope.name == "Envelope" else None
    if soap_body is None:
        return Unreadable(Refused("malformed", reason="no SOAP envelope"))
    rpc = soap_body.child("rpc")
    if rpc is not None:
        verb = next((child for child in rpc.children if child.name in VERBS), None)
        return Rpc(rpc.attributes, verb)
    login = soap_body.path("auth", "login")
    if login is not None:
        password = login.child("Password")
        # Trimmed like every text: one known client indents its requests.
        return Login(login.text_of("UserName"), "" if password is None else password.value)
    logout = soap_body.path("auth", "logout")
    if logout is not None:
        return Logout(logout.text_of("UserName"), logout.text_of("SessionId"))
    return Unreadable(Refused("no-operation"))


def auth_reply(options: CmsOptions, code: int, session_id: int | str | None = None) -> str:
    """The answer to a login or logout."""
    content = leaf("ResultCode", str(code))
    if code != RESULT_OK:
        content += leaf("ResultMessage", RESULT_MESSAGES[code])
    if session_id is not None:
        content += leaf("SessionId", str(session_id))
    if options.auth_namespace is None:
        return tag("Envelope", tag("Body", tag("auth-reply", content)))
    reply = tag("auth-reply", content, xmlns="")
    return tag("Envelope", tag("Body", reply), xmlns=options.auth_namespace)


def rpc_head(options: CmsOptions, attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes of the ``rpc-reply`` to a request, in order."""
    names = ["message-id", "nodename"]
    head: dict[str, str] = {}
    if options.relay_attributes:
        head["length"] = "000000"
        names.append("timeout")
    head.update({name: attributes[name] for name in names if name in attributes})
    return head


def rpc_reply(options: CmsOptions, head: Mapping[str, str], body: str) -> str:
    """The answer to an ``rpc``."""
    reply = tag("rpc-reply", body, **head)
    if "length" in head:
        reply = tag("rpc-reply", body, **{**head, "length": f"{len(reply):06d}"})
    return (
        f'<soapenv:Envelope xmlns:soapenv="{escape(options.soap_namespace)}">'
        f"<soapenv:Body>{reply}</soapenv:Body></soapenv:Envelope>"
    )


def rpc_error(options: CmsOptions, refusal: Refused) -> str:
    """The body of a refusal. The E7's own messages carry an attribute, the CMS's do not."""
    language = options.error_language if refusal.message.origin is Origin.E7 else None
    attribute = "" if language is None else f' xml:lang="{escape(language)}"'
    return tag(
        "rpc-error",
        leaf("error-type", "application")
        + leaf("error-tag", refusal.message.tag)
        + leaf("error-severity", "error")
        + f"<error-message{attribute}>{escape(str(refusal))}</error-message>",
    )
