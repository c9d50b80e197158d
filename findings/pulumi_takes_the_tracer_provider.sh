#!/usr/bin/env bash
# A program's own OpenTelemetry spans are lost once Pulumi is imported in a job that carries TRACEPARENT.
#
# Versions:    pulumi 3.272.0, opentelemetry-sdk 1.45.2
# Behaviour:   a CI job that is traced carries its trace in TRACEPARENT. Where it is set, `import pulumi` installs a tracer
#              provider for the whole process, with no exporter unless the CLI runs with --otel-traces. OpenTelemetry lets one
#              provider be set: the program's own comes second, is refused with a line in the log, and exports nothing.
# Most guess:  that an import installs nothing for the process, or that a variable of the CI does not decide it.
# Seen on 2026-11-28 (one span, "plan", and an exporter of the program):
#   without TRACEPARENT: exported ['plan']
#   with TRACEPARENT: exported []
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 opentelemetry-sdk==1.45.2

cat > spans.py <<'PYTHON'
import pulumi  # noqa: F401  what it does on import is what is shown
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

exporter = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
trace.set_tracer_provider(provider)
with trace.get_tracer("program").start_as_current_span("plan"):
    pass
print("exported", [span.name for span in exporter.get_finished_spans()])
PYTHON

traced=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
seen="without TRACEPARENT: $(env -u TRACEPARENT venv/bin/python spans.py)
with TRACEPARENT: $(TRACEPARENT=$traced venv/bin/python spans.py 2> refused)"
echo "$seen"
[ "$seen" = "without TRACEPARENT: exported ['plan']
with TRACEPARENT: exported []" ] || { echo "changed since 2026-11-28"; exit 1; }
