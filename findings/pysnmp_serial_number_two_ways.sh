#!/usr/bin/env bash
# pysnmp writes the serial number of one ONT as text and that of the next one as hexadecimal, by the bytes in it.
#
# Versions:    pysnmp 7.1.30, pyasn1 0.6.4
# Behaviour:   a GPON serial number is eight bytes, four letters of the vendor and four bytes of number, and an OctetString over SNMP.
#              prettyPrint(), which the examples print values with, answers "0x..." if one byte cannot be printed, and the characters
#              themselves if all can. In one table of ONTs both stand side by side, with eight characters or eighteen.
# Most guess:  that values of one column come in one form; a table that looks each one up by its text misses some ONTs.
# Seen on 2026-11-29:
#   CXNK and 0012e701: 0x43584e4b0012e701
#   CXNK and 41423344: CXNKAB3D
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pysnmp==7.1.30 pyasn1==0.6.4

cat > serials.py <<'PYTHON'
from pysnmp.proto.rfc1902 import OctetString

for number in ("0012e701", "41423344"):
    value = OctetString(b"CXNK" + bytes.fromhex(number))
    print(f"CXNK and {number}: {value.prettyPrint()}")
PYTHON
venv/bin/python serials.py > seen 2> log.txt || { cat seen log.txt; exit 1; }

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
CXNK and 0012e701: 0x43584e4b0012e701
CXNK and 41423344: CXNKAB3D
SEEN
