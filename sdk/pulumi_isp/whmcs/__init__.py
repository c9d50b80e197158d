"""Customers, their services and products, read from WHMCS. Nothing is ever written.

The functions can be called anywhere in a program: ``get_x`` gives the answer at once, ``get_x_output``
takes Outputs as arguments and gives an Output. The same question is asked once, however often a
program asks it.

A connection is set by ``whmcs:url``, ``whmcs:identifier`` and ``whmcs:secret`` in the stack's config, or
by ``WHMCS_URL``, ``WHMCS_IDENTIFIER`` and ``WHMCS_SECRET`` in the environment.
"""

from pulumi_isp_provider.whmcs.billing import Currency, Invoice, InvoiceDetails, InvoiceLine
from pulumi_isp_provider.whmcs.clients import Account, AccountDetails, ClientGroup, Name, Person
from pulumi_isp_provider.whmcs.mapping import SubscriberMapping
from pulumi_isp_provider.whmcs.products import (
    Product,
    ProductField,
    ProductInventory,
    ProductOption,
    ProductOptionChoice,
)
from pulumi_isp_provider.whmcs.services import Domain, Service, ServiceAddon, ServiceUsage
from pulumi_isp_provider.whmcs.subscribers import Line, UnusableService
from pulumi_isp_provider.whmcs.system import Server, ServerLoad

from ._connections import WhmcsLookupError
from .billing import (
    GetCurrenciesResult,
    GetInvoiceResult,
    GetInvoicesResult,
    get_currencies,
    get_currencies_output,
    get_invoice,
    get_invoice_output,
    get_invoices,
    get_invoices_output,
)
from .clients import (
    Client,
    GetClientGroupsResult,
    GetClientResult,
    GetClientsResult,
    get_client,
    get_client_groups,
    get_client_groups_output,
    get_client_output,
    get_clients,
    get_clients_output,
)
from .products import (
    GetProductInventoryResult,
    GetProductResult,
    GetProductsResult,
    get_product,
    get_product_inventory,
    get_product_inventory_output,
    get_product_output,
    get_products,
    get_products_output,
)
from .servers import GetServersResult, get_servers, get_servers_output
from .services import (
    GetClientAddonsResult,
    GetClientDomainsResult,
    GetClientServicesResult,
    get_client_addons,
    get_client_addons_output,
    get_client_domains,
    get_client_domains_output,
    get_client_services,
    get_client_services_output,
)
from .subscribers import GetSubscribersResult, Subscriber, get_subscribers, get_subscribers_output

__all__ = [
    "Account",
    "AccountDetails",
    "Client",
    "ClientGroup",
    "Currency",
    "Domain",
    "GetClientAddonsResult",
    "GetClientDomainsResult",
    "GetClientGroupsResult",
    "GetClientResult",
    "GetClientServicesResult",
    "GetClientsResult",
    "GetCurrenciesResult",
    "GetInvoiceResult",
    "GetInvoicesResult",
    "GetProductInventoryResult",
    "GetProductResult",
    "GetProductsResult",
    "GetServersResult",
    "GetSubscribersResult",
    "Invoice",
    "InvoiceDetails",
    "InvoiceLine",
    "Line",
    "Name",
    "Person",
    "Product",
    "ProductField",
    "ProductInventory",
    "ProductOption",
    "ProductOptionChoice",
    "Server",
    "ServerLoad",
    "Service",
    "ServiceAddon",
    "ServiceUsage",
    "Subscriber",
    "SubscriberMapping",
    "UnusableService",
    "WhmcsLookupError",
    "get_client",
    "get_client_addons",
    "get_client_addons_output",
    "get_client_domains",
    "get_client_domains_output",
    "get_client_groups",
    "get_client_groups_output",
    "get_client_output",
    "get_client_services",
    "get_client_services_output",
    "get_clients",
    "get_clients_output",
    "get_currencies",
    "get_currencies_output",
    "get_invoice",
    "get_invoice_output",
    "get_invoices",
    "get_invoices_output",
    "get_product",
    "get_product_inventory",
    "get_product_inventory_output",
    "get_product_output",
    "get_products",
    "get_products_output",
    "get_servers",
    "get_servers_output",
    "get_subscribers",
    "get_subscribers_output",
]
