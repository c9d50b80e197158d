#!/usr/bin/env bash
# cms-nbi-client asks for the page after "None" where a page of a node's children ends on a PON port.
#
# Versions:    cms-nbi-client 0.1.0, xmltodict 1.0.4
# Behaviour:   an E7 answers in pages, and is asked for the next one with the last child in <after>. system_children()
#              takes the first part of that child's id and reads its text as the parser gives it for an element that has
#              attributes. The id of a PON port begins with a shelf that has none, so <gponport>None</gponport> is sent.
# Most guess:  the next request names the child on which the page ended: shelf 1, card 2, PON port 3.
# Seen on 2026-11-28 (one page that ends on such a child, with <more/>):
#   second request asks after: <type>GponPort</type> <id> <gponport>None</gponport> </id>
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check cms-nbi-client==0.1.0 xmltodict==1.0.4

cat > ask.py <<'PYTHON'
import http.server
import re
import threading

from cmsnbiclient import Client
from cmsnbiclient.E7.query import Query

LOGIN = "<Envelope><Body><auth-reply><ResultCode>0</ResultCode><SessionId>580</SessionId></auth-reply></Body></Envelope>"
REPLY = (
    '<soapenv:Envelope xmlns:soapenv="http://www.w3.org/2003/05/soap-envelope"><soapenv:Body>'
    '<rpc-reply message-id="1" nodename="NTWK-north"><data><top><object><type>System</type><id></id>'
    "<children>{}</children></object></top></data></rpc-reply></soapenv:Body></soapenv:Envelope>"
)
PORT = (
    "<child><type>GponPort</type><id><shelf>1</shelf><card>2</card><gponport>{}</gponport></id>"
    "<admin>enabled</admin></child>"
)
PAGES = [PORT.format(2) + PORT.format(3) + "<more/>", PORT.format(4) + PORT.format(5)]
asked = []


class Cms(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        request = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if "<login>" in request:
            answer = LOGIN
        else:
            asked.append(re.search(r"<after>(.*)</after>", request, re.DOTALL))
            answer = REPLY.format(PAGES[len(asked) - 1])
        self.send_response(200)
        self.send_header("Content-Type", "text/xml;charset=UTF-8")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *args):
        pass


cms = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cms)
threading.Thread(target=cms.serve_forever, daemon=True).start()
client = Client()
client.login_netconf("user", "password", "http", str(cms.server_port), "127.0.0.1", "/cmsexc/ex/netconf", http_timeout=30)
Query(client, network_nm="NTWK-north", http_timeout=30).system_children()
print("second request asks after:", " ".join(asked[1][1].split()))
PYTHON

seen="$(venv/bin/python ask.py)"
echo "$seen"
[ "$seen" = "second request asks after: <type>GponPort</type> <id> <gponport>None</gponport> </id>" ] || {
  echo "changed since 2026-11-28"
  exit 1
}
