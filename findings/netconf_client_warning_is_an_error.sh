#!/usr/bin/env bash
# netconf-client raises what a device only warns of, and calls its severity "error".
#
# Versions:    netconf-client 3.6.0
# Behaviour:   NETCONF has <rpc-error> for both, with <error-severity> "error" or "warning". netconf-client raises RpcError
#              for either without reading it, and fills in "error". An edit that a device carried out, saying that something
#              is deprecated, looks like one that it refused; the true word is in the raw reply alone.
# Most guess:  that a warning is none, or that RpcError.severity is what the device said.
# Seen on 2026-11-28 (a reply with one warning):
#   raised RpcError: this attribute is deprecated, severity error
#   the device said: warning
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check netconf-client==3.6.0

cat > edit.py <<'PYTHON'
import socket
import threading

from netconf_client.error import RpcError
from netconf_client.ncclient import Manager
from netconf_client.session import Session

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
END = b"]]>]]>"
HELLO = (
    f'<hello xmlns="{BASE}"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities>'
    "<session-id>4</session-id></hello>"
)
REPLY = (
    f'<rpc-reply xmlns="{BASE}"><rpc-error><error-type>application</error-type><error-tag>operation-failed</error-tag>'
    "<error-severity>warning</error-severity><error-message>this attribute is deprecated</error-message>"
    "</rpc-error></rpc-reply>"
)


def device(connection):
    """Say hello, and answer the first request."""
    connection.sendall(HELLO.encode() + END)
    received = b""
    while received.count(END) < 2:
        received += connection.recv(4096)
    connection.sendall(REPLY.encode() + END)


ours, devices = socket.socketpair()
threading.Thread(target=device, args=(devices,), daemon=True).start()
with Manager(Session(ours), timeout=30) as manager:
    try:
        manager.edit_config(f'<config xmlns="{BASE}"/>')
        print("returned")
    except RpcError as error:
        print(f"raised RpcError: {error.message}, severity {error.severity}")
        print("the device said:", error.reply_ele.findtext(f".//{{{BASE}}}error-severity"))
PYTHON

seen="$(venv/bin/python edit.py)"
echo "$seen"
[ "$seen" = "raised RpcError: this attribute is deprecated, severity error
the device said: warning" ] || { echo "changed since 2026-11-28"; exit 1; }
