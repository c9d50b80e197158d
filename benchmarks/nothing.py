"""A policy pack that does nothing: whatever it is asked, it answers constant bytes and reads none.

What it costs is the price of any pack that is written in Python: the engine's own part, the start of a
process that imports pulumi, and grpc. Copied into a folder of its own, and started by the engine.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import grpc
from pulumi.runtime.proto import analyzer_pb2 as wire

_ABOUT = wire.AnalyzerInfo(name="nothing", version="1.0.0")
_ABOUT.policies.add(
    name="nothing", enforcementLevel=wire.ADVISORY, policy_type=wire.POLICY_TYPE_RESOURCE, description="None."
)
_ANSWERS = {"GetAnalyzerInfo": _ABOUT.SerializeToString()}
_CALLS = ("GetAnalyzerInfo", "GetPluginInfo", "Configure", "Remediate", "Analyze", "AnalyzeStack")


def _constant(answer: bytes) -> grpc.RpcMethodHandler[bytes, bytes]:
    return grpc.unary_unary_rpc_method_handler(lambda *_: answer)


def main() -> None:
    """Serve until the engine ends."""
    server = grpc.server(ThreadPoolExecutor(max_workers=4), options=[("grpc.max_receive_message_length", -1)])
    handlers = {call: _constant(_ANSWERS.get(call, b"")) for call in _CALLS}
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("pulumirpc.Analyzer", handlers)])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)  # noqa: T201 - what the engine waits for
    server.wait_for_termination()


if __name__ == "__main__":
    main()
