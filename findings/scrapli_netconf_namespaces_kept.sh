#!/usr/bin/env bash
# scrapli-netconf with strip_namespaces=False knows that a request failed, and not why.
#
# Versions:    scrapli-netconf 2026.1.12, scrapli 2026.2.20
# Behaviour:   error_messages is filled by asking the reply for <rpc-error> without a namespace. With strip_namespaces=False,
#              which is to leave the namespaces in the result, there is none of that name: the list stays empty.
# Most guess:  that the setting changes how the result is written, not what is known of an error.
# Seen on 2026-11-28 (the same reply, VLAN in use):
#   strip_namespaces=True: failed True, messages ['VLAN is in use']
#   strip_namespaces=False: failed True, messages []
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scrapli-netconf==2026.1.12 scrapli==2026.2.20

cat > reply.py <<'PYTHON'
from scrapli_netconf.constants import NetconfVersion
from scrapli_netconf.response import NetconfResponse

REPLY = (
    '<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="101"><rpc-error>'
    "<error-type>application</error-type><error-tag>in-use</error-tag><error-severity>error</error-severity>"
    "<error-message>VLAN is in use</error-message></rpc-error></rpc-reply>]]>]]>"
)
for strip in (True, False):
    response = NetconfResponse(
        netconf_version=NetconfVersion.VERSION_1_0,
        xml_input=None,
        strip_namespaces=strip,
        host="olt",
        channel_input="edit-config",
    )
    response.record_response(REPLY.encode())
    print(f"strip_namespaces={strip}: failed {response.failed}, messages {response.error_messages}")
PYTHON

seen="$(venv/bin/python reply.py)"
echo "$seen"
[ "$seen" = "strip_namespaces=True: failed True, messages ['VLAN is in use']
strip_namespaces=False: failed True, messages []" ] || { echo "changed since 2026-11-28"; exit 1; }
