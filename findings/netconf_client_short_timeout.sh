#!/usr/bin/env bash
# netconf-client waits for two minutes when it is told to wait for less than one second.
#
# Versions:    netconf-client 3.6.0
# Behaviour:   a timeout below 1 is put aside without a word for the default, 120 seconds. The documentation asks for a
#              float or int above zero.
# Most guess:  that 0.5 is half a second, since 1.5 is one and a half.
# Seen on 2026-11-28:
#   asked for 1.5: 1.5
#   asked for 0.5: 120
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check netconf-client==3.6.0

cat > timeouts.py <<'PYTHON'
import socket

from netconf_client.ncclient import Manager
from netconf_client.session import Session

ours, devices = socket.socketpair()
hello = (
    '<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities>'
    "<capability>urn:ietf:params:netconf:base:1.0</capability></capabilities>"
    "<session-id>4</session-id></hello>]]>]]>"
)
devices.sendall(hello.encode())
with Session(ours) as session:
    manager = Manager(session)
    for seconds in (1.5, 0.5):
        manager.set_rpc_timeout(seconds)
        print(f"asked for {seconds}: {manager.get_rpc_timeout()}")
devices.close()
PYTHON

seen="$(venv/bin/python timeouts.py)"
echo "$seen"
[ "$seen" = "asked for 1.5: 1.5
asked for 0.5: 120" ] || { echo "changed since 2026-11-28"; exit 1; }
