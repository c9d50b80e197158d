"""Checks that WHMCS has the fibre products that a program or its config names.

WHMCS lists no services for a product that does not exist, nor for one that nobody has. Without the check, a
wrong id would delete every ONT of the product.
"""

from __future__ import annotations

from collections.abc import Collection

from ..client.client import WhmcsClient
from ..errors import WhmcsNotFoundError, WhmcsPermissionError

_SHOWN = 50
"""Maximum number of products in a message."""

_NAMED_IN = "whmcs:fibreProducts, or product_id in the program"


def must_exist(client: WhmcsClient, unused: Collection[int]) -> None:
    """Refuse products that WHMCS does not have. It takes one request.

    Args:
        client: The client.
        unused: The products without a service.

    Raises:
        WhmcsNotFoundError: One does not exist; the error lists the existing ones.
        WhmcsPermissionError: The credential may not read products.
    """
    try:
        names = {product.id: product.name for product in client.get_products()}
    except WhmcsPermissionError as error:
        raise WhmcsPermissionError(
            f"{_have(unused)} no services, and whether WHMCS has such a product cannot be asked: "
            f"{error.message}",
            action=error.action,
            hint=f"{error.hint} Or take the product out where it is named: {_NAMED_IN}.",
            operation=error.action,
            status_code=error.status_code,
        ) from error
    missing = [each for each in unused if each not in names]
    if not missing:
        return
    shown = [f"{key} {names[key]}" for key in sorted(names)[:_SHOWN]]
    if len(names) > _SHOWN:
        shown.append(f"and {len(names) - _SHOWN} more")
    raise WhmcsNotFoundError(
        f"{_have(missing)} no services because WHMCS has no such product",
        hint=f"Correct {_NAMED_IN}. WHMCS has these products: {'; '.join(shown) or 'none'}.",
    )


def _have(ids: Collection[int]) -> str:
    if len(ids) == 1:
        return f"Fibre product {next(iter(ids))} has"
    return f"Fibre products {', '.join(map(str, ids))} have"
