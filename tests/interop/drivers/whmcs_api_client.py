"""Every read that the generated client whmcs-api-client 1.0.32 has and the simulator answers.

It names the action in the URL, sends identifier and secret as username and password, and asks for no type of
reply. Left out:

- ``get_invoices_details``: its action is no part of WHMCS;
- ``get_tld_pricing``, ``get_transactions``, ``get_affiliates``, ``domain_get_nameservers``, ``domain_whois``:
  actions that the simulator refuses;
- domains with a regdate or nextduedate of 0000-00-00: the client refuses them, on any installation.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import whmcs_client
from whmcs_client.exceptions import ForbiddenException


def main() -> None:
    """Read everything, then try a write and bad credentials."""
    given = json.load(sys.stdin)
    api = whmcs_client.DefaultApi(whmcs_client.ApiClient(whmcs_client.Configuration(host=given["url"])))
    account = {"username": given["identifier"], "password": given["secret"]}
    reads: dict[str, dict[str, Any]] = {
        "get_products": {"gid": 3},
        "get_clients": {"limitstart": 1, "limitnum": 2},
        "get_clients_details": {"clientid": 7, "stats": True},
        "get_clients_products": {"clientid": 7},
        "get_clients_domains": {"clientid": 7},
        "get_currencies": {},
        "get_invoices": {"userid": 7, "orderby": "duedate"},
        "get_orders": {"userid": 7},
        "get_payment_methods": {},
    }
    told: dict[str, Any] = {}
    for name, parameters in reads.items():
        told[name] = getattr(api, name)(**account, **parameters).to_dict()
    told["no products"] = api.get_products(**account, gid=99).to_dict()
    told["asked for json"] = api.get_currencies(**account, responsetype="json").to_dict()
    refused: dict[str, Callable[[], object]] = {
        "write": lambda: api.update_client(**account, clientid=7, firstname="Changed"),
        "bad secret": lambda: api.get_currencies(**{**account, "password": "wrong"}),
    }
    for name, call in refused.items():
        try:
            call()
        except ForbiddenException as error:
            told[name] = {"status": error.status, "body": json.loads(error.body)}
    json.dump(told, sys.stdout, default=str)


main()
