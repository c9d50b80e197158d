#!/usr/bin/env bash
# With `--target`, policies are asked about new resources that are no target, and shown them without any property.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   of a resource that the program declares, that is not in the state yet and that --target leaves out, a policy gets an
#              empty set of properties. One that wants an owner on each line finds it missing, and a mandatory one ends the run,
#              though nothing would be done with that line. Of one that is in the state already, it gets what
#              stands there.
# Most guess:  policies judge what the run does, or what the program declares; not a third thing.
# Seen on 2026-11-29 (state has "old" and "kept" with owner "first"; the program says "second" now, and has a "new" line):
#   preview: exit code 0
#     kept ['owner'] second
#     new ['owner'] somebody
#     old ['owner'] second
#   preview --target old: exit code 1
#     kept ['owner'] first
#     new [] None
#     old ['owner'] second
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
import os

import pulumi


class Provider(pulumi.dynamic.ResourceProvider):
    def create(self, props):
        return pulumi.dynamic.CreateResult("1", props)


class Line(pulumi.dynamic.Resource):
    def __init__(self, name, owner):
        super().__init__(Provider(), name, {"owner": owner})


Line("old", os.environ["OWNER"])
Line("kept", os.environ["OWNER"])
if os.environ["OWNER"] == "second":
    Line("new", "somebody")
PYTHON
cat > pack/PulumiPolicy.yaml <<YAML
runtime:
  name: python
  options: {virtualenv: $folder/venv}
version: 1.0.0
YAML
cat > pack/__main__.py <<'PYTHON'
import os

from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy


def owned(args, report_violation):
    if args.resource_type.startswith("pulumi-python:"):
        with open(os.environ["SHOWN"], "a") as file:
            print(f"  {args.name} {sorted(args.props)} {args.props.get('owner')}", file=file)
        if "owner" not in args.props:
            report_violation("nobody owns this line")


PolicyPack("pack", [ResourceValidationPolicy("owned", "each line has an owner", owned, EnforcementLevel.MANDATORY)])
PYTHON

export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true SHOWN="$folder/shown"
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
pulumi stack init dev > log 2>&1
OWNER=first pulumi up --yes --skip-preview > log 2>&1 || { cat log; exit 1; }
for words in "" " --target **::old"; do
  rm -f shown
  OWNER=second pulumi preview --policy-pack pack $words > log 2>&1 && code=0 || code=$?
  echo "preview${words/\*\*::/}: exit code $code"
  sort shown || cat log
done | tee seen
diff seen - <<'SEEN' || { cat log; echo "changed since 2026-11-29"; exit 1; }
preview: exit code 0
  kept ['owner'] second
  new ['owner'] somebody
  old ['owner'] second
preview --target old: exit code 1
  kept ['owner'] first
  new [] None
  old ['owner'] second
SEEN
