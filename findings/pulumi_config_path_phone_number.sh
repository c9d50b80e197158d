#!/usr/bin/env bash
# `pulumi config set --path` takes the plus away from a phone number, and the last digits from a long serial number.
#
# Versions:    Pulumi CLI 3.259.0
# Behaviour:   with --path, a value that reads as a number is stored as one and given back as text: +4930901820 without its
#              plus, twenty digits with zeros at the end. Without --path, with --secret, and with --type string it stays as typed.
#              No message. Other such values, 0100 or 1e3, stay.
# Most guess:  that a value is stored as it is typed, as `config set` without --path does.
# Seen on 2026-11-28:
#   config set --path contact.phone +4930901820: 4930901820
#   config set --path --secret contact.phone +4930901820: +4930901820
#   config set contact +4930901820: +4930901820
#   config set --path contact.serial 12345678901234567890: 12345678901234567000
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# The engine: one on PATH of this version, or what this repository keeps in the user's cache folder.
for cached in "${XDG_CACHE_HOME:-$HOME/.cache}"/pulumi-isp/engine/*-3.259.0*/bin; do PATH="$cached:$PATH"; done
[ "$(pulumi version)" = v3.259.0 ] || { echo "Pulumi 3.259.0 is needed; \`make demo\` obtains it"; exit 1; }
export PULUMI_BACKEND_URL="file://$folder" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=passphrase
export PULUMI_SKIP_UPDATE_CHECK=true PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
printf 'name: isp\nruntime: python\n' > Pulumi.yaml
pulumi stack init --non-interactive --stack north > created 2>&1

seen=""
remember() {
  pulumi config set "$@"
  key="${*: -2:1}"
  read -r value < <(pulumi config get --path "$key")
  seen+="config set $*: $value"$'\n'
  pulumi config rm "${key%%.*}"
}
remember --path contact.phone +4930901820
remember --path --secret contact.phone +4930901820
remember contact +4930901820
remember --path contact.serial 12345678901234567890
printf '%s' "$seen"
[ "$seen" = "config set --path contact.phone +4930901820: 4930901820
config set --path --secret contact.phone +4930901820: +4930901820
config set contact +4930901820: +4930901820
config set --path contact.serial 12345678901234567890: 12345678901234567000
" ] || { echo "changed since 2026-11-28"; exit 1; }
