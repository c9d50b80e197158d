"""Where a service stores network data. WHMCS has no convention, so all of it is a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from .client import services
from .client.actions import one_of, whole_number, whole_numbers
from .errors import WhmcsValidationError

State = Literal["enabled", "disabled", "not_provisioned", "absent"]
"""Meanings of a status: in use, switched off, not provisioned yet, gone."""

Needed = Literal["ont_serial", "shelf", "port"]
"""Values that may be required."""

STATES: Mapping[str, State] = MappingProxyType(
    {
        "Pending": "not_provisioned",
        "Active": "enabled",
        "Suspended": "disabled",
        "Fraud": "disabled",
        "Terminated": "absent",
        "Cancelled": "absent",
        # WHMCS marks paid one-time products as completed; they stay in use.
        "Completed": "enabled",
    }
)
"""The default meaning of each status of a service."""


@dataclass(frozen=True, kw_only=True)
class SubscriberMapping:
    """Where the network data of a service is.

    A custom field is given by its name (in any case, without the part after ``|``) or by its id, which stays
    after renaming. None means "not in WHMCS".

    Attributes:
        ont_serial: Custom field with the ONT's serial number.
        shelf: Custom field with the shelf, that is the E7.
        port: Custom field with the port.
        address: Custom field with the address of the line. Default: the client's address.
        speed: Configurable option with the speed.
        required: What a service must have to be usable. Default: what an ONT is declared with.
        states: Meanings of statuses that differ from the default (:data:`STATES`).
        product_ids: All fibre products, including those of other programs; empty means all products.

    Raises:
        WhmcsValidationError: A status, a meaning or a required value does not exist, or an id is not a
            number.
    """

    ont_serial: str | None = "ONT Serial"
    shelf: str | None = "Shelf"
    port: str | None = "Port"
    address: str | None = None
    speed: str | None = "Speed"
    required: frozenset[Needed] = frozenset({"ont_serial", "shelf"})
    states: Mapping[str, State] = field(default_factory=lambda: STATES)
    product_ids: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        # A misspelt word would match no service, and a program without services would delete every ONT.
        checks: dict[str, Callable[[Any], object]] = {
            "required": _required,
            "states": _states,
            "product_ids": _ids,
        }
        for name, check in checks.items():
            try:
                object.__setattr__(self, name, check(getattr(self, name)))
            except ValueError as error:
                raise WhmcsValidationError(f"SubscriberMapping: {name} {error}") from None


def parse_states(text: str) -> Mapping[str, State]:
    """The default meanings, changed by a text such as ``Fraud=absent,Completed=absent``.

    Raises:
        ValueError: A status or a meaning does not exist.
    """
    parts = (entry.partition("=") for entry in _entries(text))
    return _states({status.strip(): word.strip() for status, _, word in parts})


def parse_required(text: str) -> frozenset[Needed]:
    """The required values from a text such as ``ont_serial,shelf``; ``none`` means nothing.

    Raises:
        ValueError: It names something else.
    """
    return _required(name for name in _entries(text) if name != "none")


def parse_ids(text: str) -> tuple[int, ...]:
    """Product ids from a text such as ``12,14``.

    Raises:
        ValueError: One is not an id.
    """
    return tuple(whole_number(entry) for entry in _entries(text))


def _states(changes: Mapping[str, str]) -> Mapping[str, State]:
    states = dict(STATES)
    known_status, known_state = one_of(services.STATUSES), {word: word for word in get_args(State)}
    for status, word in changes.items():
        if word not in known_state:
            raise ValueError(
                f"must give each status one of {', '.join(known_state)}, as in Fraud=absent, not "
                f"{f'{status}={word}'!r}"
            )
        states[known_status(status)] = known_state[word]
    return MappingProxyType(states)


def _required(names: Iterable[str]) -> frozenset[Needed]:
    words: dict[str, Needed] = {word: word for word in get_args(Needed)}
    chosen = list(names)
    if unknown := [name for name in chosen if name not in words]:
        raise ValueError(f"must hold {', '.join(words)} or none, not {', '.join(unknown)}")
    return frozenset(words[name] for name in chosen)


def _ids(ids: object) -> tuple[int, ...]:
    return whole_numbers(ids) if ids else ()


def _entries(text: str) -> Iterable[str]:
    return (entry.strip() for entry in text.split(",") if entry.strip())
