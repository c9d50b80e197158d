"""Answers that never arrive: an object is there once, and the caller knows."""

from __future__ import annotations

import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from io import BufferedIOBase
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from pulumi_isp_provider.calix.client.client import Config
from pulumi_isp_provider.calix.client.e7 import E7
from pulumi_isp_provider.calix.client.nbi.cms import Cms
from pulumi_isp_provider.calix.errors import (
    CalixError,
    ConnectionError,  # noqa: A004 - the name callers of the client know
    ConnectionLostError,
    OntExistsError,
)
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CmsVendor, Simulator

if TYPE_CHECKING:
    from tests.unit.calix.conftest import ScriptedServer

Sim = Simulator[CmsVendor]


def ids(sim: Sim) -> list[int]:
    return [int(ont["id"]) for ont in sim.state()["networks"][0].get("onts", [])]


class Cutter:
    """Passes requests on to a CMS and its answers back; of a create's answer only the first bytes, once."""

    def __init__(self, behind: str) -> None:
        self.bytes_of_create: int | None = None
        self.length = 0
        onward = self.onward = socket.create_connection((urlsplit(behind).hostname, urlsplit(behind).port))
        answers = self.answers = onward.makefile("rb")
        one_at_a_time, outer = threading.Lock(), self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while request := message(self.rfile):
                    with one_at_a_time:
                        onward.sendall(request)
                        answer = message(answers)
                    if b'operation="create"' in request and outer.bytes_of_create is not None:
                        outer.length, cut = len(answer), outer.bytes_of_create
                        outer.bytes_of_create = None
                        self.wfile.write(answer[:cut])
                        return
                    self.wfile.write(answer)

        def message(stream: BufferedIOBase | IO[bytes]) -> bytes:
            head = b""
            while (line := stream.readline()) not in {b"", b"\r\n"}:
                head += line
            found = re.search(rb"(?i)content-length: *([0-9]+)", head)
            return head and head + b"\r\n" + stream.read(int(found[1]) if found else 0)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def cutter(sim: Sim) -> Iterator[Cutter]:
    made = Cutter(sim.url)
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    made.answers.close()
    made.onward.close()
    thread.join()


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.large)])
def test_a_create_cut_off_at_any_byte_makes_one_ont(
    sim: Sim, cutter: Cutter, configure: Callable[..., Config], step: int
) -> None:
    """Wherever its reply breaks off, headers included, the ONT exists once and is returned.

    Each eleventh one gets an id that the E7 chooses.
    """
    cms, cut = Cms(configure(cutter.url), clock=InstantClock()), 0
    made: list[int] = []
    while not made or cut < cutter.length:
        cutter.bytes_of_create, number = cut, len(made) + 1
        serial = f"{0xAB0000 + number:X}"
        ont = E7(cms).create_ont("1", number if number % 11 else None, ont_profile=162, serial_number=serial)
        assert ont.serial_number == serial, f"cut at {cut}"
        made.append(int(ont.ont_id))
        cut += step
    assert ids(sim) == made == list(range(1, len(made) + 1))
    assert sim.count("ont.create") == len(made) >= cutter.length // step > 300
    cms.close()


@pytest.mark.parametrize(
    ("action", "creates"),
    [("reset_before", 2), ("reset_after", 1), ("garbage", 1)],
)
@pytest.mark.parametrize("ont_id", [5, None])
def test_a_create_is_sent_again_only_where_nothing_is_there(
    sim: Sim, patient: tuple[E7, Cms], action: str, creates: int, ont_id: int | None
) -> None:
    """What was not done is done again; what was done is found."""
    e7, _ = patient
    sim.fault("ont.create", action, times=1)
    made = e7.create_ont("1", ont_id, ont_profile=162, serial_number="AB12", description="x")
    assert ids(sim) == [int(made.ont_id)]
    assert sim.count("ont.create") == creates


def test_a_create_whose_answers_are_all_lost_still_makes_one_ont(sim: Sim, patient: tuple[E7, Cms]) -> None:
    """The look-up is believed, not the lost answers."""
    e7, _ = patient
    sim.fault("ont.create", "reset_after", times=10)
    assert e7.create_ont("1", 5, ont_profile=162).ont_id == "5"
    assert sim.count("ont.create") == 1


