#!/usr/bin/env bash
# whmcs-api-client drops the totals of GetClientsProducts: 25 of 60 services look like all of them.
#
# Versions:    whmcs-api-client 1.0.32
# Behaviour:   WHMCS answers GetClientsProducts in pages of 25 with totalresults, startnumber and numreturned. The class of
#              this answer has no such fields, and takes no others; those of GetClients and GetProducts have them.
# Most guess:  that the fields are there, as with the other lists; a program that pages by them finds nothing to page by.
# Seen on 2026-11-28 (a page of 25 out of 60 in both):
#   GetClients: totalresults 60
#   GetClientsProducts: totalresults missing, fields result, message, products
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check whmcs-api-client==1.0.32

cat > page.py <<'PYTHON'
import json

from whmcs_client.models import GetClientsProductsResponse, GetClientsResponse

TOTALS = {"result": "success", "totalresults": 60, "startnumber": 0, "numreturned": 25}
clients = {**TOTALS, "clients": {"client": [{"id": number} for number in range(25)]}}
services = {**TOTALS, "clientid": 7, "products": {"product": [{"id": number} for number in range(25)]}}

answer = GetClientsResponse.from_json(json.dumps(clients))
print("GetClients: totalresults", getattr(answer, "totalresults", "missing"))
answer = GetClientsProductsResponse.from_json(json.dumps(services))
print(
    f"GetClientsProducts: totalresults {getattr(answer, 'totalresults', 'missing')},",
    "fields " + ", ".join(type(answer).model_fields),
)
PYTHON

seen="$(venv/bin/python page.py)"
echo "$seen"
[ "$seen" = "GetClients: totalresults 60
GetClientsProducts: totalresults missing, fields result, message, products" ] || { echo "changed since 2026-11-28"; exit 1; }
