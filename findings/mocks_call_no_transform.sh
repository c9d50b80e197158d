#!/usr/bin/env bash
# A stack's transforms do not run in a unit test with Pulumi's mocks.
#
# Versions:    pulumi 3.272.0
# Behaviour:   what pulumi.runtime.register_resource_transform registers is run by the engine. Under set_mocks there is none: the
#              resource reaches the mocks as it was written, and the transform is never called. A transformation of the older
#              kind (register_stack_transformation), which the SDK runs by itself, is.
# Most guess:  a test of a program sees what the program declares, its own transforms included: a default that a transform puts in
#              for all resources is in the mocks' inputs.
# Seen on 2026-11-29:
#   transform: not called; transformation: called
#   inputs: {'from': 'transformation', 'serial': 'CXNK00000007'}
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > seen.py <<'PYTHON'
import pulumi

called = {"transform": "not called", "transformation": "not called"}
got = {}


class Mocks(pulumi.runtime.Mocks):
    def call(self, args):
        return {}

    def new_resource(self, args):
        got[args.name] = args.inputs
        return "1", args.inputs


def transform(args):
    called["transform"] = "called"
    return pulumi.ResourceTransformResult(props={**args.props, "by": "transform"}, opts=args.opts)


def transformation(args):
    if args.name != "line":
        return None
    called["transformation"] = "called"
    return pulumi.ResourceTransformationResult(props={**args.props, "from": "transformation"}, opts=args.opts)


@pulumi.runtime.test
def program():
    pulumi.runtime.register_resource_transform(transform)
    pulumi.runtime.register_stack_transformation(transformation)
    pulumi.CustomResource("test:index:Line", "line", {"serial": "CXNK00000007"})


pulumi.runtime.set_mocks(Mocks())
program()
print("; ".join(f"{name}: {what}" for name, what in called.items()))
print("inputs:", dict(sorted(got["line"].items())))
PYTHON

seen="$(venv/bin/python seen.py 2> err)" || { cat err; exit 1; }
echo "$seen"
[ "$seen" = "transform: not called; transformation: called
inputs: {'from': 'transformation', 'serial': 'CXNK00000007'}" ] || { echo "changed since 2026-11-29"; exit 1; }
