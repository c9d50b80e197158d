#!/usr/bin/env bash
# ncclient with RaiseMode.ERRORS does not raise an error that stands behind a warning.
#
# Versions:    ncclient 0.7.1
# Behaviour:   a NETCONF reply may hold several <rpc-error>, of severity warning or error. RaiseMode.ERRORS, which is to
#              raise errors and pass over warnings, looks at the severity of the first one only. A device that says that
#              something is deprecated before it says that the VLAN is in use has its refusal returned like a success.
# Most guess:  that an error is raised wherever it stands.
# Seen on 2026-11-28:
#   error, warning: raised RPCError
#   warning, error: returned, ok False, severities ['warning', 'error']
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
from ncclient.operations import RaiseMode, RPCError

BASE = "urn:ietf:params:xml:ns:netconf:base:1.0"
END = b"]]>]]>"
HELLO = (
    f'<hello xmlns="{BASE}"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities>'
    "<session-id>4</session-id></hello>"
)


def rpc_error(severity, text):
    return (
        "<rpc-error><error-type>application</error-type><error-tag>operation-failed</error-tag>"
        f"<error-severity>{severity}</error-severity><error-message>{text}</error-message></rpc-error>"
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


refused = rpc_error("error", "VLAN is in use")
warned = rpc_error("warning", "this attribute is deprecated")
for label, content in (("error, warning", refused + warned), ("warning, error", warned + refused)):
    path = label.replace(", ", "-")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(1)
        threading.Thread(target=device, args=(listener, content), daemon=True).start()
        session = manager.connect_uds(path=path, timeout=30)
        session.raise_mode = RaiseMode.ERRORS
        try:
            reply = session.edit_config(target="running", config=f'<config xmlns="{BASE}"/>')
            print(f"{label}: returned, ok {reply.ok}, severities {[error.severity for error in reply.errors]}")
        except RPCError as error:
            print(f"{label}: raised {type(error).__name__}")
        session._session.close()
PYTHON

seen="$(venv/bin/python edit.py)"
echo "$seen"
[ "$seen" = "error, warning: raised RPCError
warning, error: returned, ok False, severities ['warning', 'error']" ] || { echo "changed since 2026-11-28"; exit 1; }
