"""Where in a service an ISP keeps what its network needs: WHMCS has no convention, so all is a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from .client import services
from .client.actions import one_of, whole_number, whole_numbers
from .errors import WhmcsValidationError

State = Literal["enabled", "disabled", "not_provisioned", "absent"]
"""What a service's status means for the network: in service, there but switched off, not yet, no more."""

Needed = Literal["ont_serial", "shelf", "port"]
"""What a row may be required to have."""

STATES: Mapping[str, State] = MappingProxyType(
    {
        "Pending": "not_provisioned",
        "Active": "enabled",
        "Suspended": "disabled",
        "Fraud": "disabled",
        "Terminated": "absent",
        "Cancelled": "absent",
        # WHMCS calls one-time products completed once they are paid; they stay in use.
        "Completed": "enabled",
    }
)
"""The usual meaning of each status of a service."""


@dataclass(frozen=True, kw_only=True)
class SubscriberMapping:
    """Where to look in a service.

    A custom field is named by its name (upper and lower case do not matter, and what follows a ``|`` is
    no part of it) or by its id, which survives renaming. None means "not kept in WHMCS".

    Attributes:
        ont_serial: Custom field with the ONT's serial number.
        shelf: Custom field with the shelf, that is the E7.
        port: Custom field with the port.
        address: Custom field with the address of the line. Without one it is the client's address.
        speed: Configurable option with the speed.
        required: What a row must have to be of use; what an ONT is declared with, where nothing else is said.
        states: Meaning of a status of a service where it is not the usual one (:data:`STATES`).
        product_ids: All fibre products, also those that another program is about; empty takes the services
            of all products.

    Raises:
        WhmcsValidationError: A status, a meaning or something required does not exist, or an id is none.
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
        # A misspelt word would match no service, and a program without services deletes every ONT.
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
    """The usual meanings, changed by a text such as ``Fraud=absent,Completed=absent``.

    Raises:
        ValueError: A status or a meaning does not exist.
    """
    parts = (entry.partition("=") for entry in _entries(text))
    return _states({status.strip(): word.strip() for status, _, word in parts})


def parse_required(text: str) -> frozenset[Needed]:
    """What a row must have, out of a text such as ``ont_serial,shelf``; ``none`` stands for nothing.

    Raises:
        ValueError: It names something else.
    """
    return _required(name for name in _entries(text) if name != "none")


def parse_ids(text: str) -> tuple[int, ...]:
    """Product ids out of a text such as ``12,14``.

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
