#!/usr/bin/env bash
# netconf-xml-builder takes a message-id by position and leaves it out of the request.
#
# Versions:    netconf-xml-builder 0.1.0
# Behaviour:   each function is declared with the message-id as its first argument. Given by position, it is taken and dropped: the
#              <rpc> has no message-id, which RFC 6241 demands, and a device that keeps to it refuses the request. By name it is
#              there. netconf_commit(102, "token") is a confirmed commit without a number.
# Most guess:  an argument is the same by position and by name; a function that cannot use one says so.
# Seen on 2026-11-29:
#   netconf_get_config(101): message-id None
#   netconf_get_config(message_id=101): message-id 101
#   netconf_commit(102, "token"): message-id None, persist token
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check netconf-xml-builder==0.1.0

cat > ask.py <<'PYTHON'
from netconf_xml_builder.netconf_xml_builder import netconf_commit, netconf_get_config

commit = netconf_commit(102, "token")
print("netconf_get_config(101): message-id", netconf_get_config(101).get("message-id"))
print("netconf_get_config(message_id=101): message-id", netconf_get_config(message_id=101).get("message-id"))
print(f'netconf_commit(102, "token"): message-id {commit.get("message-id")}, persist {commit.findtext(".//persist")}')
PYTHON
venv/bin/python ask.py | tee seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
netconf_get_config(101): message-id None
netconf_get_config(message_id=101): message-id 101
netconf_commit(102, "token"): message-id None, persist token
SEEN
