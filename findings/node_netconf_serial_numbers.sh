#!/usr/bin/env bash
# node-netconf reads a serial number that looks like a number as one: 12E7 comes out as 12.
#
# Versions:    node-netconf 1.1.2, xml2js 0.4.23
# Behaviour:   replies are read with a setting that makes numbers of all texts that JavaScript would take for one. Leading
#              zeros go; hexadecimal digits with one E among decimal ones are taken for a power of ten and, where that is
#              whole, cut off at the E. The original text is in the reply only with "raw", as XML.
# Most guess:  that NETCONF's texts stay texts, as the client knows no types of the device; or that 12E7 is 120000000.
# Seen on 2026-11-28 (three serial numbers of ONTs):
#   12AB: 12AB
#   12E7: 12
#   0012345: 12345
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund node-netconf@1.1.2 xml2js@0.4.23

cat > serials.js <<'JS'
const EventEmitter = require('events');
const { Client } = require('node-netconf');

const client = new Client({ host: 'olt', username: 'user', password: 'password' });

// Stands for the SSH channel: the device answers with the serial number that is its turn.
class Channel extends EventEmitter {
  write(request, sent) {
    sent();
    const number = /message-id="(\d+)"/.exec(request)[1];
    client.rcvBuffer += `<rpc-reply message-id="${number}" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0">` +
      `<data><serial>${this.serial}</serial></data></rpc-reply>\n]]>]]>`;
    this.emit('data');
  }
}

client.netconf = new Channel();
for (const serial of ['12AB', '12E7', '0012345']) {
  client.netconf.serial = serial;
  client.rpc('get', (error, reply) => console.log(`${serial}: ${reply.rpc_reply.data.serial}`));
}
JS

seen="$(node serials.js)"
echo "$seen"
[ "$seen" = "12AB: 12AB
12E7: 12
0012345: 12345" ] || { echo "changed since 2026-11-28"; exit 1; }
