"""What the real host of dynamic providers tells the engine of an error."""

from __future__ import annotations

import base64
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from pulumi_isp_provider import dynamic

Stub = Any  # the generated classes have no types
NO_FRONT = """
from pulumi_isp_provider.dynamic import LifecycleProvider

class NoFront(LifecycleProvider):
    lifecycle = None
"""
STANDING = {
    "network_name": "hill",
    "ont_id": "7",
    "ont_profile": "162",
    "__provider": dynamic.serialized(dynamic.CalixOnt),
    "__system": "http://elsewhere:18080",
}
ELSEWHERE = "The state knows this calix.Ont at http://elsewhere:18080"
CONFIG = {"calix:url": "http://127.0.0.1:9", "calix:username": "engineer", "calix:password": "correct-horse"}


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Stub]:
    """The host, configured, as the engine starts it."""
    (tmp_path / "no_front.py").write_text(NO_FRONT)
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "pulumi.dynamic"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        text=True,
    ) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = provider_pb2_grpc.ResourceProviderStub(channel)
            stub.Configure(provider_pb2.ConfigureRequest(args=struct(CONFIG)))
            yield stub
        process.terminate()


def struct(values: dict[str, Any]) -> Struct:
    made = Struct()
    made.update(values)
    return made


def told(call: Callable[..., Any], request: Any) -> str:
    """What the engine is told of a call that fails."""
    with pytest.raises(grpc.RpcError) as raised:
        call(request)
    return str(raised.value.details())


def test_an_error_of_ours_is_one_text_in_every_call(host: Stub) -> None:
    """No frame is shown with a message that says all, whichever call it ends."""
    here = struct(STANDING)

    texts = {
        "diff": told(host.Diff, provider_pb2.DiffRequest(id="hill/7", olds=here, news=here)),
        "update": told(host.Update, provider_pb2.UpdateRequest(id="hill/7", olds=here, news=here)),
        "read": told(host.Read, provider_pb2.ReadRequest(id="hill/7", properties=here)),
        "delete": told(host.Delete, provider_pb2.DeleteRequest(id="hill/7", properties=here)),
        "create": told(host.Create, provider_pb2.CreateRequest(properties=struct({**STANDING, "ont_id": 0}))),
    }

    assert {verb for verb, text in texts.items() if ELSEWHERE not in text} == {"create"}
    assert "ont_id: must be a whole number" in texts["create"]
    assert {verb for verb, text in texts.items() if "What to do" not in text} == set()
    assert {verb for verb, text in texts.items() if "Traceback" in text or ".py" in text} == set()


def test_a_mistake_of_ours_keeps_its_frames(host: Stub, tmp_path: Path) -> None:
    """Whoever reports one needs to say where it happened."""
    sys.path.insert(0, str(tmp_path))
    try:
        import no_front  # type: ignore[import-not-found] # written above
    finally:
        sys.path.remove(str(tmp_path))
    front = base64.b64encode(pickle.dumps(no_front.NoFront(), protocol=4)).decode("ascii")

    text = told(
        host.Delete,
        provider_pb2.DeleteRequest(id="hill/7", properties=struct({**STANDING, "__provider": front})),
    )

    assert "Traceback" in text
    assert "dynamic.py" in text
    assert "AttributeError" in text
