#!/usr/bin/env bash
# `stack.history()` of Pulumi's Automation API, documented as all updates, is the last ten.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   without page_size, the API runs `pulumi stack history --json`, whose page has ten entries, and says nothing of more.
#              page_size=1000 gives all. "Who changed this stack since January?" is answered with what the last days had.
# Most guess:  what the docstring says: "page_size: ... defaults to all".
# Seen on 2026-11-29 (a stack that was updated 11 times):
#   history(): 10 updates, the oldest is update 2
#   history(page_size=1000): 11 updates, the oldest is update 1
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

mkdir state
cat > Pulumi.yaml <<'YAML'
name: isp
runtime:
  name: python
  options: {virtualenv: venv}
YAML
echo "import pulumi" > __main__.py
cat > history.py <<'PYTHON'
from pulumi import automation

stack = automation.create_or_select_stack("dev", work_dir=".")
for number in range(11):
    stack.up(message=f"update {number + 1}")
for words, pages in (("", {}), ("page_size=1000", {"page_size": 1000})):
    found = stack.history(**pages)
    print(f"history({words}): {len(found)} updates, the oldest is {found[-1].message}")
PYTHON
export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true PULUMI_BACKEND_URL="file://$folder/state"
venv/bin/python history.py > seen 2> log || { cat seen log; exit 1; }
cat seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
history(): 10 updates, the oldest is update 2
history(page_size=1000): 11 updates, the oldest is update 1
SEEN
