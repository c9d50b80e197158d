#!/usr/bin/env bash
# Each debug message of a Pulumi program is a call of the engine that the program waits for, also where nobody shows it.
#
# Versions:    pulumi 3.272.0, grpcio 1.85.3
# Behaviour:   pulumi.log.debug(...) sends a Log request and waits for its answer, whatever the engine does with the message.
#              The SDK itself writes such messages for each resource and each of its properties.
# Most guess:  a debug message that nobody asked for is dropped in the program, as Python's own logging does; or it is sent along
#              without waiting.
# Seen on 2026-11-29 (an engine that takes 50 ms for a message, and 20 messages):
#   messages that the engine got: 20
#   most at the same time: 1
#   the program went on before the last was answered: no
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 grpcio==1.85.3

cat > seen.py <<'PYTHON'
import threading
import time
from concurrent import futures

import grpc
import pulumi
from google.protobuf import empty_pb2
from pulumi.runtime import settings
from pulumi.runtime.proto import engine_pb2_grpc


class Engine(engine_pb2_grpc.EngineServicer):
    def __init__(self):
        self.lock = threading.Lock()
        self.got = self.answered = self.now = self.most = 0

    def Log(self, request, context):
        with self.lock:
            self.got += 1
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.05)
        with self.lock:
            self.now -= 1
            self.answered += 1
        return empty_pb2.Empty()


engine = Engine()
server = grpc.server(futures.ThreadPoolExecutor(8))
engine_pb2_grpc.add_EngineServicer_to_server(engine, server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
settings.configure(settings.Settings(project="isp", stack="test", engine=f"127.0.0.1:{port}"))

for number in range(20):
    pulumi.log.debug(f"ONT {number}")
print("messages that the engine got:", engine.got)
print("most at the same time:", engine.most)
print("the program went on before the last was answered:", "yes" if engine.answered < 20 else "no")
server.stop(None)
PYTHON
venv/bin/python seen.py > out 2> err || { cat err; exit 1; }
cat out
diff out - <<'SEEN'
messages that the engine got: 20
most at the same time: 1
the program went on before the last was answered: no
SEEN
