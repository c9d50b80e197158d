"""Subscribers: the data of each service that a network program needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ...core.answers import Field, Record, given
from ...core.serial_numbers import normal_serial
from ..client import checks, named_values
from ..client.client import WhmcsClient
from ..client.clients import Name, Person
from ..client.services import STATUSES, Service
from ..mapping import State, SubscriberMapping
from . import fibre_products

ADDRESS = "address"
"""The personal field of a subscriber that is not a field of its client."""

_PLACED = frozenset({"enabled", "disabled"})
"""States of a service that is part of the network."""

_SETTINGS = {"ont_serial": "ontSerialField", "shelf": "shelfField", "port": "portField"}


class Line(Record):
    """The data of a service that a network program needs.

    Attributes:
        service_id: Service id; it never changes.
        client_id: The client who has it.
        product_id: Its product.
        product: The product's name.
        status: The service's status in WHMCS.
        state: Meaning of the status: ``enabled``, ``disabled``, ``not_provisioned`` or ``absent``.
        username: User name of the service.
        ont_serial: The ONT's serial number in the form of its label, such as ``CXNK00ABC123``.
        shelf: Shelf, as entered.
        port: Port, as entered.
        speed: Chosen speed, by its name.
    """

    service_id: Field[int] = given()
    client_id: Field[int] = given()
    product_id: Field[int] = given()
    product: Field[str] = given()
    status: Field[str] = given()
    state: Field[State] = given()
    username: Field[str] = given()
    ont_serial: Field[str | None] = given()
    shelf: Field[str | None] = given()
    port: Field[str | None] = given()
    speed: Field[str | None] = given()


class UnusableService(Record):
    """A service that a network program cannot use, or only with doubt.

    Attributes:
        service_id: Service id.
        client_id: The client who has it.
        product_id: Its product.
        status: Its status in WHMCS.
        reasons: All problems with it, in words.
        causes: The same reasons without details of this service, so that they are equal for services with the
            same cause.
    """

    service_id: Field[int] = given()
    client_id: Field[int] = given()
    product_id: Field[int] = given()
    status: Field[str] = given()
    reasons: Field[tuple[str, ...]] = given()
    causes: Field[tuple[str, ...]] = given()

    def __str__(self) -> str:
        return (
            f"service {self.service_id} ({self.status}, client {self.client_id}): {'; '.join(self.reasons)}"
        )


@dataclass(frozen=True)
class Sorted:
    """Services, sorted.

    Attributes:
        lines: Usable services, including those that share an ONT.
        unusable: Unusable services, and those that share an ONT.
    """

    lines: tuple[Line, ...]
    unusable: tuple[UnusableService, ...]

    def in_status(self, states: Collection[str] | None) -> Sorted:
        """Only the services in some states of WHMCS, in their official spelling; None means all.

        A service in an unknown state stays in ``unusable``, because nobody can ask for it by name.
        """
        if states is None:
            return self
        return Sorted(
            lines=tuple(line for line in self.lines if line.status in states),
            unusable=tuple(
                row for row in self.unusable if row.status in states or row.status not in STATUSES
            ),
        )


class _Problem(NamedTuple):
    """A problem of a service.

    Attributes:
        cause: The problem, in the same words for every service that has it.
        detail: What is different for this service, or the empty string.
    """

    cause: str
    detail: str = ""

    @property
    def reason(self) -> str:
        return f"{self.cause}: {self.detail}" if self.detail else self.cause


def sort_out(services: Iterable[Service], mapping: SubscriberMapping, wanted: Collection[int] = ()) -> Sorted:
    """Make lines from services.

    An enabled or disabled service must have valid values for all that the mapping requires, and its ONT must
    not be on another such service. A service that is not provisioned yet, or no longer, is not part of the
    network and is not checked.

    If two services share an ONT, it is not known which one is wrong. Leaving one out might delete a good
    customer's line, so both stay, and both are reported.

    A service of a product that is not a fibre product is ignored unless it has an ONT. Then it is reported:
    it was moved there, or the product is missing from the list.

    Args:
        services: The services of all products.
        mapping: Where their data is.
        wanted: The products to make lines of; empty means all fibre products. A product named here is a fibre
            product too, even if the mapping does not name it.
    """
    known = _fibre_products(mapping, wanted)
    not_asked_for = known.difference(wanted) if wanted else frozenset()
    lines: list[Line] = []
    problems: dict[int, list[_Problem]] = defaultdict(list)
    for service in services:
        line, found = _line(service, mapping)
        if known and service.product_id not in known:
            # In an unknown status it may be part of the network.
            gone = service.has_known_status and line.state not in _PLACED
            if gone or not _custom_field(service, mapping.ont_serial):
                continue
            found = [_stray(line, known)]
        lines.append(line)
        problems[line.service_id] += found
    broken = {service_id for service_id, found in problems.items() if found}
    for line, shared in _shared_onts(lines):
        problems[line.service_id].append(shared)
    reported = [line for line in lines if line.product_id not in not_asked_for]
    return Sorted(
        lines=tuple(line for line in reported if line.service_id not in broken),
        unusable=tuple(
            UnusableService(
                service_id=line.service_id,
                client_id=line.client_id,
                product_id=line.product_id,
                status=line.status,
                reasons=tuple(problem.reason for problem in problems[line.service_id]),
                causes=tuple(problem.cause for problem in problems[line.service_id]),
            )
            for line in reported
            if problems[line.service_id]
        ),
    )


def read_services(
    client: WhmcsClient,
    mapping: SubscriberMapping,
    wanted: Collection[int] = (),
    *,
    allow_empty: bool = False,
) -> list[Service]:
    """The services of all products, in the order of their ids.

    One listing with every status, whatever the program needs. Otherwise an ONT on two services, or a service
    that was moved to another product, would not be noticed.

    Args:
        client: The client.
        mapping: Names the fibre products.
        wanted: More of them.
        allow_empty: Accept that WHMCS has no service.

    Raises:
        WhmcsDataError: WHMCS has no service, in any status.
        WhmcsNotFoundError: WHMCS does not have one of the fibre products.
        WhmcsPermissionError: One has no services, and the credential may not ask whether it exists.
    """
    services = client.get_client_services(allow_empty=allow_empty, allow_unknown_status=True)
    if unused := _fibre_products(mapping, wanted).difference(service.product_id for service in services):
        fibre_products.must_exist(client, sorted(unused))
    return services


def read_persons(client: WhmcsClient, ids: Collection[int], wanted: Collection[str]) -> Mapping[int, Name]:
    """Personal data of some clients, by client id.

    Names and e-mail take one listing; other fields take a request for each client.
    """
    chosen = frozenset(ids)
    if not wanted:
        return {}
    if set(wanted) <= set(Name.fields):
        return {row.id: row.person for row in client.get_clients(personal=wanted) if row.id in chosen}
    return {key: client.get_client(key, personal=wanted).person for key in sorted(chosen)}


def check_personal(names: Collection[str]) -> frozenset[str]:
    """Check names of personal fields of a subscriber.

    Raises:
        WhmcsValidationError: One does not exist.
    """
    return checks.personal_fields(names, Person, ADDRESS)


def address_of(service: Service, mapping: SubscriberMapping, person: Name | None) -> str | None:
    """The address of the line, in one line of text; None if there is none."""
    if mapping.address is not None:
        return _custom_field(service, mapping.address)
    if not isinstance(person, Person):
        return None
    city = " ".join(part for part in (person.postcode, person.city) if part)
    parts = (person.address1, person.address2, city, person.state, person.country)
    return ", ".join(part for part in parts if part) or None


ADDRESS_FIELDS = ("address1", "address2", "postcode", "city", "state", "country")
"""The client's fields that :func:`address_of` uses."""


