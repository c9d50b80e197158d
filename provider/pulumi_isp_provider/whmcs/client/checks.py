"""Checks of arguments, before anything is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, get_args
from urllib.parse import urlsplit

from ...core.answers import Record
from ...core.settings import check_url, has_control_characters
from ...transport.http import MAX_TIMEOUT
from ..errors import WhmcsDataError, WhmcsValidationError
from . import actions, services
from .connection import Login

LOGINS: tuple[str, ...] = get_args(Login)
"""The kinds of login."""

_SHOWN = 5
"""Maximum number of rows in a message."""


def required_id(value: object, name: str) -> int:
    """An id that must be given.

    Raises:
        WhmcsValidationError: It is not an id.
    """
    try:
        return actions.whole_number(value)
    except ValueError as error:
        raise WhmcsValidationError(f"{name}: {error}") from None


def service_states(status: Collection[str] | None) -> frozenset[str]:
    """Service states in their official spelling; None means all of them.

    Raises:
        WhmcsValidationError: One does not exist, or the list is empty. It would match nothing, and an empty
            result looks like "no customers".
    """
    if status is None:
        return frozenset(services.STATUSES)
    check = actions.one_of(services.STATUSES)
    try:
        states = frozenset(check(one) for one in ([status] if isinstance(status, str) else status))
    except ValueError as error:
        raise WhmcsValidationError(f"status: {error}") from None
    if not states:
        raise WhmcsValidationError("status: must hold at least one status; None stands for all of them")
    return states


def known_states(found: Iterable[services.Service]) -> None:
    """Check that services are in a known state.

    Raises:
        WhmcsDataError: One is not. A program that asks by state would miss it.
    """
    odd = [service for service in found if not service.has_known_status]
    if not odd:
        return
    shown = [f"service {each.id} (client {each.client_id}): {each.status!r}" for each in odd[:_SHOWN]]
    if len(odd) > _SHOWN:
        shown.append(f"and {len(odd) - _SHOWN} more")
    raise WhmcsDataError(
        f"WHMCS has services with an unknown status; known are {', '.join(services.STATUSES)}, but "
        f"{'; '.join(shown)}",
        hint="Correct it in the WHMCS admin area. To get such services too, set allow_unknown_status=True in "
        "the program.",
        operation=actions.CLIENT_SERVICES.name,
    )


def nothing_there(action: actions.Action[Any], rows: str) -> WhmcsDataError:
    """The error for an empty list that should never be empty: perhaps the wrong or a broken database.

    Args:
        action: The action.
        rows: What it lists, in the singular, such as ``service``.
    """
    return WhmcsDataError(
        f"WHMCS has no {rows}, in any status. If that is wrong, all that was made for them would be deleted",
        hint="If there is really none, set allow_empty=True in the program. Otherwise check that whmcs:url "
        "names the right WHMCS, and that its database is complete.",
        operation=action.name,
    )


def personal_fields(names: Collection[str], kind: type[Record], *more: str) -> frozenset[str]:
    """Check names of personal fields of a record.

    Raises:
        WhmcsValidationError: One does not exist.
    """
    chosen = frozenset([names] if isinstance(names, str) else names)
    known = (*kind.fields, *more)
    if unknown := sorted(chosen.difference(known)):
        raise WhmcsValidationError(
            f"personal: {', '.join(unknown)} cannot be asked for here; there are: {', '.join(known)}"
        )
    return chosen


def url_problems(url: str, key: str) -> list[str]:
    """Problems with the address of the API.

    Args:
        url: The address.
        key: Name of the setting or argument.
    """
    if "?" in url or "#" in url:
        # WHMCS accepts an access key there, but addresses end up in logs.
        return [f"{key} must end with the path; an access key has a setting of its own (whmcs:accessKey)"]
    return check_url(url, key)


def client_arguments(
    *,
    url: str,
    identifier: str,
    secret: str,
    access_key: object,
    timeout: float,
    cache_ttl: float,
    page_size: int,
    login: str,
) -> None:
    """Check the arguments of a client.

    Raises:
        WhmcsValidationError: Arguments are missing or not allowed; it names all of them.
    """
    credentials = (("api_identifier", identifier), ("api_secret", secret))
    problems = [
        f"{name} is missing" for name, value in (("api_url", url), *credentials) if not _is_text(value)
    ]
    if access_key is not None and not isinstance(access_key, str):
        problems.append("access_key must be text")
    problems += [
        f"{name} must not hold a line break or another control character"
        for name, value in (*credentials, ("access_key", access_key))
        if isinstance(value, str) and has_control_characters(value)
    ]
    if _is_text(url):
        problems += url_problems(url.strip(), "api_url")
    if not _is_number(timeout, 0.001) or timeout > MAX_TIMEOUT:
        problems.append(f"timeout must be a number of seconds from 0.001 to {MAX_TIMEOUT}")
    if not _is_number(cache_ttl, 0):
        problems.append("cache_ttl must be a number of seconds, 0 or more")
    if not _is_number(page_size, 1) or not isinstance(page_size, int):
        problems.append("page_size must be a whole number, 1 or more")
    if login not in LOGINS:
        problems.append(f"login must be {' or '.join(LOGINS)}")
    if problems:
        raise WhmcsValidationError("WhmcsClient: " + "; ".join(problems))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: object, least: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= least


def endpoint(url: str) -> str:
    """The address of ``api.php`` for the address that a user gave."""
    url = url.strip().rstrip("/")
    return url if urlsplit(url).path.endswith(".php") else f"{url}/includes/api.php"
