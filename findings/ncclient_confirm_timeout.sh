#!/usr/bin/env bash
# ncclient takes the seconds of a confirmed commit as text only: timeout=60 is a TypeError, timeout="60" is right.
#
# Versions:    ncclient 0.7.1
# Behaviour:   commit(confirmed=True, timeout=...) puts what it is given into the request as it is, and the XML library takes
#              text. The documentation says "in seconds"; the timeout of the session itself is a number.
# Most guess:  that seconds are a number, as manager.timeout is; a program finds out at its first confirmed commit.
# Seen on 2026-11-28:
#   session timeout: int
#   commit, timeout=60: TypeError
#   commit, timeout='60': <confirm-timeout>60</confirm-timeout>
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ncclient==0.7.1

cat > commit.py <<'PYTHON'
import re
import socket
import threading

from ncclient import manager

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
END = b"]]>]]>"
CAPABILITIES = ("base:1.0", "capability:candidate:1.0", "capability:confirmed-commit:1.0")
HELLO = (
    f'<hello xmlns="{BASE}"><capabilities>'
    + "".join(f"<capability>urn:ietf:params:netconf:{each}</capability>" for each in CAPABILITIES)
    + "</capabilities><session-id>4</session-id></hello>"
)
requests = []


def device(listener):
    """A device that says hello and carries out every request."""
    connection, _ = listener.accept()
    with connection:
        connection.sendall(HELLO.encode() + END)
        received = b""
        while part := connection.recv(4096):
            received += part
            while END in received:
                message, received = received.split(END, 1)
                if number := re.search(r'message-id="([^"]+)"', message.decode()):
                    requests.append(message.decode())
                    reply = f'<rpc-reply xmlns="{BASE}" message-id="{number[1]}"><ok/></rpc-reply>'
                    connection.sendall(reply.encode() + END)


with socket.socket(socket.AF_UNIX) as listener:
    listener.bind("device")
    listener.listen(1)
    threading.Thread(target=device, args=(listener,), daemon=True).start()
    session = manager.connect_uds(path="device", timeout=30)
    session.timeout = 30
    print("session timeout:", type(session.timeout).__name__)
    for seconds in (60, "60"):
        try:
            session.commit(confirmed=True, timeout=seconds)
            sent = re.search(r"<\w*:?confirm-timeout>(.*?)<", requests[-1])
            print(f"commit, timeout={seconds!r}: <confirm-timeout>{sent[1]}</confirm-timeout>")
        except TypeError as error:
            print(f"commit, timeout={seconds!r}: {type(error).__name__}")
    session._session.close()
PYTHON

seen="$(venv/bin/python commit.py)"
echo "$seen"
[ "$seen" = "session timeout: int
commit, timeout=60: TypeError
commit, timeout='60': <confirm-timeout>60</confirm-timeout>" ] || { echo "changed since 2026-11-28"; exit 1; }
