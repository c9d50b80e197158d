"""Turns an error reply of this vendor into a typed error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from ...errors import printable
from ...transport.base import Request, Response
from ...transport.classify import by_status
from ..errors import (
    APIError,
    CloudConnexaError,
    ConflictError,
    Details,
    ResourceNotFoundError,
    ValidationError,
    translate,
)

ENTITY_MISSING_CODE = "9-11-6"
"""The vendor's code for "no such object". It comes with status 400, not 404 (seen for applications and DNS
records; taken to hold for the rest)."""

_MISSING = re.compile(r"not found|does not exist", re.IGNORECASE)
_NAMED = re.compile(r"\bID (\S+)", re.IGNORECASE)
# The reply for a name or range in use is not documented; these are the usual words, and 409 the usual status.
_TAKEN = re.compile(
    r"already (exists|in use|taken|used)|must be unique|is not unique|duplicate|overlap", re.IGNORECASE
)
_REFUSED_VALUE = frozenset({400, 406, 409, 413, 415, 422})
_LONGEST_MESSAGE = 600

# Known problems of users and their solutions, for any operation.
_KNOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"such access to the internet cannot be selected", re.IGNORECASE),
        "internet_access SPLIT_TUNNEL_OFF needs gateways_ids; a user group is only accepted as a whole.",
    ),
    (
        re.compile(r"device limit is exceeded", re.IGNORECASE),
        "The user has as many devices as max_device of the user group allows: raise it or delete a device.",
    ),
    (
        re.compile(r"owner's account", re.IGNORECASE),
        "The owner's email, role and status can only be changed in the portal; the owner cannot be deleted.",
    ),
    (
        re.compile(r"forbidden for non IPSEC", re.IGNORECASE),
        "A connector follows its network: only those in networks with tunneling_protocol IPSEC can start.",
    ),
    (
        re.compile(r"parameter is missing", re.IGNORECASE),
        "The vendor wants one value more; updates of users need the group, requests about devices the user.",
    ),
)


_NO_SUCH_ADDRESS = (
    "Check that the url is the tenant's own, https://<cloud id>.api.openvpn.com, that no proxy answers in "
    "its place, and, for a path of your own, that the vendor has it."
)
_DELETE = (
    "Nothing was deleted. What is built in stays; what is still used has to be taken out of what uses it "
    "first: gateways_ids of networks, hosts and user groups, access groups, the users of a user group."
)
_ACTION = "The vendor does not do this with the object as it is now; the message says why."
_QUESTION = "The vendor did not take the question; check the filters and the API version that was selected."


class Verb(Enum):
    """The kinds of requests that give a refusal different meanings."""

    LIST = "list"
    READ = "read"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    ACT = "act"


_VERBS = {
    "list": Verb.LIST,
    "detect": Verb.LIST,
    "get": Verb.READ,
    "create": Verb.CREATE,
    "delete": Verb.DELETE,
    "revoke_profile": Verb.DELETE,
    "update": Verb.UPDATE,
    "add_source": Verb.UPDATE,
    "add_destination": Verb.UPDATE,
}
_METHODS = {"GET": Verb.READ, "POST": Verb.CREATE, "PUT": Verb.UPDATE, "DELETE": Verb.DELETE}


def verb_of(request: Request) -> Verb:
    """The kind of a request, by its operation; by its method if no service sent it."""
    name = request.operation.rpartition(".")[2]
    if name == "execute_request":
        return _METHODS.get(request.method, Verb.ACT)
    return _VERBS.get(name, Verb.ACT)


def advice(kind: type[CloudConnexaError], request: Request, message: str) -> str | None:
    """What a person can do about a refusal; None if the class of the error says it.

    Args:
        kind: The error.
        request: What was being done.
        message: The vendor's words.
    """
    verb = verb_of(request)
    known = next((hint for pattern, hint in _KNOWN if pattern.search(message)), None)
    if known:
        return known
    if issubclass(kind, ResourceNotFoundError):
        return None if _names_an_object(request) else _NO_SUCH_ADDRESS
    if not issubclass(kind, ValidationError):
        return None
    if verb is Verb.DELETE:
        return _DELETE
    if verb is Verb.ACT:
        return _ACTION
    return _QUESTION if verb in {Verb.LIST, Verb.READ} else None


def classify(response: Response) -> CloudConnexaError | None:
    """The error for an answer, or None for a success."""
    if response.status < 300:
        return None
    message, code, details = _read(response)
    general = by_status(response)
    if general is not None:
        error = translate(general)
        if message:
            error.message = f"{error.message}: {message}"
        error.code, error.details = code or error.code, details
        if response.status == 503 and error.retry_after is None:
            # It is not documented whether the vendor, or a proxy, sends this only before it has done
            # anything. A reply that names a time is a deliberate refusal.
            error.effect_unknown = True
        return error
    kind: type[CloudConnexaError]
    request = response.request
    if response.status == 404 or (response.status == 400 and _says_missing(response, message, code)):
        kind = ResourceNotFoundError
        message = message or (
            "There is no such object"
            if _names_an_object(request)
            else "Nothing at the server answers to this address"
        )
    elif response.status == 409 or (response.status in _REFUSED_VALUE and _TAKEN.search(message)):
        kind = ConflictError
        message = message or "Another object stands in the way"
    elif response.status in _REFUSED_VALUE:
        kind = ValidationError
        message = message or "The vendor refused a value without saying which"
    else:
        kind = APIError
        message = message or "The vendor refused the request"
    return kind(
        message, code=code, details=details, hint=advice(kind, request, message), status=response.status
    )


def may_mean_missing(error: CloudConnexaError) -> bool:
    """Whether an update may have been refused because the object, or one that it refers to, is missing."""
    return (
        isinstance(error, ResourceNotFoundError)
        or error.code == ENTITY_MISSING_CODE
        or bool(_MISSING.search(error.message))
    )


def _says_missing(response: Response, message: str, code: str | None) -> bool:
    if code != ENTITY_MISSING_CODE and not _MISSING.search(message):
        return False
    request = response.request
    verb = verb_of(request)
    if verb in {Verb.CREATE, Verb.LIST} or request.operation == "execute_request":
        return False
    if verb is not Verb.UPDATE:
        return True
    # The missing object may be another one, from the body.
    named = _NAMED.search(message)
    return named is not None and named[1] in request.url.split("/")


def _names_an_object(request: Request) -> bool:
    """Whether its path ends in an object's id, as far as known; otherwise the path itself is missing."""
    service, _, name = request.operation.rpartition(".")
    known = service != "settings" and name != "execute_request"
    return known and verb_of(request) not in {Verb.LIST, Verb.CREATE}


