#!/usr/bin/env bash
# In a policy config file, "all" also disables the rule that the same file names and gives its settings.
#
# Versions:    Pulumi CLI 3.259.0, pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   a rule that is named with settings alone keeps the level that the pack declares. With "all" beside it, it takes
#              the level of "all", settings or not: to disable all but one, that one needs its "enforcementLevel" as well.
# Most guess:  that what is named is an exception from "all".
# Seen on 2026-11-28 (a pack with the mandatory rules "named" and "other", each reports a violation):
#   {"named": {"max": 10}}: named, other
#   {"all": "disabled", "named": {"max": 10}}: none
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
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 pulumi-policy==1.21.0
export PULUMI_PYTHON_CMD="$folder/venv/bin/python"
printf 'name: isp\nruntime: python\n' > Pulumi.yaml
pulumi stack init --non-interactive --stack north > log.txt 2>&1

touch __main__.py
mkdir pack
cat > pack/PulumiPolicy.yaml <<YAML
runtime:
  name: python
  options:
    virtualenv: $folder/venv
version: 1.0.0
YAML
cat > pack/__main__.py <<'PYTHON'
from pulumi_policy import EnforcementLevel, PolicyConfigSchema, PolicyPack, StackValidationPolicy


def rule(name):
    def validate(args, report_violation):
        report_violation(f"rule {name} speaks")

    schema = PolicyConfigSchema(properties={"max": {"type": "integer"}})
    return StackValidationPolicy(name, name, validate, EnforcementLevel.MANDATORY, schema)


PolicyPack("pack", [rule("named"), rule("other")])
PYTHON

seen=""
for config in '{"named": {"max": 10}}' '{"all": "disabled", "named": {"max": 10}}'; do
  echo "$config" > config.json
  # A mandatory violation ends with an error; a pack that does not start would look like one that says nothing.
  pulumi preview --non-interactive --policy-pack pack --policy-pack-config config.json > preview.txt 2>&1 || true
  grep -q "pack@v" preview.txt || { cat preview.txt; exit 1; }
  spoke="$(sed -n 's/.*rule \([a-z]*\) speaks.*/\1/p' preview.txt | sort -u | paste -sd, | sed 's/,/, /')"
  seen+="$config: ${spoke:-none}"$'\n'
done
printf '%s' "$seen"
[ "$seen" = '{"named": {"max": 10}}: named, other
{"all": "disabled", "named": {"max": 10}}: none
' ] || { echo "changed since 2026-11-28"; exit 1; }
