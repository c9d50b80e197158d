#!/usr/bin/env bash
# An error hook that always says "again" makes a hundred tries without a pause, and then the error itself is lost.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   pulumi.ErrorHook is asked after each failure whether to try again. One that answers True is obeyed at once, a hundred
#              times; what then ends the update is a message about the number of tries. What the vendor said stands nowhere.
# Most guess:  tries are few and wait for longer each time, as retries elsewhere; the last error is shown.
# Seen on 2026-11-29:
#   tries: 100
#   the provider's words among what `pulumi up` prints: no
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1

mkdir state
cat > Pulumi.yaml <<'YAML'
name: isp
runtime:
  name: python
  options: {virtualenv: venv}
YAML
cat > __main__.py <<'PYTHON'
import os

import pulumi
from pulumi.dynamic import Resource, ResourceProvider

TRIES = os.environ["TRIES"]


class Provider(ResourceProvider):
    def create(self, props):
        with open(TRIES, "a") as file:
            file.write("try\n")
        raise ValueError("shelf hill is not connected")


class Line(Resource):
    pass


async def again(_args):
    return True


hooks = pulumi.ResourceHookBinding(on_error=[pulumi.ErrorHook("again", again)])
Line(Provider(), "line", {}, pulumi.ResourceOptions(hooks=hooks))
PYTHON

export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true TRIES="$folder/tries"
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
pulumi stack init dev > log 2>&1
pulumi up --yes --skip-preview > printed 2>&1 && { cat printed; exit 1; }
seen="tries: $(wc -l < tries)
the provider's words among what \`pulumi up\` prints: $(grep -q "shelf hill is not connected" printed && echo yes || echo no)"
echo "$seen"
[ "$seen" = 'tries: 100
the provider'"'"'s words among what `pulumi up` prints: no' ] || { cat printed; echo "changed since 2026-11-29"; exit 1; }
