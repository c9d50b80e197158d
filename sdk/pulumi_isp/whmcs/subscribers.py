"""Subscribers: the data of each customer's service that a network program needs."""

from __future__ import annotations

import threading
import weakref
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pulumi

from pulumi_isp_provider.core.answers import Field, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION
from pulumi_isp_provider.whmcs.client.actions import whole_numbers
from pulumi_isp_provider.whmcs.client.checks import service_states
from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_provider.whmcs.client.clients import Name
from pulumi_isp_provider.whmcs.errors import WhmcsValidationError
from pulumi_isp_provider.whmcs.lookups import subscribers
from pulumi_isp_provider.whmcs.lookups.subscribers import Line, UnusableService
from pulumi_isp_provider.whmcs.mapping import State, SubscriberMapping

from .._asking import on_loop, this_run
from ._connections import WhmcsLookupError, ask, later, settings_of
from .clients import personal_data

_CAUSES = 20
"""How many causes a message lists, and of each how many services."""
_SERVICES = 5
_REMEDY = (
    "What to do: fill in the custom fields in WHMCS. Products that are no fibre are left out with "
    "whmcs:fibreProducts; what WHMCS does not hold must not be in whmcs:requiredFields."
)


class Subscriber(Line):
    """The data of a service that a network program needs. It has the attributes of :class:`Line` too.

    Attributes:
        person: The requested personal fields of the client; None if none were requested.
        address: Address of the line in one line of text; None if not requested.
    """

    person: Field[pulumi.Output[Name] | None] = given()
    address: Field[pulumi.Output[str | None] | None] = given()

    @property
    def admin_state(self) -> Literal["enabled", "disabled"]:
        """The ``admin_state`` for an ONT or an Ethernet service of this subscriber.

        Raises:
            WhmcsLookupError: The state is ``not_provisioned`` or ``absent``.
        """
        if self.state in ("enabled", "disabled"):
            return self.state
        raise WhmcsLookupError(
            f"Service {self.service_id} is {self.state}: there is no line that could be enabled or disabled\n"
            'What to do: go through .in_state("enabled", "disabled") in the program.'
        )


@dataclass(frozen=True)
class GetSubscribersResult:
    """The subscribers.

    Attributes:
        subscribers: The usable services in any state, in the order of their ids.
        unusable: The unusable services, each with the reasons; and those that share an ONT, which are also
            among the subscribers.
    """

    subscribers: Sequence[Subscriber]
    unusable: Sequence[UnusableService]

    def in_state(self, *states: State) -> list[Subscriber]:
        """The subscribers in some states, such as ``in_state("enabled", "disabled")``.

        Raises:
            WhmcsLookupError: A state does not exist, or none was given. It would match nothing, and a program
                without subscribers deletes every ONT.
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
    strict: bool = True,
    allow_empty: bool = False,
    connection: str = DEFAULT_CONNECTION,
) -> GetSubscribersResult:
    """The services of the fibre products, with the data that the network needs.

    Services in every status are returned, because the program decides what a suspended or a cancelled one
    means: see ``state`` and :meth:`GetSubscribersResult.in_state`. A service is unusable if it

    - lacks a serial number or a shelf (``whmcs:requiredFields``), or has an impossible one;
    - shares its ONT with another one;
    - has an unknown status;
    - has an ONT, but not one of these products: it was moved there, or the product is missing.

    Such a service stops the program. Otherwise its resource would no longer be declared, and the next update
    would delete it. With ``strict=False`` it is left out with a warning, and so deleted. Two services that
    share an ONT are not left out, because it is not known which one is wrong. The provider refuses the second
    resource for one ONT, and the first one stays.

    Args:
        status: Only services in one of these states of WHMCS. None means all.
        product_id: The fibre products of this program. Default: ``whmcs:fibreProducts``, which also names
            those of other programs.
        personal: Which fields of :class:`Person` to read, and ``address`` for the address of the line. Names
            and e-mail take one listing of the clients. The others, and ``address`` unless
            ``whmcs:addressField`` is set, take a request for each client.
        personal_is_secret: Mark them as secret.
        mapping: Where the data of a service is. Default: the connection's settings. It replaces all of them,
            ``whmcs:fibreProducts`` included.
        strict: Fail if there is an unusable service.
        allow_empty: Accept that WHMCS has no service, of any product and in any status.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer, or no service; WHMCS does not have one of the products;
            or, unless ``strict=False``, there is an unusable service.
    """

    def question(client: WhmcsClient) -> _Found:
        return _find(
            client,
            mapping or settings_of(connection).subscriber_mapping(),
            products=_products(product_id),
            status=status,
            personal=personal,
            allow_empty=allow_empty,
        )

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
    strict: pulumi.Input[bool] = True,
    allow_empty: pulumi.Input[bool] = False,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetSubscribersResult]:
    """:func:`get_subscribers` for arguments that may be Outputs."""
    return later(get_subscribers, **locals())


@dataclass(frozen=True)
class _Found:
    lines: Sequence[tuple[Line, Name | None, str | None]]
    unusable: Sequence[UnusableService]
    with_address: bool


def _products(product_id: int | Sequence[int] | None) -> tuple[int, ...]:
    if product_id is None:
        return ()
    try:
        # An empty list is refused: it would mean all products.
        return whole_numbers(product_id)
    except ValueError as error:
        raise WhmcsValidationError(f"product_id: {error}") from None


def _find(
    client: WhmcsClient,
    mapping: SubscriberMapping,
    *,
    products: Sequence[int],
    status: Sequence[str] | None,
    personal: Sequence[str],
    allow_empty: bool,
) -> _Found:
    wanted = subscribers.check_personal(personal)
    states = None if status is None else service_states(status)
    services = subscribers.read_services(client, mapping, products, allow_empty=allow_empty)
    found = subscribers.sort_out(services, mapping, products).in_status(states)
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
    """The problems by cause: a wrong setting concerns every service."""
    by_cause: dict[str, list[str]] = defaultdict(list)
    for service in unusable:
        for cause, reason in zip(service.causes, service.reasons, strict=True):
            name = f"{service.service_id} ({service.status}, client {service.client_id})"
            by_cause[cause].append(name + reason.removeprefix(cause))
    shown = [f"  - {cause}: {_services(names)}" for cause, names in list(by_cause.items())[:_CAUSES]]
    if len(by_cause) > _CAUSES:
        shown.append(f"  - ... and {len(by_cause) - _CAUSES} more causes")
    count = (
        "1 service cannot be used as it is"
        if len(unusable) == 1
        else f"{len(unusable)} services cannot be used as they are"
    )
    head = f"WHMCS (connection {connection!r}): {count}:"
    return "\n".join([head, *shown, _REMEDY])


def _services(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"service {names[0]}"
    more = f"; ... and {len(names) - _SERVICES} more" if len(names) > _SERVICES else ""
    return f"{len(names)} services: {'; '.join(names[:_SERVICES])}{more}"


_lock = threading.Lock()
_said: weakref.WeakKeyDictionary[object, set[str]] = weakref.WeakKeyDictionary()


def _warn(complaint: str) -> None:
    """Warn once in each run."""
    with _lock:
        said = _said.setdefault(this_run(), set())
        if complaint in said:
            return
        said.add(complaint)
    pulumi.log.warn(complaint)
