#!/usr/bin/env bash
# Pulumi's Python SDK evaluates the annotations of a resource's class anew for each resource of that class.
#
# Versions:    pulumi 3.272.0
# Behaviour:   a class that says its outputs with annotations (`serial: pulumi.Output[str]`) gets a helper class and one
#              typing.get_type_hints for each of its instances, whatever was found for the one before. For a class that says them
#              with @property and @pulumi.getter, as generated packages do, it is once per property, however many resources.
# Most guess:  what belongs to a class is found once; and the shorter of two ways to write the same is no worse than the longer.
# Seen on 2026-11-29 (calls for classes with two outputs; one of them is for a property that every resource has):
#   annotations: 1 resource 2, 10 resources 11, 100 resources 101
#   getters: 1 resource 3, 10 resources 3, 100 resources 3
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > seen.py <<'PYTHON'
import sys
import typing

get_type_hints = typing.get_type_hints
calls = 0


def counting(*args, **options):
    global calls
    calls += 1
    return get_type_hints(*args, **options)


typing.get_type_hints = counting  # before Pulumi takes it
import pulumi  # noqa: E402


class Mocks(pulumi.runtime.Mocks):
    def call(self, args):
        return {}

    def new_resource(self, args):
        return "1", args.inputs


class Annotations(pulumi.CustomResource):
    serial: pulumi.Output[str]
    port: pulumi.Output[str]

    def __init__(self, name):
        super().__init__("test:index:Line", name, {"serial": "CXNK00000007", "port": "1"})


class Getters(pulumi.CustomResource):
    def __init__(self, name):
        super().__init__("test:index:Line", name, {"serial": "CXNK00000007", "port": "1"})

    @property
    @pulumi.getter
    def serial(self) -> pulumi.Output[str]:
        return pulumi.get(self, "serial")

    @property
    @pulumi.getter
    def port(self) -> pulumi.Output[str]:
        return pulumi.get(self, "port")


kind, count = {"annotations": Annotations, "getters": Getters}[sys.argv[1]], int(sys.argv[2])


@pulumi.runtime.test
def program():
    for number in range(count):
        kind(f"line{number}")


pulumi.runtime.set_mocks(Mocks())
before = calls
program()
print(f"{count} resource{'s' * (count > 1)} {calls - before}")
PYTHON
for kind in annotations getters; do
  line=""
  for count in 1 10 100; do
    line="${line:+$line, }$(venv/bin/python seen.py "$kind" "$count" 2> log)" || { cat log; exit 1; }
  done
  echo "$kind: $line"
done | tee seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
annotations: 1 resource 2, 10 resources 11, 100 resources 101
getters: 1 resource 3, 10 resources 3, 100 resources 3
SEEN
