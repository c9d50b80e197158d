"""How this vendor says no: from an answer to a typed error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import printable
from ..transport.base import Response
from ..transport.classify import by_status
from .errors import (
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
# What a taken name or range is answered with is not documented; these are the usual words, and 409 the usual
# status.
_TAKEN = re.compile(
    r"already (exists|in use|taken|used)|must be unique|is not unique|duplicate|overlap", re.IGNORECASE
)
_REFUSED_VALUE = frozenset({400, 406, 409, 413, 415, 422})
_LONGEST_MESSAGE = 600

# What people have run into, and what helped.
_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
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


def classify(response: Response) -> CloudConnexaError | None:
    """The error that an answer stands for, or None for a success."""
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
            # Whether the vendor, or a proxy before it, says so only before it has begun is not documented.
            # Who names a time has refused on purpose.
            error.effect_unknown = True
        return error
    kind: type[CloudConnexaError]
    if response.status == 404 or (response.status == 400 and _says_missing(response, message, code)):
        kind = ResourceNotFoundError
        message = message or "There is no such object"
    elif response.status == 409 or (response.status in _REFUSED_VALUE and _TAKEN.search(message)):
        kind = ConflictError
        message = message or "Another object stands in the way"
    elif response.status in _REFUSED_VALUE:
        kind = ValidationError
        message = message or "The vendor refused a value without saying which"
    else:
        kind = APIError
        message = message or "The vendor refused the request"
    hint = next((hint for pattern, hint in _HINTS if pattern.search(message)), None)
    return kind(message, code=code, details=details, hint=hint, status=response.status)


def may_mean_missing(error: CloudConnexaError) -> bool:
    """An update was refused because something is missing: the object itself, or one that it names?"""
    return (
        isinstance(error, ResourceNotFoundError)
        or error.code == ENTITY_MISSING_CODE
        or bool(_MISSING.search(error.message))
    )


def _says_missing(response: Response, message: str, code: str | None) -> bool:
    if code != ENTITY_MISSING_CODE and not _MISSING.search(message):
        return False
    verb = response.request.operation.rpartition(".")[2]
    if verb in {"create", "list", "execute_request"}:
        return False
    if not verb.startswith(("update", "add_")):
        return True
    # What is missing may be another object, named in the body.
    named = _NAMED.search(message)
    return named is not None and named[1] in response.request.url.split("/")


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
    # Messages come with placeholders left in them: "Length must be between {min} and {max}".
    if isinstance(params, Mapping):
        for name, value in params.items():
            message = message.replace("{" + str(name) + "}", str(value))
    return message
