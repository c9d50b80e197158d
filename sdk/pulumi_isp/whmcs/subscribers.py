"""Subscribers: what a network program needs of each customer's service."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

import pulumi

from pulumi_isp_provider.settings import DEFAULT_CONNECTION
from pulumi_isp_provider.whmcs import subscribers
from pulumi_isp_provider.whmcs.actions import whole_numbers
from pulumi_isp_provider.whmcs.checks import service_states
from pulumi_isp_provider.whmcs.client import WhmcsClient
from pulumi_isp_provider.whmcs.clients import Name
from pulumi_isp_provider.whmcs.errors import WhmcsValidationError
from pulumi_isp_provider.whmcs.mapping import State, SubscriberMapping
from pulumi_isp_provider.whmcs.record import Field, given
from pulumi_isp_provider.whmcs.subscribers import Line, UnusableService

from ._connections import WhmcsLookupError, ask, later, on_loop, settings_of, this_run
from .clients import personal_data

_SHOWN = 20
_REMEDY = (
    "What to do: fill in the custom fields in WHMCS. Products that are no fibre are left out with "
    "whmcs:fibreProducts; what WHMCS does not hold must not be in whmcs:requiredFields."
)


class Subscriber(Line):
    """What a network program needs of a service. It has the attributes of :class:`Line` as well.

    Attributes:
        person: The personal fields of the client that were asked for; None where none were.
        address: Address of the line in one line of text; None where it was not asked for.
    """

    person: Field[pulumi.Output[Name] | None] = given()
    address: Field[pulumi.Output[str | None] | None] = given()


@dataclass(frozen=True)
class GetSubscribersResult:
    """The subscribers.

    Attributes:
        subscribers: The services that can be used, whatever their state, in the order of their ids.
        unusable: The services that cannot, each with the reasons.
    """

    subscribers: Sequence[Subscriber]
    unusable: Sequence[UnusableService]

    def in_state(self, *states: State) -> list[Subscriber]:
        """The subscribers in some states, such as ``in_state("enabled", "disabled")``.

        Raises:
            WhmcsLookupError: A state does not exist, or there is none. Nobody would ever be in it, and a
                program without subscribers takes every ONT away.
        """
        known = get_args(State)
        wrong = [state for state in states if state not in known]
        if wrong or not states:
            raise WhmcsLookupError(
                f"in_state must be given {', '.join(known)}, not {', '.join(map(repr, wrong)) or 'nothing'}\n"
                "What to do: correct it in the program. A status of WHMCS, such as Active, is asked for with "
                "get_subscribers(status=...)."
            )
        return [subscriber for subscriber in self.subscribers if subscriber.state in states]


def get_subscribers(
    *,
    status: Sequence[str] | None = None,
    product_id: int | Sequence[int] | None = None,
    personal: Sequence[str] = (),
    personal_is_secret: bool = True,
    mapping: SubscriberMapping | None = None,
    strict: bool = False,
    connection: str = DEFAULT_CONNECTION,
) -> GetSubscribersResult:
    """The services of the fibre products with what the network needs to know of each.

    Services in every status are given, because it is the program that decides what a suspended or a
    cancelled one means: see ``state`` and :meth:`GetSubscribersResult.in_state`. A service that lacks a
    serial number, a shelf or a port, or shares its ONT with another one, is never left out silently:
    it is in ``unusable``, and the CLI shows a warning.

    Mind what a program does with them: a resource that was made of a service that has become unusable
    is no longer declared, so the next update deletes it. ``strict=True`` stops the program instead.

    Args:
        status: Only services in one of these states of WHMCS. None takes all.
        product_id: The fibre products; by default those of ``whmcs:fibreProducts``.
        personal: Which fields of :class:`Person` to read, and ``address`` for the address of the line.
            Names and e-mail cost one listing of the clients; the others, and ``address`` unless
            ``whmcs:addressField`` is set, cost a request for each client.
        personal_is_secret: Mark them as secret.
        mapping: Where to look in a service; by default as the connection's settings say. One that is
            given takes the place of all of them, ``whmcs:fibreProducts`` included.
        strict: Fail if there is an unusable service.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer, WHMCS does not have one of the products, or, with
            ``strict``, there is a service that cannot be used.
    """

    def question(client: WhmcsClient) -> _Found:
        return _find(client, _mapping(mapping, product_id, connection), status, personal)

    found = ask(connection, question)
    if found.unusable and strict:
        raise WhmcsLookupError(_complaint(found.unusable, connection))
    return on_loop(lambda: _result(found, personal_is_secret, connection))


def get_subscribers_output(
    *,
    status: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    product_id: pulumi.Input[int | Sequence[pulumi.Input[int]]] | None = None,
    personal: pulumi.Input[Sequence[pulumi.Input[str]]] = (),
    personal_is_secret: pulumi.Input[bool] = True,
    mapping: SubscriberMapping | None = None,
    strict: pulumi.Input[bool] = False,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetSubscribersResult]:
    """:func:`get_subscribers` for arguments that may be Outputs."""
    return later(
        get_subscribers,
        status=status,
        product_id=product_id,
        personal=personal,
        personal_is_secret=personal_is_secret,
        mapping=mapping,
        strict=strict,
        connection=connection,
    )


@dataclass(frozen=True)
class _Found:
    lines: Sequence[tuple[Line, Name | None, str | None]]
    unusable: Sequence[UnusableService]
    with_address: bool


def _mapping(
    mapping: SubscriberMapping | None, product_id: int | Sequence[int] | None, connection: str
) -> SubscriberMapping:
    mapping = mapping or settings_of(connection).subscriber_mapping()
    if product_id is None:
        return mapping
    try:
        # No id at all is refused: to the mapping it means the services of all products.
        ids = whole_numbers(product_id)
    except ValueError as error:
        raise WhmcsValidationError(f"product_id: {error}") from None
    return replace(mapping, product_ids=ids)


def _find(
    client: WhmcsClient,
    mapping: SubscriberMapping,
    status: Sequence[str] | None,
    personal: Sequence[str],
) -> _Found:
    wanted = subscribers.check_personal(personal)
    states = None if status is None else service_states(status)
    services = subscribers.read_services(client, mapping)
    found = subscribers.sort_out(services, mapping).in_status(states)
    with_address = subscribers.ADDRESS in wanted
    own = wanted - {subscribers.ADDRESS}
    needed = own | set(subscribers.ADDRESS_FIELDS) if with_address and mapping.address is None else own
    persons = subscribers.read_persons(client, [line.client_id for line in found.lines], needed)
    by_id = {service.id: service for service in services}

    def row(line: Line) -> tuple[Line, Name | None, str | None]:
        person = persons.get(line.client_id)
        service = by_id[line.service_id]
        address = subscribers.address_of(service, mapping, person) if with_address else None
        return line, person.only(own) if person and own else None, address

    return _Found(
        lines=[row(line) for line in found.lines], unusable=found.unusable, with_address=with_address
    )


def _result(found: _Found, is_secret: bool, connection: str) -> GetSubscribersResult:
    if found.unusable:
        _warn(_complaint(found.unusable, connection))
    return GetSubscribersResult(
        subscribers=[
            Subscriber(
                {
                    **line,
                    "person": None if person is None else personal_data(person, is_secret=is_secret),
                    "address": personal_data(address, is_secret=is_secret) if found.with_address else None,
                }
            )
            for line, person, address in found.lines
        ],
        unusable=found.unusable,
    )


def _complaint(unusable: Sequence[UnusableService], connection: str) -> str:
    count = "1 service" if len(unusable) == 1 else f"{len(unusable)} services"
    shown = [f"  - {service}" for service in unusable[:_SHOWN]]
    if len(unusable) > _SHOWN:
        shown.append(f"  - ... and {len(unusable) - _SHOWN} more")
    head = f"WHMCS (connection {connection!r}): {count} cannot be used:"
    return "\n".join([head, *shown, _REMEDY])


_lock = threading.Lock()
_said: weakref.WeakKeyDictionary[object, set[str]] = weakref.WeakKeyDictionary()


def _warn(complaint: str) -> None:
    """Say it once in each run, however often the program asks."""
    with _lock:
        said = _said.setdefault(this_run(), set())
        if complaint in said:
            return
        said.add(complaint)
    pulumi.log.warn(complaint)
