#!/usr/bin/env bash
# ref.outputs["url"] of a stack reference is secret as soon as any other output of that stack is.
#
# Versions:    pulumi 3.272.0
# Behaviour:   ref.get_output("url") looks up whether "url" itself is secret. ref.outputs["url"] takes the mark of the
#              whole map, and a map that holds one secret is secret. What is made of it is encrypted and shown as
#              [secret] from there on.
# Most guess:  that the two are two ways to write the same thing.
# Seen on 2026-11-28 (a stack with outputs "url", plain, and "password", secret):
#   get_output("url"): cms.isp.example, secret False
#   outputs["url"]: cms.isp.example, secret True
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > program.py <<'PYTHON'
import pulumi


class Mocks(pulumi.runtime.Mocks):
    def call(self, args):
        return {}

    def new_resource(self, args):
        # What an engine answers: the outputs, and the names of those that are secret.
        return args.name, {
            "name": args.name,
            "outputs": {"url": "cms.isp.example", "password": pulumi.Output.secret("p")},
            "secretOutputNames": ["password"],
        }


async def show(label, output):
    print(f"{label}: {await output.future()}, secret {await output.is_secret()}")


@pulumi.runtime.test
def program():
    async def both():
        ref = pulumi.StackReference("isp/plant/north")
        await show('get_output("url")', ref.get_output("url"))
        await show('outputs["url"]', ref.outputs["url"])

    return both()


pulumi.runtime.set_mocks(Mocks())
program()
PYTHON

seen="$(venv/bin/python program.py)"
echo "$seen"
[ "$seen" = 'get_output("url"): cms.isp.example, secret False
outputs["url"]: cms.isp.example, secret True' ] || { echo "changed since 2026-11-28"; exit 1; }
