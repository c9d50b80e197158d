"""Every read that whmcspy 0.3.0 has and the simulator answers, and its errors.

It pages until a page is empty, adding up ``numreturned`` as it comes. Left out:

- ``get_clients_domains``, whose counters are text in WHMCS's own sample: the client adds text to a number;
- ``get_transactions`` and ``get_tld_pricing``: actions that the simulator refuses.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import whmcspy
from whmcspy.exceptions import Error, MissingPermission


def failure(call: Callable[[], object]) -> dict[str, str]:
    """The error that a call ends in."""
    try:
        call()
    except Error as error:
        return {"error": type(error).__name__, "message": str(error)}
    return {}


def main() -> None:
    """Read everything in pages, then fail in each way that the client knows."""
    given = json.load(sys.stdin)
    client = whmcspy.WHMCS(given["url"], given["identifier"], given["secret"])
    told: dict[str, Any] = {
        "services": list(client.get_clients_products(limitnum=2)),
        "active": list(client.get_clients_products(active=True)),
        "of a product": list(client.get_clients_products(productid=13)),
        "orders": list(client.get_orders()),
        "servers": client.get_servers(),
        "tickets": list(client.get_tickets()),
        "invoice": client.get_invoice(31),
        "products": client.call("GetProducts", pid="12,13"),
        "addons of services": client.call("GetClientsAddons", serviceid=[1, 2]),
    }
    told["no invoice"] = failure(lambda: client.get_invoice(404))
    told["write"] = failure(lambda: client.update_client_product(1, status="Terminated"))
    stranger = whmcspy.WHMCS(given["url"], given["identifier"], "wrong")
    told["bad secret"] = failure(lambda: stranger.get_servers())
    told["permission"] = MissingPermission.__name__
    json.dump(told, sys.stdout)


main()
