#!/usr/bin/env bash
# scrapli-netconf's get_xml_elements() keeps one of two subtrees that share a name, whatever their namespaces.
#
# Versions:    scrapli-netconf 2026.1.12, scrapli 2026.2.20
# Behaviour:   a reply's <data> may hold <interfaces> of the IETF model and <interfaces> of OpenConfig side by side. The
#              result is a dict by local name: the later one stays, the other is dropped without a word, with
#              strip_namespaces=False as well.
# Most guess:  that every child of <data> is in the result, or that the namespace is part of the key where it is kept.
# Seen on 2026-11-28:
#   strip_namespaces=True: 2 in the reply, 1 in the result, of openconfig
#   strip_namespaces=False: 2 in the reply, 1 in the result, of openconfig
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scrapli-netconf==2026.1.12 scrapli==2026.2.20

cat > reply.py <<'PYTHON'
from scrapli_netconf.constants import NetconfVersion
from scrapli_netconf.response import NetconfResponse

SUBTREE = '<interfaces xmlns="{}"><interface><name>{}</name></interface></interfaces>'
REPLY = (
    '<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="101"><data>'
    + SUBTREE.format("urn:ietf:params:xml:ns:yang:ietf-interfaces", "ietf")
    + SUBTREE.format("http://openconfig.net/yang/interfaces", "openconfig")
    + "</data></rpc-reply>]]>]]>"
)
for strip in (True, False):
    response = NetconfResponse(
        netconf_version=NetconfVersion.VERSION_1_0, xml_input=None, strip_namespaces=strip, host="olt", channel_input="get"
    )
    response.record_response(REPLY.encode())
    found = response.get_xml_elements()
    names = " and ".join("".join(element.itertext()).strip() for element in found.values())
    print(f"strip_namespaces={strip}: {len(response.xml_result[0])} in the reply, {len(found)} in the result, of {names}")
PYTHON

seen="$(venv/bin/python reply.py)"
echo "$seen"
[ "$seen" = "strip_namespaces=True: 2 in the reply, 1 in the result, of openconfig
strip_namespaces=False: 2 in the reply, 1 in the result, of openconfig" ] || { echo "changed since 2026-11-28"; exit 1; }
