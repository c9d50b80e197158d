#!/usr/bin/env bash
# Saving the project settings that the Automation API has just read takes sections out of Pulumi.yaml.
#
# Versions:    pulumi 3.272.0, Pulumi CLI 3.259.0
# Behaviour:   LocalWorkspace.project_settings() reads the sections that its class has, and save_project_settings() writes the
#              file anew from them. "plugins", "packages" and "options" are gone, with all comments; no message. A provider that
#              was found by "plugins" is looked for elsewhere at the next run.
# Most guess:  that to read and to save without a change changes nothing.
# Seen on 2026-11-28:
#   before: description, name, options, packages, plugins, runtime
#   after: description, name, runtime
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# The engine: one on PATH of this version, or what this repository keeps in the user's cache folder.
for cached in "${XDG_CACHE_HOME:-$HOME/.cache}"/pulumi-isp/engine/*-3.259.0*/bin; do PATH="$cached:$PATH"; done
[ "$(pulumi version)" = v3.259.0 ] || { echo "Pulumi 3.259.0 is needed; \`make demo\` obtains it"; exit 1; }
export PULUMI_BACKEND_URL="file://$folder" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=passphrase
export PULUMI_SKIP_UPDATE_CHECK=true PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > Pulumi.yaml <<'YAML'
name: isp
runtime: python
description: the access network
plugins:
  providers:
    - name: tunnels
      path: ../bin
packages:
  random: random@4.16.0
options:
  refresh: always
YAML

cat > save.py <<'PYTHON'
import yaml
from pulumi.automation import LocalWorkspace


def sections():
    with open("Pulumi.yaml") as file:
        return ", ".join(sorted(yaml.safe_load(file)))


print("before:", sections())
workspace = LocalWorkspace(work_dir=".")
workspace.save_project_settings(workspace.project_settings())
print("after:", sections())
PYTHON

seen="$(venv/bin/python save.py)"
echo "$seen"
[ "$seen" = "before: description, name, options, packages, plugins, runtime
after: description, name, runtime" ] || { echo "changed since 2026-11-28"; exit 1; }