def test_a_lost_create_over_another_ont_is_no_success(sim: Sim, patient: tuple[E7, Cms]) -> None:
    """The ONT that stands under the id differs from what was asked for: it is somebody else's."""
    e7, _ = patient
    e7.create_ont("1", 5, ont_profile=162, description="the first")
    sim.fault("ont.create", "reset_after", times=1)
    with pytest.raises(OntExistsError, match="differs in description"):
        e7.create_ont("1", 5, ont_profile=162, description="the second")
    assert ids(sim) == [5]


def test_an_ont_that_nothing_identifies_is_not_created_twice(sim: Sim, patient: tuple[E7, Cms]) -> None:
    """With an id of the E7's choice and neither serial number nor registration id, the caller must look."""
    e7, _ = patient
    sim.fault("ont.create", "reset_after", times=1)
    with pytest.raises(ConnectionLostError) as caught:
        e7.create_ont("1", ont_profile=162)
    assert caught.value.effect_unknown
    assert "neither serial number nor registration id" in str(caught.value.context["look_up"])
    assert "list the ONTs before you create it again" in str(caught.value.hint)
    assert sim.count("ont.create") == 1


def test_a_create_that_nobody_can_look_up_says_so(sim: Sim, patient: tuple[E7, Cms]) -> None:
    """When the look-up fails as well, the error says that the fate is unknown."""
    e7, _ = patient
    sim.fault("ont.create", "reset_after", times=1)
    sim.fault("ont.get-config", "reset_before", times=50)
    with pytest.raises(ConnectionError) as caught:
        e7.create_ont("1", 5, ont_profile=162)
    assert caught.value.effect_unknown
    assert (caught.value.operation, caught.value.object) == ("onts.create", "Ont 5")


@pytest.mark.parametrize("action", ["reset_before", "reset_after", "garbage"])
def test_a_delete_whose_answer_is_lost_succeeds(sim: Sim, patient: tuple[E7, Cms], action: str) -> None:
    """What is gone is gone; what is still there is deleted again."""
    e7, _ = patient
    e7.create_ont("1", 5, ont_profile=162)
    sim.fault("ont.delete", action, times=1)
    e7.delete_ont("1", 5)
    assert ids(sim) == []


def test_a_delete_that_nobody_can_look_up_says_so(scripted: tuple[ScriptedServer, E7]) -> None:
    """When the look-up is refused, the error is still that of the delete, whose effect is not known."""
    server, e7 = scripted
    refused = "<rpc-error><error-message>privilege</error-message></rpc-error>"
    server.answer(server.login, b"garbage", server.reply(refused))
    with pytest.raises(CalixError) as caught:
        e7.delete_ont("1", 5)
    assert caught.value.effect_unknown
    assert caught.value.operation == "onts.delete"
    assert "privilege" in caught.value.context["look_up"]


@pytest.mark.parametrize("action", ["reset_before", "reset_after"])
def test_an_update_whose_answer_is_lost_is_repeated(sim: Sim, patient: tuple[E7, Cms], action: str) -> None:
    """A merge twice is the same as a merge once."""
    e7, _ = patient
    e7.create_ont("1", 5, ont_profile=162)
    sim.fault("ont.merge", action, times=2)
    assert e7.update_ont("1", 5, description="new").description == "new"
    assert sim.count("ont.merge") == 3


@pytest.mark.parametrize(
    ("action", "parameters"),
    [
        ("status", {"status": 500}),
        ("status", {"status": 503}),
        ("status", {"status": 404}),
        ("garbage", {}),
        ("truncate", {"bytes": 100}),
        ("reset_before", {}),
        ("content_type", {}),
        ("throttle", {}),
    ],
)
def test_reads_end_in_success_or_in_a_typed_error(
    sim: Sim, patient: tuple[E7, Cms], action: str, parameters: dict[str, int]
) -> None:
    """Whatever is wrong with every answer, the error is typed, says where, and nothing hangs."""
    e7, _ = patient
    e7.create_ont("1", 5, ont_profile=162)
    sim.fault("show-ont", action, times=1000, **parameters)
    if action == "content_type":
        assert e7.query_ont("1", 5) is not None, "a CMS is not strict about it, and neither are we"
        return
    with pytest.raises(CalixError) as caught:
        e7.query_ont("1", 5)
    assert (caught.value.node, caught.value.operation) == ("NTWK-1", "onts.show")
