#!/usr/bin/env bash
# Two warnings in one reply are one error in ncclient: severity "error", where one warning alone is "warning".
#
# Versions:    ncclient 0.7.1
# Behaviour:   a reply with several <rpc-error> is raised as one RPCError that holds them all. Its severity is to be "error"
#              if one of them is, but it always is "error". A program that lets warnings pass by error.severity takes an edit
#              that the device carried out for a refused one as soon as there are two things to warn of.
# Most guess:  that the severity of the whole is that of the worst in it.
# Seen on 2026-11-28:
#   1 warning: RPCError of severity warning
#   2 warnings: RPCError of severity error, made of ['warning', 'warning']
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ncclient==0.7.1

cat > edit.py <<'PYTHON'
import re
import socket
import threading

from ncclient import manager
from ncclient.operations import RPCError

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
END = b"]]>]]>"
HELLO = (
    f'<hello xmlns="{BASE}"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities>'
    "<session-id>4</session-id></hello>"
)
WARNING = (
    "<rpc-error><error-type>application</error-type><error-tag>operation-failed</error-tag>"
    "<error-severity>warning</error-severity><error-message>this attribute is deprecated</error-message></rpc-error>"
)


def device(listener, content):
    """A device that says hello and answers every request with the same content."""
    connection, _ = listener.accept()
    with connection:
        connection.sendall(HELLO.encode() + END)
        received = b""
        while part := connection.recv(4096):
            received += part
            while END in received:
                message, received = received.split(END, 1)
                if number := re.search(r'message-id="([^"]+)"', message.decode()):
                    reply = f'<rpc-reply xmlns="{BASE}" message-id="{number[1]}">{content}</rpc-reply>'
                    connection.sendall(reply.encode() + END)


for label, content in (("1 warning", WARNING), ("2 warnings", WARNING * 2)):
    path = label.replace(" ", "-")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(1)
        threading.Thread(target=device, args=(listener, content), daemon=True).start()
        session = manager.connect_uds(path=path, timeout=30)
        try:
            session.edit_config(target="running", config=f'<config xmlns="{BASE}"/>')
        except RPCError as error:
            parts = f", made of {[each.severity for each in error.errlist]}" if error.errlist else ""
            print(f"{label}: RPCError of severity {error.severity}{parts}")
        session._session.close()
PYTHON

seen="$(venv/bin/python edit.py)"
echo "$seen"
[ "$seen" = "1 warning: RPCError of severity warning
2 warnings: RPCError of severity error, made of ['warning', 'warning']" ] || { echo "changed since 2026-11-28"; exit 1; }