def _read(response: Response) -> tuple[str, str | None, Details]:
    try:
        payload = response.json()
    except (ValueError, RecursionError):
        return "", None, {}
    if not isinstance(payload, Mapping):
        return "", None, {}
    found: dict[str, list[str]] = {}
    code: str | None = None
    for place, entry in _entries(payload.get("errorDetails")):
        said = _fill(str(entry.get("message") or entry.get("errorCode") or ""), entry.get("params"))
        found.setdefault(printable(place), []).append(printable(said))
        code = code or (printable(str(entry["errorCode"])) if entry.get("errorCode") else None)
    texts = [f"{place}: {said}" for place, all_said in found.items() for said in all_said]
    general = payload.get("errorMessage") or (None if texts else payload.get("statusError"))
    if isinstance(general, str) and general:
        texts.insert(0, printable(general))
    details = {place: tuple(all_said) for place, all_said in found.items()}
    return "; ".join(texts)[:_LONGEST_MESSAGE], code, details


def _entries(details: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(details, Mapping):
        return
    for place, entries in details.items():
        for entry in entries if isinstance(entries, list) else [entries]:
            if isinstance(entry, Mapping):
                yield str(place), entry


def _fill(message: str, params: Any) -> str:
    # Messages may contain unfilled placeholders: "Length must be between {min} and {max}".
    if isinstance(params, Mapping):
        for name, value in params.items():
            message = message.replace("{" + str(name) + "}", str(value))
    return message
