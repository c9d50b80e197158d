#!/usr/bin/env bash
# scrapli-netconf takes a refusal for a success when the device writes its elements with a namespace prefix.
#
# Versions:    scrapli-netconf 2026.1.12, scrapli 2026.2.20
# Behaviour:   whether a request failed is decided by looking for the bytes "<rpc-error>" and "</rpc-error>" in the reply.
#              <nc:rpc-error> in the same namespace says the same in XML, and is not found: failed is False.
# Most guess:  that a prefix makes no difference, as in any XML; the library reads the reply with an XML parser as well.
# Seen on 2026-11-28 (the same reply, VLAN in use, without and with the prefix):
#   <rpc-error>: failed True, messages ['VLAN is in use']
#   <nc:rpc-error>: failed False, messages []
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scrapli-netconf==2026.1.12 scrapli==2026.2.20

cat > reply.py <<'PYTHON'
from scrapli_netconf.constants import NetconfVersion
from scrapli_netconf.response import NetconfResponse

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
ELEMENTS = (
    ("error-type", "application"),
    ("error-tag", "in-use"),
    ("error-severity", "error"),
    ("error-message", "VLAN is in use"),
)


def reply(prefix, declaration):
    inner = "".join(f"<{prefix}{name}>{text}</{prefix}{name}>" for name, text in ELEMENTS)
    return (
        f'<{prefix}rpc-reply {declaration}="{BASE}" message-id="101">'
        f"<{prefix}rpc-error>{inner}</{prefix}rpc-error></{prefix}rpc-reply>]]>]]>"
    )


for prefix, declaration in (("", "xmlns"), ("nc:", "xmlns:nc")):
    response = NetconfResponse(
        netconf_version=NetconfVersion.VERSION_1_0, xml_input=None, host="olt", channel_input="edit-config"
    )
    response.record_response(reply(prefix, declaration).encode())
    print(f"<{prefix}rpc-error>: failed {response.failed}, messages {response.error_messages}")
PYTHON

seen="$(venv/bin/python reply.py)"
echo "$seen"
[ "$seen" = "<rpc-error>: failed True, messages ['VLAN is in use']
<nc:rpc-error>: failed False, messages []" ] || { echo "changed since 2026-11-28"; exit 1; }
