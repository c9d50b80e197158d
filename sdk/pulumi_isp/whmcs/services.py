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

    If a service is missing in the answer, all that a program made for it is deleted. So it is an error if
    WHMCS has no service, or if a service has an unknown status.

    Args:
        status: Only services in one of these states: ``Pending``, ``Active``, ``Suspended``, ``Terminated``,
            ``Cancelled``, ``Fraud``, ``Completed``. None means all.
        client_id: Only this client's.
        service_id: Only this one.
        product_id: Only of this product.
        domain: Only with this domain.
        username: Only with this user name.
        usage: Return :attr:`Service.usage`. It changes by itself, and so does all that a program derives from
            it.
        allow_empty: Accept that WHMCS has no service of any client, in any status. It is no error if no
            service matches the other arguments.
        allow_unknown_status: Return services with an unknown status too, whatever ``status`` says.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer, no service, or one with an unknown status.
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
    return later(get_client_services, **locals())


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
    return later(get_client_addons, **locals())


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
    return later(get_client_domains, **locals())
