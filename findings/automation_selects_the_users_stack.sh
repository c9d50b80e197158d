#!/usr/bin/env bash
# Work on one stack through the Automation API changes which stack the next plain `pulumi` command in that folder works on.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   automation.select_stack runs `pulumi stack select`, and so does a Stack that is made in any other way. The
#              folder's selected stack is another one afterwards, also after a preview, which changes nothing else.
# Most guess:  the API names its stack in each command (it does, with --stack), so what a person has selected in that folder
#              is left alone, and a later `pulumi up` by hand goes to where it went before.
# Seen on 2026-11-29 (stacks "east" and "west"; a person has selected "west"):
#   selected before: west
#   previewed through the Automation API: east
#   selected after: east
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

mkdir backend project
cd project
cat > Pulumi.yaml <<'YAML'
name: shelves
runtime:
  name: python
  options:
    virtualenv: ../venv
YAML
echo "import pulumi" > __main__.py
export PULUMI_BACKEND_URL="file://$folder/backend" PULUMI_CONFIG_PASSPHRASE="" PULUMI_HOME="$folder/home" PULUMI_SKIP_UPDATE_CHECK=true
pulumi stack init east --non-interactive > /dev/null
pulumi stack init west --non-interactive > /dev/null
pulumi stack select west

{
  echo "selected before: $(pulumi stack --show-name)"
  ../venv/bin/python - <<'PYTHON'
from pulumi import automation

automation.select_stack("east", work_dir=".").preview()
print("previewed through the Automation API: east")
PYTHON
  echo "selected after: $(pulumi stack --show-name)"
} | tee ../seen

diff ../seen - <<'EXPECTED'
selected before: west
previewed through the Automation API: east
selected after: east
EXPECTED
