#!/usr/bin/env bash
# A prefix that is passed to one ncclient reply's xpath() holds for every later one in the process.
#
# Versions:    ncclient 0.7.1
# Behaviour:   with a device profile that makes its replies easy to read, such as junos, a reply has xpath(expression,
#              namespaces). The namespaces of a call are written into the library's own table, and each later call, of
#              another reply and another session, starts from that.
# Most guess:  that what is passed to a call belongs to it. An expression that lacks its prefix works or fails by what ran
#              before; a prefix that two parts of a program use for two namespaces is that of the last one.
# Seen on 2026-11-28 (two replies, the prefix "e" given to the first alone):
#   the second reply, before: XPathEvalError
#   the first reply, with the prefix: 0 found
#   the second reply, after: 0 found
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ncclient==0.7.1

cat > prefix.py <<'PYTHON'
import re
import socket
import threading

from lxml.etree import XPathEvalError
from ncclient import manager

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
END = b"]]>]]>"
HELLO = (
    f'<hello xmlns="{BASE}"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities>'
    "<session-id>4</session-id></hello>"
)


def device(listener):
    """A device that says hello and answers every request with one VLAN."""
    connection, _ = listener.accept()
    with connection:
        connection.sendall(HELLO.encode() + END)
        received = b""
        while part := connection.recv(4096):
            received += part
            while END in received:
                message, received = received.split(END, 1)
                if number := re.search(r'message-id="([^"]+)"', message.decode()):
                    content = "<data><vlan>100</vlan></data>"
                    reply = f'<rpc-reply xmlns="{BASE}" message-id="{number[1]}">{content}</rpc-reply>'
                    connection.sendall(reply.encode() + END)


def ask(label, reply, **namespaces):
    try:
        print(f"{label}: {len(reply.xpath('//e:vlan', **namespaces))} found")
    except XPathEvalError as error:
        print(f"{label}: {type(error).__name__}")


replies = []
for path in ("first", "second"):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(1)
        threading.Thread(target=device, args=(listener,), daemon=True).start()
        session = manager.connect_uds(path=path, timeout=30, device_params={"name": "junos"})
        replies.append(session.get())
        session._session.close()

first, second = replies
ask("the second reply, before", second)
ask("the first reply, with the prefix", first, namespaces={"e": "urn:example"})
ask("the second reply, after", second)
PYTHON

seen="$(venv/bin/python prefix.py)"
echo "$seen"
[ "$seen" = "the second reply, before: XPathEvalError
the first reply, with the prefix: 0 found
the second reply, after: 0 found" ] || { echo "changed since 2026-11-28"; exit 1; }
