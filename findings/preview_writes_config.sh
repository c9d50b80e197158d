#!/usr/bin/env bash
# A preview with --config writes the value into the stack's settings file, and the next `up` uses it.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   `pulumi preview -c profile=gold` sets profile as `pulumi config set` does, then previews. It stays in Pulumi.STACK.yaml,
#              with --json too. The help of --config says so; an `up` that does not name the setting carries out what was only asked.
# Most guess:  that a preview changes nothing, and that a value on its command line holds for that one command.
# Seen on 2026-11-29 (profile is "silver"):
#   up: silver
#   after preview --config profile=gold: isp:profile: gold
#   up: gold
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
[ "$(pulumi version)" = v3.259.0 ] || { echo "Pulumi 3.259.0 is needed on PATH"; exit 1; }
export PULUMI_BACKEND_URL="file://$folder" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=passphrase
export PULUMI_SKIP_UPDATE_CHECK=true PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1
export PULUMI_PYTHON_CMD="$folder/venv/bin/python" CALLS="$folder/calls"
printf 'name: isp\nruntime: python\n' > Pulumi.yaml
pulumi stack init --non-interactive --stack north > log.txt 2>&1
touch calls

cat > __main__.py <<'PYTHON'
import pulumi

pulumi.export("profile", pulumi.Config().require("profile"))
PYTHON

up() {
  pulumi up --non-interactive --yes --skip-preview >> log.txt 2>&1 || { cat log.txt; exit 1; }
  echo "up: $(pulumi stack output profile)"
}
pulumi config set profile silver
up > seen
pulumi preview --non-interactive --config profile=gold > preview.txt 2>&1 || { cat preview.txt; exit 1; }
cat preview.txt >> log.txt
grep -q '"gold"' preview.txt
echo "after preview --config profile=gold: $(grep profile Pulumi.north.yaml | tr -s ' ' | sed 's/^ //')" >> seen
up >> seen

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
up: silver
after preview --config profile=gold: isp:profile: gold
up: gold
SEEN
