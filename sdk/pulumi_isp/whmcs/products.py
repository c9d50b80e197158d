"""Products and their stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION
from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_provider.whmcs.client.products import Product, ProductInventory
from pulumi_isp_provider.whmcs.errors import WhmcsNotFoundError

from ._connections import ask, later


@dataclass(frozen=True)
class GetProductsResult:
    """The products.

    Attributes:
        products: In the order of their ids.
    """

    products: Sequence[Product]


class GetProductResult(Product):
    """One product; the attributes are those of :class:`Product`."""


class GetProductInventoryResult(ProductInventory):
    """The stock of one product; the attributes are those of :class:`ProductInventory`."""


def get_products(
    *,
    product_id: int | Sequence[int] | None = None,
    group_id: int | None = None,
    module: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetProductsResult:
    """The products, including hidden and retired ones: WHMCS does not mark them.

    Args:
        product_id: Only this product or these.
        group_id: Only of this product group.
        module: Only with this provisioning module, by system name.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer.
    """
    found = ask(connection, lambda client: client.get_products(pid=product_id, gid=group_id, module=module))
    return GetProductsResult(products=found)


def get_products_output(
    *,
    product_id: pulumi.Input[int | Sequence[pulumi.Input[int]]] | None = None,
    group_id: pulumi.Input[int] | None = None,
    module: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetProductsResult]:
    """:func:`get_products` for arguments that may be Outputs."""
    return later(get_products, **locals())


def get_product(product_id: int, *, connection: str = DEFAULT_CONNECTION) -> GetProductResult:
    """One product.

    Args:
        product_id: Product id.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no such product, or no usable answer.
    """

    def question(client: WhmcsClient) -> Product:
        product = client.get_product(product_id)
        if product is None:
            raise WhmcsNotFoundError(f"There is no product {product_id}")
        return product

    return GetProductResult(ask(connection, question))


def get_product_output(
    product_id: pulumi.Input[int], *, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetProductResult]:
    """:func:`get_product` for arguments that may be Outputs."""
    return later(get_product, **locals())


def get_product_inventory(
    product_id: int, *, connection: str = DEFAULT_CONNECTION
) -> GetProductInventoryResult:
    """The stock of one product. WHMCS shows the level since 8.12; see :class:`Product`.

    Args:
        product_id: Product id.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no such product, or no usable answer.
    """
    return GetProductInventoryResult(ask(connection, lambda client: client.get_product_inventory(product_id)))


def get_product_inventory_output(
    product_id: pulumi.Input[int], *, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetProductInventoryResult]:
    """:func:`get_product_inventory` for arguments that may be Outputs."""
    return later(get_product_inventory, **locals())
