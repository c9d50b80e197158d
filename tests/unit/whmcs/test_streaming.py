"""Twenty thousand services in as few requests as there are pages, and never all of them in memory."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest

from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_provider.whmcs.client.services import Service

COUNT = 20_000
PAGE = 1_000


@pytest.fixture
def big() -> Iterator[tuple[str, list[int]]]:
    """A server with many services, and where each page asked for began."""
    starts: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            start, size = int(form["limitstart"]), int(form["limitnum"])
            starts.append(start)
            rows = [
                {"id": str(number), "clientid": "7", "pid": "1", "status": "Active", "password": "hush"}
                for number in range(start + 1, min(start + size, COUNT) + 1)
            ]
            body = json.dumps(
                {
                    "result": "success",
                    "totalresults": str(COUNT),
                    "startnumber": start,
                    "numreturned": len(rows),
                    "products": {"product": rows},
                }
            ).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", starts
    server.shutdown()
    server.server_close()


def alive() -> int:
    return sum(isinstance(each, Service) for each in gc.get_objects())


def test_a_stream_holds_one_page_at_a_time(big: tuple[str, list[int]]) -> None:
    """While 20,000 services go by, no more than two pages of them are alive."""
    url, starts = big
    most, count = 0, 0

    with WhmcsClient(url, "i", "s", page_size=PAGE) as client:
        for service in client.iter_client_services():
            count += 1
            if count % PAGE == PAGE // 2:
                most = max(most, alive())
            assert service.id == count

    assert (count, len(starts)) == (COUNT, COUNT // PAGE)
    assert most <= 2 * PAGE


def test_a_list_takes_as_few_requests_as_pages(big: tuple[str, list[int]]) -> None:
    """Read as a list, however often, it is one request for each page."""
    url, starts = big

    with WhmcsClient(url, "i", "s", page_size=PAGE) as client:
        lists: list[Any] = [client.get_client_services(status=["Active"]) for _ in range(3)]

    assert [len(found) for found in lists] == [COUNT] * 3
    assert starts == list(range(0, COUNT, PAGE))
