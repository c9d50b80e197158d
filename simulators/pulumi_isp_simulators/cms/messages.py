"""The refusals of the CMS and the E7, as one table.

A sentence seen on the wire is marked ``CAPTURED``. If a client's code reveals a part of it, it is marked
``SUBSTRING`` and contains that part. All others are ``ASSUMED``. After a new capture only an entry here has
to change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Certainty(Enum):
    """How sure a text is."""

    CAPTURED = "seen verbatim in a dump of real traffic"
    SUBSTRING = "contains what clients look for"
    ASSUMED = "our choice; nothing public is known"


class Origin(Enum):
    """Who refuses: the CMS or the E7. They print refusals differently."""

    CMS = "cms"
    E7 = "e7"


@dataclass(frozen=True)
class Message:
    """One refusal.

    Attributes:
        text: The sentence, with ``{}`` fields.
        origin: Who says it.
        certainty: How sure the sentence is.
        tag: The ``error-tag``. Only the CMS's own, with its space, has been seen.
    """

    text: str
    origin: Origin = Origin.E7
    certainty: Certainty = Certainty.ASSUMED
    tag: str = "operation failed"


MESSAGES: Final[dict[str, Message]] = {
    "session": Message("session not exist, SESSION ID REQUIRED.", Origin.CMS, Certainty.CAPTURED),
    "malformed": Message("The request is not a valid XML message: {reason}", Origin.CMS),
    "too-large": Message("The request is larger than {limit} bytes", Origin.CMS),
    "no-operation": Message("The request holds no operation that is known", Origin.CMS),
    "node-unknown": Message("Node {node} not found", Origin.CMS),
    "node-offline": Message("Node {node} is not connected", Origin.CMS),
    "attr-list": Message("unknown attribute {name} in attr-list", certainty=Certainty.CAPTURED),
    "attr-filter": Message("unknown attribute {name} in attr-filter"),
    "unknown-argument": Message("unknown argument {name} in action-args"),
    "unknown-element": Message("unknown attribute {name}"),
    "unknown-type": Message("unknown object type {type}"),
    "unknown-child": Message("{parent} has no children of type {type}"),
    "unknown-action": Message("unknown action {name}"),
    "decode-id": Message("Unable to decode XML ID", certainty=Certainty.SUBSTRING),
    "bad-value": Message("Internal Error: invalid value for {name}", certainty=Certainty.SUBSTRING),
    "missing-value": Message("Internal Error: {name} is required", certainty=Certainty.SUBSTRING),
    "exists": Message("{object} already exists", certainty=Certainty.SUBSTRING),
    "missing": Message("{object} not found", certainty=Certainty.SUBSTRING),
    "not-allowed": Message("{operation} is not allowed on {object}"),
    "no-free-id": Message("no free {object} id"),
    "in-use": Message("{object} has {what}; use force to delete it"),
    "no-profile": Message("{type} {id} not found"),
    "profile-in-use": Message("ontprof cannot be changed while the ONT has services"),
    "role-in-use": Message("role cannot be changed while the port has Ethernet services"),
    "linked-pon": Message("Internal Error: linked-pon can only be cleared"),
    "serno-linked": Message("serno cannot be changed while the ONT is linked; unlink it first"),
    "reserved-vlan": Message("VLAN {vlan} is reserved"),
}
"""Every refusal of an ``rpc``, by the name that the code uses."""


class Refused(Exception):
    """An ``rpc`` is refused; becomes an ``rpc-error``."""

    def __init__(self, which: str, /, **fields: object) -> None:
        self.message = MESSAGES[which]
        super().__init__(self.message.text.format(**fields))


RESULT_OK: Final = 0
RESULT_LOGOUT_REFUSED: Final = 2
RESULT_LOGIN_REFUSED: Final = 6
RESULT_TOO_MANY_SESSIONS: Final = 7
"""ASSUMED: another code for a login at the limit is likely, but it is not known."""

RESULT_MESSAGES: Final[dict[int, str]] = {
    RESULT_LOGOUT_REFUSED: "logout failed: the session id or the user name is wrong",
    RESULT_LOGIN_REFUSED: "login failed: the user name or the password is wrong",
    RESULT_TOO_MANY_SESSIONS: "login failed: too many sessions",
}
"""``ResultMessage`` by ``ResultCode``. ASSUMED: clients read the element, but no text is known."""

OBJECT_NAMES: Final[dict[str, str]] = {"Ont": "ONT"}
"""How a sentence names a type. Clients look for "ONT already exists" and "ONT not found"."""


def object_name(type_name: str) -> str:
    """The name of a type in error texts."""
    return OBJECT_NAMES.get(type_name, type_name)
