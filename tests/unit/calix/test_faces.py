"""The awaited face and the blocking one."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Callable

import pytest

from pulumi_isp_provider.calix.client.client import CMSClient, Config, SyncCMSClient
from pulumi_isp_provider.calix.client.custom_transport import HTTPTransport
from pulumi_isp_provider.calix.client.e7 import E7
from pulumi_isp_provider.calix.client.extras.asynchronous import AsyncE7, AsyncRest
from pulumi_isp_provider.calix.client.extras.rest import Rest
from pulumi_isp_provider.calix.client.models import Ont
from pulumi_isp_provider.calix.errors import InvalidValueError, OntNotFoundError, OperationError
from pulumi_isp_provider.transport.base import Request, Response, Wrapper
from pulumi_isp_simulators import CmsVendor, Simulator

Sim = Simulator[CmsVendor]


def operations(kind: type) -> dict[str, Callable[..., object]]:
    return {
        name: each for name, each in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")
    }


@pytest.mark.parametrize(("blocking", "awaited"), [(E7, AsyncE7), (Rest, AsyncRest)])
def test_both_faces_have_the_same_operations(blocking: type, awaited: type) -> None:
    """Same names, same arguments; what is missing in one has been forgotten."""
    ours, theirs = operations(blocking), operations(awaited)
    assert ours.keys() == theirs.keys()
    for name, each in theirs.items():
        wanted = list(inspect.signature(ours[name]).parameters)
        assert list(inspect.signature(each).parameters) == wanted, name


def test_awaited_operations_give_what_the_blocking_ones_give(sim: Sim, config: Config) -> None:
    """Results and errors are the same, pages can be followed as they come."""

    async def work() -> None:
        async with CMSClient(config) as client:
            made = await client.e7.create_ont("1", 5, ont_profile=162, description="x")
            with SyncCMSClient(config) as blocking:
                assert blocking.e7.query_ont("1", 5, live=False) == made
            assert [ont async for ont in client.e7.iter_onts("1")] == [made]
            with pytest.raises(OntNotFoundError):
                await client.e7.delete_ont(network_name="1", ont_id=6)
            with pytest.raises(InvalidValueError):
                await client.e7.query_ont(network_name="")
            assert [each.name for each in await client.rest.get_devices()] == ["1", "2", "3"]

    asyncio.run(work())
    assert sim.count("logout") == 2


def test_one_client_serves_several_event_loops(sim: Sim, config: Config) -> None:
    """Nothing in it belongs to the loop that it was made in."""
    client = CMSClient(config)
    assert [asyncio.run(client.e7.query_ont("1")) for _ in range(3)] == [[], [], []]
    asyncio.run(client.close())
    asyncio.run(client.close())
    assert (sim.count("login"), sim.count("logout")) == (1, 1)


def test_a_closed_awaited_client_sends_nothing(sim: Sim, config: Config) -> None:
    """After close an operation is an error."""

    async def work() -> None:
        client = CMSClient(config)
        await client.close()
        with pytest.raises(OperationError, match="closed"):
            await client.e7.query_ont("1")

    asyncio.run(work())
    assert sim.requests == []


def test_authenticate_opens_a_closed_client_again(sim: Sim, config: Config) -> None:
    """What waited at the close has failed; what is asked for afterwards is done, in another loop, too."""
    client = CMSClient(config)

    async def leave() -> list[object]:
        creates = [client.e7.create_ont("1", number, ont_profile=162) for number in range(1, 31)]
        tasks = [asyncio.create_task(each) for each in creates]
        await tasks[0]
        await client.close()
        return await asyncio.gather(*tasks, return_exceptions=True)

    async def again() -> list[Ont]:
        await client.authenticate()
        await client.e7.create_ont("1", 99, ont_profile=162)
        found = await client.e7.query_ont("1")
        await client.close()
        return found

    left = asyncio.run(leave())
    made = [each.ont_id for each in left if isinstance(each, Ont)]
    assert all(isinstance(each, OperationError) for each in left[len(made) :])
    assert [ont.ont_id for ont in asyncio.run(again())] == [*made, "99"]
    assert (sim.count("login"), sim.count("logout")) == (2, 2)


def test_an_event_loop_that_ends_early_harms_nothing(sim: Sim, config: Config) -> None:
    """Operations that a loop leaves behind end or never begin, and the client goes on in the next loop."""
    client = CMSClient(config)
    loop = asyncio.new_event_loop()

    async def begin() -> None:
        creates = [client.e7.create_ont("1", number, ont_profile=162) for number in range(1, 31)]
        tasks = [loop.create_task(each) for each in creates]
        await tasks[0]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    loop.run_until_complete(begin())
    loop.close()
    found = asyncio.run(client.e7.query_ont("1"))
    asyncio.run(client.close())
    assert len(found) == sim.count("ont.create") == len(sim.state()["networks"][0]["onts"])
    assert sim.count("logout") == 1


def test_two_event_loops_share_a_client(sim: Sim, config: Config) -> None:
    """Two threads, each with a loop of its own, one session."""
    client, made = CMSClient(config), []

    async def work(first: int) -> list[Ont]:
        numbers = range(first, first + 10)
        return await asyncio.gather(*(client.e7.create_ont("1", each, ont_profile=162) for each in numbers))

    threads = [
        threading.Thread(target=lambda n=first: made.extend(asyncio.run(work(n)))) for first in (100, 200)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asyncio.run(client.close())
    assert len(made) == 20
    assert (sim.count("login"), sim.count("logout")) == (1, 1)


def test_a_snapshot_is_shared_by_awaited_reads(sim: Sim, config: Config) -> None:
    """A hundred reads at once are one listing, which takes our own writes."""

    async def work() -> None:
        async with CMSClient(config) as client:
            await client.e7.create_ont("1", 5, ont_profile=162)
            snapshot = client.e7.snapshot("1")
            found = await asyncio.gather(*(snapshot.get("5") for _ in range(100)))
            assert [each.ont_id for each in found if each] == ["5"] * 100
            await client.e7.create_ont("1", 6, ont_profile=162)
            assert [each.ont_id for each in await client.e7.snapshot("NTWK-1").values()] == ["5", "6"]

    asyncio.run(work())
    assert sim.count("ont.list") == 1


def test_headers_are_added_in_public(sim: Sim, config: Config) -> None:
    """Given at the start, changed later, and one's own transport in the place of the built-in one."""
    transport = HTTPTransport(config, headers={"X-Site": "north"})
    with SyncCMSClient(config, transport=transport) as client:
        client.e7.query_ont("1", 5)
        transport.headers["x-site"] = "south"
        client.e7.query_ont("1", 5)

        class Counting(Wrapper):
            seen = 0

            def send(self, request: Request) -> Response:
                Counting.seen += 1
                return self.inner.send(request)

        client.transport = Counting(client.transport)
        client.e7.query_ont("1", 5)
        assert Counting.seen == 1
        assert client._transport is client.transport
    assert [each.headers["X-Site"] for each in sim.requests] == ["north", "north", "south", "south", "south"]
