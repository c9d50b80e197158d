"""Services of clients, with their add-ons and domains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION
from pulumi_isp_provider.whmcs.client.services import Domain, Service, ServiceAddon

from ._connections import ask, later


@dataclass(frozen=True)
class GetClientServicesResult:
    """The services.

    Attributes:
        services: In the order of their ids.
    """

    services: Sequence[Service]


@dataclass(frozen=True)
class GetClientAddonsResult:
    """The add-ons.

    Attributes:
        addons: In the order of their ids.
    """

    addons: Sequence[ServiceAddon]


@dataclass(frozen=True)
class GetClientDomainsResult:
    """The domains.

    Attributes:
        domains: In the order of their ids.
    """

    domains: Sequence[Domain]


def get_client_services(
    *,
    status: Sequence[str] | None = None,
    client_id: int | None = None,
    service_id: int | None = None,
    product_id: int | None = None,
    domain: str | None = None,
    username: str | None = None,
    usage: bool = False,
    allow_empty: bool = False,
    allow_unknown_status: bool = False,
    connection: str = DEFAULT_CONNECTION,
) -> GetClientServicesResult:
    """The services of one client or of all. Their passwords and notes are never read.

    What a program makes of a service is deleted when the service is no longer given. So it stops where WHMCS
    has not one service, and where a service is in a status that does not exist.

    Args:
        status: Only in one of these states: ``Pending``, ``Active``, ``Suspended``, ``Terminated``,
            ``Cancelled``, ``Fraud``, ``Completed``. None takes all.
        client_id: Only this client's.
        service_id: Only this one.
        product_id: Only of this product.
        domain: Only with this domain.
        username: Only with this user name.
        usage: Give :attr:`Service.usage`. It changes by itself, and what a program makes of it changes
            with it.
        allow_empty: Believe it where WHMCS has not one service of any client, in any status. That the
            arguments leave nothing is no error.
        allow_unknown_status: Give services in a status that does not exist, whatever ``status`` asks for.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer, or not one service, or one in a status that does not
            exist.
    """
    found = ask(
        connection,
        lambda client: client.get_client_services(
            status=status,
            client_id=client_id,
            service_id=service_id,
            product_id=product_id,
            domain=domain,
            username=username,
            usage=usage,
            allow_empty=allow_empty,
            allow_unknown_status=allow_unknown_status,
        ),
    )
    return GetClientServicesResult(services=found)


def get_client_services_output(
    *,
    status: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    client_id: pulumi.Input[int] | None = None,
    service_id: pulumi.Input[int] | None = None,
    product_id: pulumi.Input[int] | None = None,
    domain: pulumi.Input[str] | None = None,
    username: pulumi.Input[str] | None = None,
    usage: pulumi.Input[bool] = False,
    allow_empty: pulumi.Input[bool] = False,
    allow_unknown_status: pulumi.Input[bool] = False,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetClientServicesResult]:
    """:func:`get_client_services` for arguments that may be Outputs."""
    return later(
        get_client_services,
        status=status,
        client_id=client_id,
        service_id=service_id,
        product_id=product_id,
        domain=domain,
        username=username,
        usage=usage,
        allow_empty=allow_empty,
        allow_unknown_status=allow_unknown_status,
        connection=connection,
    )


def get_client_addons(
    *,
    client_id: int | None = None,
    service_id: int | Sequence[int] | None = None,
    addon_id: int | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetClientAddonsResult:
    """The add-ons of services.

    Args:
        client_id: Only this client's.
        service_id: Only of this service or of these.
        addon_id: Only of this add-on product.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer.
    """
    found = ask(
        connection,
        lambda client: client.get_client_addons(
            client_id=client_id, service_id=service_id, addon_id=addon_id
        ),
    )
    return GetClientAddonsResult(addons=found)


def get_client_addons_output(
    *,
    client_id: pulumi.Input[int] | None = None,
    service_id: pulumi.Input[int | Sequence[pulumi.Input[int]]] | None = None,
    addon_id: pulumi.Input[int] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetClientAddonsResult]:
    """:func:`get_client_addons` for arguments that may be Outputs."""
    return later(
        get_client_addons,
        client_id=client_id,
        service_id=service_id,
        addon_id=addon_id,
        connection=connection,
    )


def get_client_domains(
    *,
    client_id: int | None = None,
    domain_id: int | None = None,
    domain: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetClientDomainsResult:
    """The domains of one client or of all.

    Args:
        client_id: Only this client's.
        domain_id: Only this one.
        domain: Only of this name.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer.
    """
    found = ask(
        connection,
        lambda client: client.get_client_domains(client_id=client_id, domain_id=domain_id, domain=domain),
    )
    return GetClientDomainsResult(domains=found)


def get_client_domains_output(
    *,
    client_id: pulumi.Input[int] | None = None,
    domain_id: pulumi.Input[int] | None = None,
    domain: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetClientDomainsResult]:
    """:func:`get_client_domains` for arguments that may be Outputs."""
    return later(
        get_client_domains,
        client_id=client_id,
        domain_id=domain_id,
        domain=domain,
        connection=connection,
    )
