#!/usr/bin/env bash
# edit_config without a target stages a change with ncclient, and carries it out with netconf-client.
#
# Versions:    ncclient 0.7.1, netconf-client 3.6.0
# Behaviour:   the target that is not named is the candidate for ncclient, where nothing happens before a commit, and the running
#              configuration for netconf-client. A program that moves from one to the other and means to review the candidate first
#              has changed subscribers' lines by then.
# Most guess:  the same method with the same arguments goes to the same datastore, and to the one that can be taken back.
# Seen on 2026-11-29:
#   ncclient: candidate
#   netconf-client: running
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
    session.edit_config(f'<config xmlns="{BASE}"/>')
    print(f"{client}: {place('target')}")
PYTHON
timeout 120 venv/bin/python ask.py > seen 2> log || { cat seen log; exit 1; }
cat seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
ncclient: candidate
netconf-client: running
SEEN