def _fibre_products(mapping: SubscriberMapping, wanted: Collection[int]) -> frozenset[int]:
    return frozenset(mapping.product_ids) | frozenset(wanted)


def _line(service: Service, mapping: SubscriberMapping) -> tuple[Line, list[_Problem]]:
    problems: list[_Problem] = []
    state = mapping.states.get(service.status)
    if state is None:
        problems.append(_Problem("its status is unknown", repr(service.status)))
    found = {name: _custom_field(service, getattr(mapping, name)) for name in _SETTINGS}
    placed = state in _PLACED
    if placed:
        problems += [
            _Problem(_missing(name, service, mapping)) for name in sorted(mapping.required) if not found[name]
        ]
    if typed := found["ont_serial"]:
        try:
            found["ont_serial"] = normal_serial(typed)
        except ValueError as error:
            found["ont_serial"] = None
            if placed:
                problems.append(_Problem(f"its serial number {error}", repr(typed)))
    line = Line(
        service_id=service.id,
        client_id=service.client_id,
        product_id=service.product_id,
        product=service.name,
        status=service.status,
        state=state or "not_provisioned",
        username=service.username,
        speed=_option(service, mapping.speed),
        **found,
    )
    return line, problems


def _stray(line: Line, known: Collection[int]) -> _Problem:
    ids = ", ".join(map(str, sorted(known)))
    return _Problem(
        f"it has an ONT, but its product {line.product_id} ({line.product}) is not one of the fibre "
        f"products {ids}; add it in the program if the program is about it, else in whmcs:fibreProducts"
    )


def _missing(name: str, service: Service, mapping: SubscriberMapping) -> str:
    selector = getattr(mapping, name)
    setting = f"whmcs:{_SETTINGS[name]}"
    if selector is None:
        return f"its {name} is required, but no custom field is set for it ({setting})"
    if _typed(service, selector) is not None:
        return f"custom field {selector!r} is empty ({setting})"
    # The names help to find out whether the setting is wrong or the product lacks the field.
    named = ", ".join(map(repr, sorted(service.custom_fields))) or "none"
    return (
        f"custom field {selector!r} is missing, or there twice with different values ({setting}); there are: "
        f"{named}"
    )


def _shared_onts(lines: Iterable[Line]) -> Iterable[tuple[Line, _Problem]]:
    holders: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.ont_serial and line.state in _PLACED:
            holders[line.ont_serial].append(line)
    for held in holders.values():
        for line in held:
            others = ", ".join(str(other.service_id) for other in held if other is not line)
            if others:
                yield (
                    line,
                    _Problem("its ONT is on another service too", f"{line.ont_serial}, service {others}"),
                )


def _custom_field(service: Service, selector: str | None) -> str | None:
    if selector is None:
        return None
    return (_typed(service, selector) or "").strip() or None


def _typed(service: Service, selector: str) -> str | None:
    """The value of a custom field; None if the service does not have exactly one such field."""
    if selector.isdecimal():
        return service.custom_fields_by_id.get(selector)
    return named_values.find(service.custom_fields, selector)


def _option(service: Service, selector: str | None) -> str | None:
    return None if selector is None else named_values.find(service.config_options, selector) or None
