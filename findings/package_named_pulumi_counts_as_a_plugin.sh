#!/usr/bin/env bash
# A Python package whose name begins with "pulumi-" counts as a provider plugin that the project needs.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   a library of helpers, "pulumi-hill" 1.2.0, with no resource and no plugin, makes `pulumi about` list a
#              resource plugin "hill" 1.2.0. One file pulumi-plugin.json in the package that says "resource": false ends it.
# Most guess:  that a package says so where it needs a plugin; or that the plugins of a project follow from its program.
#              Such a plugin is looked for at each install, where none can be found.
# Seen on 2026-11-28:
#   as it is: hill 1.2.0
#   with pulumi-plugin.json: none
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 setuptools==80.9.0

mkdir -p library/pulumi_hill state
echo 'NAME = "hill"' > library/pulumi_hill/__init__.py
cat > library/pyproject.toml <<'TOML'
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "pulumi-hill"
version = "1.2.0"

[tool.setuptools]
packages = ["pulumi_hill"]
package-data = {pulumi_hill = ["*.json"]}
TOML
cat > Pulumi.yaml <<'YAML'
name: isp
runtime:
  name: python
  options: {virtualenv: venv}
YAML
echo 'import pulumi_hill' > __main__.py
cat > listed.py <<'PYTHON'
import json
import sys

plugins = [each for each in json.load(sys.stdin)["plugins"] if each["kind"] == "resource"]
print(" ".join(f"{each['name']} {each['version']}" for each in plugins) or "none")
PYTHON

export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_BACKEND_URL="file://$folder/state"
needed() {
  venv/bin/pip install --quiet --disable-pip-version-check --no-build-isolation --force-reinstall --no-deps ./library
  pulumi about --json > about.json 2> log || { cat log; exit 1; }
  venv/bin/python listed.py < about.json
}

seen="as it is: $(needed)"
echo '{"resource": false}' > library/pulumi_hill/pulumi-plugin.json
seen="$seen
with pulumi-plugin.json: $(needed)"
echo "$seen"
[ "$seen" = "as it is: hill 1.2.0
with pulumi-plugin.json: none" ] || { echo "changed since 2026-11-28"; exit 1; }
