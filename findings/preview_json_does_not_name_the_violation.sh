#!/usr/bin/env bash
# `preview --json` with a policy pack fails on a violation, and its document does not say which.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   a mandatory violation ends the command with 1. The document on stdout has all steps and no diagnostics about it:
#              neither the policy's name nor its message stands there. `--event-log FILE` has a policyEvent.
# Most guess:  the machine-readable form of a preview has what the readable one shows.
# Seen on 2026-11-29:
#   exit code: 1; steps in the document: 2
#   the policy's message: in the readable form yes, in the document no
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 pulumi-policy==1.21.0

mkdir state pack
cat > Pulumi.yaml <<'YAML'
name: isp
runtime:
  name: python
  options: {virtualenv: venv}
YAML
cat > __main__.py <<'PYTHON'
import pulumi


class Home(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("isp:index:Home", name)


Home("home")
PYTHON
cat > pack/PulumiPolicy.yaml <<YAML
runtime:
  name: python
  options: {virtualenv: $folder/venv}
version: 1.0.0
YAML
cat > pack/__main__.py <<'PYTHON'
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy


def no_home(args, report_violation):
    if args.resource_type == "isp:index:Home":
        report_violation("homes are not allowed here")


PolicyPack("pack", [ResourceValidationPolicy("no-home", "no homes", no_home, EnforcementLevel.MANDATORY)])
PYTHON

export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
pulumi stack init dev > log 2>&1
pulumi preview --policy-pack pack > readable 2>&1 && { cat readable; exit 1; }
pulumi preview --json --policy-pack pack > document 2>> log && code=0 || code=$?
said() { grep -q "homes are not allowed" "$1" && echo yes || echo no; }
seen="exit code: $code; steps in the document: $(venv/bin/python -c 'import json; print(len(json.load(open("document"))["steps"]))' 2>> log)
the policy's message: in the readable form $(said readable), in the document $(said document)"
echo "$seen"
[ "$seen" = "exit code: 1; steps in the document: 2
the policy's message: in the readable form yes, in the document no" ] || { cat readable log document; echo "changed since 2026-11-29"; exit 1; }
