#!/usr/bin/env bash
# python-hcl2 8 hands out the quotes of a Terraform file with the text, and the names of blocks in quotes too.
#
# Versions:    python-hcl2 8.1.4, and 7.3.1 to compare
# Behaviour:   `serial = "CXNK0012E7"` is read as a text of twelve characters, the quotes among them; ["calix_ont"]["west"] is a
#              KeyError, as both names are in quotes. Each block has one more key, "__is_block__". Nothing warns: a program that
#              moves ONTs from Terraform to something else carries the quotes into each serial number.
# Most guess:  a new major release may name its functions otherwise; that "x" is read as x stays, as in each JSON or YAML reader.
# Seen on 2026-11-29:
#   7.3.1: resource calix_ont west, serial CXNK0012E7, keys ['profile', 'serial']
#   8.1.4: resource "calix_ont" "west", serial "CXNK0012E7", keys ['__is_block__', 'profile', 'serial']
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > onts.tf <<'HCL'
resource "calix_ont" "west" {
  serial  = "CXNK0012E7"
  profile = 162
}
HCL
cat > read.py <<'PYTHON'
from importlib.metadata import version

import hcl2

with open("onts.tf") as file:
    [resource] = hcl2.load(file)["resource"]
[(kind, named)] = resource.items()
[(name, ont)] = named.items()
print(f"{version('python-hcl2')}: resource {kind} {name}, serial {ont['serial']}, keys {sorted(ont)}")
PYTHON
python3 -m venv before
before/bin/pip install --quiet --disable-pip-version-check python-hcl2==7.3.1
python3 -m venv after
after/bin/pip install --quiet --disable-pip-version-check python-hcl2==8.1.4
{ before/bin/python read.py; after/bin/python read.py; } | tee seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
7.3.1: resource calix_ont west, serial CXNK0012E7, keys ['profile', 'serial']
8.1.4: resource "calix_ont" "west", serial "CXNK0012E7", keys ['__is_block__', 'profile', 'serial']
SEEN
