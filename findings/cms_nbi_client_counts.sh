#!/usr/bin/env bash
# cms-nbi-client gives an answer of another shape for no ONT, for one and for two; the length is 1 for one and for two.
#
# Versions:    cms-nbi-client 0.1.0, xmltodict 1.0.4
# Behaviour:   show_ont() puts what the XML parser made of <match> into a list: a dict where there is one match, a list
#              where there are more. So two ONTs are a list in a list, and no ONT is the raw HTTP response.
#              system_children() of a node with one child adds the *keys* of that child to its list.
# Most guess:  a list of ONTs, of the length that there are.
# Seen on 2026-11-28 (replies of one CMS page each):
#   show_ont, 0 ONTs: Response
#   show_ont, 1 ONTs: list of 1, first is dict
#   show_ont, 2 ONTs: list of 1, first is list
#   system_children, 1 child: ['type', 'id', 'admin']
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check cms-nbi-client==0.1.0 xmltodict==1.0.4

cat > ask.py <<'PYTHON'
import http.server
import threading

from cmsnbiclient import Client
from cmsnbiclient.E7.query import Query

LOGIN = "<Envelope><Body><auth-reply><ResultCode>0</ResultCode><SessionId>580</SessionId></auth-reply></Body></Envelope>"
REPLY = (
    '<soapenv:Envelope xmlns:soapenv="http://www.w3.org/2003/05/soap-envelope"><soapenv:Body>'
    '<rpc-reply message-id="1" nodename="NTWK-north">{}</rpc-reply></soapenv:Body></soapenv:Envelope>'
)
MATCH = (
    "<match><get-config><object><type>Ont</type><id><ont>{0}</ont></id><admin>enabled</admin></object></get-config>"
    "<get><object><type>Ont</type><id><ont>{0}</ont></id><op-stat>enable</op-stat></object></get></match>"
)
CHILDREN = (
    "<data><top><object><type>System</type><id></id><children><child><type>Ont</type><id><ont>1</ont></id>"
    "<admin>enabled</admin></child></children></object></top></data>"
)
content = ""


class Cms(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        request = self.rfile.read(int(self.headers["Content-Length"]))
        answer = (LOGIN if b"<login>" in request else REPLY.format(content)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml;charset=UTF-8")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


cms = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cms)
threading.Thread(target=cms.serve_forever, daemon=True).start()
client = Client()
client.login_netconf("user", "password", "http", str(cms.server_port), "127.0.0.1", "/cmsexc/ex/netconf", http_timeout=30)
query = Query(client, network_nm="NTWK-north", http_timeout=30)

for onts in range(3):
    content = "<ok/><action-reply>" + "".join(MATCH.format(ont) for ont in range(onts)) + "</action-reply>"
    found = query.show_ont()
    shape = f"list of {len(found)}, first is {type(found[0]).__name__}" if isinstance(found, list) else type(found).__name__
    print(f"show_ont, {onts} ONTs: {shape}")
content = CHILDREN
print("system_children, 1 child:", query.system_children())
PYTHON

seen="$(venv/bin/python ask.py)"
echo "$seen"
[ "$seen" = "show_ont, 0 ONTs: Response
show_ont, 1 ONTs: list of 1, first is dict
show_ont, 2 ONTs: list of 1, first is list
system_children, 1 child: ['type', 'id', 'admin']" ] || { echo "changed since 2026-11-28"; exit 1; }
