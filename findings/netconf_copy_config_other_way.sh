#!/usr/bin/env bash
# copy_config("running", "startup") saves a device's configuration with ncclient, and overwrites it with netconf-client.
#
# Versions:    ncclient 0.7.1, netconf-client 3.6.0
# Behaviour:   ncclient takes the source first, and netconf-client the target, though its docstring lists the source first too, and its
#              module is called netconf_client.ncclient. Both send a valid request, and the device does what it is told.
# Most guess:  a manager that has the other one's name and methods takes their arguments in the same order.
# Seen on 2026-11-29:
#   ncclient: from running to startup
#   netconf-client: from startup to running
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ncclient==0.7.1 netconf-client==3.6.0

cat > ask.py <<'PYTHON'
import socket
import threading

from lxml import etree
from ncclient import manager
from netconf_client.ncclient import Manager
from netconf_client.session import Session

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
CAPABILITIES = "".join(
    f"<capability>urn:ietf:params:netconf:{each}:1.0</capability>"
    for each in ("base", "capability:startup", "capability:candidate", "capability:writable-running")
)
HELLO = f'<hello xmlns="{BASE}"><capabilities>{CAPABILITIES}</capabilities><session-id>4</session-id></hello>'
END = b"]]>]]>"
asked = []


def device(connection):
    """Say hello, keep each request and answer it with ok."""
    connection.sendall(HELLO.encode() + END)
    received = b""
    while part := connection.recv(4096):
        received += part
        while END in received:
            message, received = received.split(END, 1)
            request = etree.fromstring(message.strip())
            if number := request.get("message-id"):
                asked.append(request[0])
                connection.sendall(f'<rpc-reply xmlns="{BASE}" message-id="{number}"><ok/></rpc-reply>'.encode() + END)


def listening(path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1)
    threading.Thread(target=lambda: device(listener.accept()[0]), daemon=True).start()
    return path


def place(name):
    """The datastore that stands in a part of the request."""
    return etree.QName(asked[-1].find(f"{{{BASE}}}{name}")[0]).localname


ours, devices = socket.socketpair()
threading.Thread(target=device, args=(devices,), daemon=True).start()
sessions = {
    "ncclient": manager.connect_uds(path=listening("device"), timeout=30),
    "netconf-client": Manager(Session(ours), timeout=30),
}
for client, session in sessions.items():
    session.copy_config("running", "startup")
    print(f"{client}: from {place('source')} to {place('target')}")
PYTHON
timeout 120 venv/bin/python ask.py > seen 2> log || { cat seen log; exit 1; }
cat seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
ncclient: from running to startup
netconf-client: from startup to running
SEEN
