#!/usr/bin/env bash
# Where the environment has http_proxy, a Pulumi program asks the proxy for a way to the engine on its own machine.
#
# Versions:    pulumi 3.272.0, grpcio 1.85.3
# Behaviour:   a program talks with the engine by gRPC on 127.0.0.1. grpcio looks at http_proxy for this address too, so each program,
#              and what the engine asks of it, needs a proxy that connects to the machine which asked. With no_proxy=127.0.0.1 it goes
#              straight.
# Most guess:  that the machine's own address is not for proxies, as in Go's libraries, of which the engine is made; or that a proxy
#              for HTTP has no part in a program's talk with its own CLI.
# Seen on 2026-11-29 (one message to an engine, and a proxy that lets all pass):
#   http_proxy: the engine got ['hello'], the proxy was asked for ['CONNECT 127.0.0.1']
#   http_proxy and no_proxy: the engine got ['hello'], the proxy was asked for []
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 grpcio==1.85.3

cat > talk.py <<'PYTHON'
import os
import socket
import sys
import threading
from concurrent import futures

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2_grpc

asked = []


def pump(source, target):
    while part := source.recv(4096):
        target.sendall(part)


def proxy(listener):
    """A proxy that connects to whatever it is asked for."""
    while True:
        client, _ = listener.accept()
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += client.recv(1)
        verb, address, _ = head.decode().split(" ", 2)
        host, port = address.rsplit(":", 1)
        asked.append(f"{verb} {host}")
        server = socket.create_connection((host, int(port)))
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        for pair in ((client, server), (server, client)):
            threading.Thread(target=pump, args=pair, daemon=True).start()


class Engine(engine_pb2_grpc.EngineServicer):
    def Log(self, request, context):
        got.append(request.message)
        return empty_pb2.Empty()


got = []
server = grpc.server(futures.ThreadPoolExecutor(2))
engine_pb2_grpc.add_EngineServicer_to_server(Engine(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=proxy, args=(listener,), daemon=True).start()
os.environ["http_proxy"] = f"http://127.0.0.1:{listener.getsockname()[1]}"

import pulumi

pulumi.runtime.configure(pulumi.runtime.Settings("isp", "north", engine=f"127.0.0.1:{port}"))
pulumi.log.info("hello")
print(f"{sys.argv[1]}: the engine got {got}, the proxy was asked for {asked}", flush=True)
os._exit(0)
PYTHON
clean=(env -u grpc_proxy -u https_proxy -u no_grpc_proxy -u no_proxy -u NO_PROXY -u TRACEPARENT)
{
  "${clean[@]}" venv/bin/python talk.py http_proxy
  "${clean[@]}" no_proxy=127.0.0.1 venv/bin/python talk.py "http_proxy and no_proxy"
} > seen 2> log.txt || { cat seen log.txt; exit 1; }

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
http_proxy: the engine got ['hello'], the proxy was asked for ['CONNECT 127.0.0.1']
http_proxy and no_proxy: the engine got ['hello'], the proxy was asked for []
SEEN
