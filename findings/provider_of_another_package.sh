#!/usr/bin/env bash
# A resource that is given a provider of another package is made with the default provider, without a word.
#
# Versions:    pulumi 3.272.0
# Behaviour:   ResourceOptions(provider=p) counts only if p is of the package in the resource's type. If it is not, it is kept for
#              children (a custom resource has none, as a rule) and no provider is sent: the engine takes the default one, with
#              the stack's config. The ValueError "Attempted to register resource ... with a provider for ..." that the SDK has
#              for this case is not raised.
# Most guess:  a provider that cannot serve the resource is an error; so a line that is made has gone where its provider points.
# Seen on 2026-11-29 ("west" is a provider of package e7, "vpn" one of cloudconnexa; what is sent for each resource):
#   e7:index:Ont with west: west
#   e7:index:Ont with vpn: the default one
#   pulumi-python:dynamic:Resource with west: the default one
#   e7:index:Ont in a component with vpn: the default one
#   warnings: 0
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > seen.py <<'PYTHON'
import logging
import warnings

import pulumi

given = {}
warned = []


class Kept(logging.Handler):
    def emit(self, record):
        warned.append(record.getMessage())


class Mocks(pulumi.runtime.Mocks):
    def call(self, args):
        return {}

    def new_resource(self, args):
        given[args.name] = args.provider
        return f"id-of-{args.name}", args.inputs


class Dynamic(pulumi.dynamic.ResourceProvider):
    pass


class Line(pulumi.dynamic.Resource):
    def __init__(self, name, opts):
        super().__init__(Dynamic(), name, {}, opts)


class Site(pulumi.ComponentResource):
    def __init__(self, name, opts):
        super().__init__("isp:index:Site", name, None, opts)
        pulumi.CustomResource("e7:index:Ont", f"{name}-ont", {}, pulumi.ResourceOptions(parent=self))


@pulumi.runtime.test
def program():
    west = pulumi.ProviderResource("e7", "west", {})
    vpn = pulumi.ProviderResource("cloudconnexa", "vpn", {})
    pulumi.CustomResource("e7:index:Ont", "right", {}, pulumi.ResourceOptions(provider=west))
    pulumi.CustomResource("e7:index:Ont", "wrong", {}, pulumi.ResourceOptions(provider=vpn))
    Line("dynamic", pulumi.ResourceOptions(provider=west))
    Site("site", pulumi.ResourceOptions(providers=[vpn]))


logging.getLogger().addHandler(Kept(logging.WARNING))  # where the mocks leave what Pulumi logs
pulumi.runtime.set_mocks(Mocks())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    program()
for name, words in (
    ("right", "e7:index:Ont with west"),
    ("wrong", "e7:index:Ont with vpn"),
    ("dynamic", "pulumi-python:dynamic:Resource with west"),
    ("site-ont", "e7:index:Ont in a component with vpn"),
):
    used = given[name].split("::")[-2] if given[name] else "the default one"
    print(f"{words}: {used}")
print("warnings:", sum("provider" in str(text) for text in [*warned, *(each.message for each in caught)]))
PYTHON
venv/bin/python seen.py > seen 2> log || { cat seen log; exit 1; }
cat seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
e7:index:Ont with west: west
e7:index:Ont with vpn: the default one
pulumi-python:dynamic:Resource with west: the default one
e7:index:Ont in a component with vpn: the default one
warnings: 0
SEEN
