#!/usr/bin/env bash
# A capability with line breaks around it, as in RFC 6241's own example, is not known to two NETCONF clients.
#
# Versions:    ncclient 0.7.1, netconf-client 3.6.0
# Behaviour:   a device may write its hello with each URI on a line of its own: the type is anyURI, whose outer white space
#              does not count, and RFC 6241 does it in its first example of a hello. Both clients keep the line breaks as
#              part of the URI. They go on in the framing of NETCONF 1.0 with a device that, since both sides said 1.1, goes
#              on in chunks.
# Most guess:  that white space around a URI makes no difference.
# Seen on 2026-11-28 (the same hello, base 1.0 and base 1.1):
#   ncclient, on one line: base 1.1 True
#   ncclient, with line breaks: base 1.1 False
#   netconf-client, on one line: framing 1.1
#   netconf-client, with line breaks: framing 1.0
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ncclient==0.7.1 netconf-client==3.6.0

cat > hello.py <<'PYTHON'
import socket
import threading

from ncclient import manager
from netconf_client.session import Session

HELLO = (
    '<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities>'
    "<capability>{0}urn:ietf:params:netconf:base:1.0{0}</capability>"
    "<capability>{0}urn:ietf:params:netconf:base:1.1{0}</capability>"
    "</capabilities><session-id>4</session-id></hello>]]>]]>"
)
HELLOS = {"on one line": HELLO.format(""), "with line breaks": HELLO.format("\n  ")}


def device(listener, hello):
    """A device that says hello and hears what comes."""
    connection, _ = listener.accept()
    with connection:
        connection.sendall(hello.encode())
        while connection.recv(4096):
            pass


for label, hello in HELLOS.items():
    path = label.replace(" ", "-")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(1)
        threading.Thread(target=device, args=(listener, hello), daemon=True).start()
        session = manager.connect_uds(path=path, timeout=30)
        print(f"ncclient, {label}: base 1.1 {':base:1.1' in session.server_capabilities}")
        session._session.close()

for label, hello in HELLOS.items():
    ours, device = socket.socketpair()
    device.sendall(hello.encode())
    with Session(ours) as session:
        print(f"netconf-client, {label}: framing {session.mode}")
    device.close()
PYTHON

seen="$(venv/bin/python hello.py)"
echo "$seen"
[ "$seen" = "ncclient, on one line: base 1.1 True
ncclient, with line breaks: base 1.1 False
netconf-client, on one line: framing 1.1
netconf-client, with line breaks: framing 1.0" ] || { echo "changed since 2026-11-28"; exit 1; }
