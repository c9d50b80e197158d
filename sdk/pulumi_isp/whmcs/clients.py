"""Clients. Personal data is only read on request, and is secret by default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import pulumi

from pulumi_isp_provider.core.answers import Field, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION
from pulumi_isp_provider.whmcs.client.clients import Account, AccountDetails, ClientGroup, Name, Person

from .._asking import on_loop
from ._connections import ask, later

P = TypeVar("P")
N = TypeVar("N", bound=Name)


class Client(Account):
    """A client.

    Attributes:
        id: Client id.
        status: ``Active``, ``Inactive`` or ``Closed``.
        group_id: Client group, or None.
        created: When the client was created.
        person: The requested personal fields; None if none were requested.
    """

    person: Field[pulumi.Output[Name] | None] = given()


class GetClientResult(AccountDetails):
    """One client in full.

    Attributes:
        person: The requested personal fields; None if none were requested.
    """

    person: Field[pulumi.Output[Person] | None] = given()


@dataclass(frozen=True)
class GetClientsResult:
    """The clients.

    Attributes:
        clients: In the order of their ids.
    """

    clients: Sequence[Client]


@dataclass(frozen=True)
class GetClientGroupsResult:
    """The client groups.

    Attributes:
        groups: In the order of their ids.
    """

    groups: Sequence[ClientGroup]


def personal_data(value: P, *, is_secret: bool) -> pulumi.Output[P]:
    """Personal data as an Output that keeps its type."""
    # Output.secret(value) would turn a record into a plain dict.
    marked = pulumi.Output.secret("") if is_secret else pulumi.Output.from_input("")
    return marked.apply(lambda _: value)


def _person(person: N, asked_for: Sequence[str], is_secret: bool) -> pulumi.Output[N] | None:
    return personal_data(person, is_secret=is_secret) if asked_for else None


def get_clients(
    *,
    status: str | None = None,
    search: str | None = None,
    personal: Sequence[str] = (),
    personal_is_secret: bool = True,
    allow_empty: bool = False,
    connection: str = DEFAULT_CONNECTION,
) -> GetClientsResult:
    """The clients.

    Args:
        status: Only ``Active``, ``Inactive`` or ``Closed`` ones.
        search: Beginning of an e-mail address, a name or a company.
        personal: Which fields of :class:`Name` to read: ``first_name``, ``last_name``, ``company_name``,
            ``email``. The program does not get the others.
        personal_is_secret: Mark them as secret, so that they are encrypted in the state and hidden in
            what the CLI prints.
        allow_empty: Accept that WHMCS has no client, in any status.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer, or no client.
    """
    found = ask(
        connection,
        lambda client: client.get_clients(
            status=status, search=search, personal=personal, allow_empty=allow_empty
        ),
    )
    return on_loop(
        lambda: GetClientsResult(
            clients=[
                Client({**row, "person": _person(row.person, personal, personal_is_secret)}) for row in found
            ]
        )
    )


def get_clients_output(
    *,
    status: pulumi.Input[str] | None = None,
    search: pulumi.Input[str] | None = None,
    personal: pulumi.Input[Sequence[pulumi.Input[str]]] = (),
    personal_is_secret: pulumi.Input[bool] = True,
    allow_empty: pulumi.Input[bool] = False,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetClientsResult]:
    """:func:`get_clients` for arguments that may be Outputs."""
    return later(get_clients, **locals())


def get_client(
    client_id: int,
    *,
    personal: Sequence[str] = (),
    personal_is_secret: bool = True,
    connection: str = DEFAULT_CONNECTION,
) -> GetClientResult:
    """One client in full.

    Args:
        client_id: Client id.
        personal: Which fields of :class:`Person` to read. The program does not get the others.
        personal_is_secret: Mark them as secret.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no such client, or no usable answer.
    """
    row = ask(connection, lambda client: client.get_client(client_id, personal=personal))
    return on_loop(
        lambda: GetClientResult({**row, "person": _person(row.person, personal, personal_is_secret)})
    )


def get_client_output(
    client_id: pulumi.Input[int],
    *,
    personal: pulumi.Input[Sequence[pulumi.Input[str]]] = (),
    personal_is_secret: pulumi.Input[bool] = True,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetClientResult]:
    """:func:`get_client` for arguments that may be Outputs."""
    return later(get_client, **locals())


def get_client_groups(*, connection: str = DEFAULT_CONNECTION) -> GetClientGroupsResult:
    """The client groups. Some are exempt from automatic suspension.

    Args:
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer.
    """
    return GetClientGroupsResult(groups=ask(connection, lambda client: client.get_client_groups()))


def get_client_groups_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetClientGroupsResult]:
    """:func:`get_client_groups`, asked beside everything else that the program does."""
    return later(get_client_groups, **locals())
