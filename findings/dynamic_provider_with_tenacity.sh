#!/usr/bin/env bash
# A dynamic provider of the program with one tenacity decorator cannot be made: RecursionError.
#
# Versions:    pulumi 3.272.0, dill 0.4.1, tenacity 9.2.1
# Behaviour:   pulumi.dynamic pickles a provider of the program by value with dill's recurse=True, which follows what the
#              decorated method refers to. tenacity's wrapper refers to itself, and dill follows that without end.
# Most guess:  a retry decorator around create() is the first thing that one would add to it, and an ordinary function.
# Seen on 2026-11-28:
#   plain: made
#   with @tenacity.retry: RecursionError
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1 tenacity==9.2.1

cat > program.py <<'PYTHON'
import pulumi
import tenacity
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Plain(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {})


class Retrying(ResourceProvider):
    @tenacity.retry(stop=tenacity.stop_after_attempt(3))
    def create(self, props):
        return CreateResult("1", {})


class Thing(Resource):
    pass


class Mocks(pulumi.runtime.Mocks):
    def call(self, args):
        return {}

    def new_resource(self, args):
        return "1", {}


@pulumi.runtime.test
def make(provider):
    Thing(provider, type(provider).__name__, {})


pulumi.runtime.set_mocks(Mocks())
for label, provider in (("plain", Plain()), ("with @tenacity.retry", Retrying())):
    try:
        make(provider)
        print(f"{label}: made")
    except RecursionError as error:
        print(f"{label}: {type(error).__name__}")
PYTHON

seen="$(venv/bin/python program.py)"
echo "$seen"
[ "$seen" = "plain: made
with @tenacity.retry: RecursionError" ] || { echo "changed since 2026-11-28"; exit 1; }
