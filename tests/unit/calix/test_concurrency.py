"""One request per node at a time, nodes side by side."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

import pytest

from pulumi_isp_provider.calix.client.client import CMSClient, Config, SyncCMSClient
from pulumi_isp_provider.calix.client.custom_transport import HTTPTransport
from pulumi_isp_provider.calix.client.extras.lanes import LanePool
from pulumi_isp_provider.calix.client.models import Ont
from pulumi_isp_provider.calix.errors import OperationError
from pulumi_isp_provider.transport.base import Request, Response, Transport, Wrapper
from pulumi_isp_simulators import CmsVendor, Simulator

Sim = Simulator[CmsVendor]


@pytest.fixture
def slow(vendor: Callable[..., CmsVendor]) -> Iterator[Sim]:
    """Nodes that take a moment and do not queue by themselves: only the client keeps the order."""
    seed = {"networks": [{"name": str(number)} for number in range(1, 5)]}
    with Simulator(vendor(serialise_nodes=False), seed=seed, latency=0.002) as running:
        yield running


def spans(sim: Sim, node: str) -> list[tuple[float, float]]:
    """When each request to a node began and ended, as the CMS saw it."""
    return sorted(
        (each.started, each.ended)
        for each in sim.requests
        if f'nodename="NTWK-{node}"' in str(each.body) and each.ended is not None
    )


def assert_one_at_a_time(sim: Sim, node: str) -> None:
    for (_, ended), (started, _) in pairwise(spans(sim, node)):
        assert ended <= started, f"two requests to NTWK-{node} at the same time"


def test_clients_of_one_user_send_to_a_node_in_turns(slow: Sim, configure: Callable[..., Config]) -> None:
    """Each client stands for a process. Many threads of each, and both get to their end."""
    clients = [SyncCMSClient(configure(slow)) for _ in range(2)]

    def work(client: SyncCMSClient, first: int) -> None:
        for number in range(first, first + 5):
            client.e7.create_ont("1", number, ont_profile=162)

    threads = [
        threading.Thread(target=work, args=(client, 1 + 100 * which + 10 * thread))
        for which, client in enumerate(clients)
        for thread in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        client.close()
    assert_one_at_a_time(slow, "1")
    assert len(slow.state()["networks"][0]["onts"]) == 2 * 4 * 5


def test_two_nodes_go_on_side_by_side_each_strictly_one_at_a_time(
    slow: Sim, configure: Callable[..., Config]
) -> None:
    """A hundred creates on each of two nodes: neither waits for the other, no node gets two at once."""

    async def work() -> list[Ont]:
        async with CMSClient(configure(slow)) as client:
            return await asyncio.gather(
                *(
                    client.e7.create_ont(node, number, ont_profile=162)
                    for node in ("1", "2")
                    for number in range(1, 101)
                )
            )

    assert len(asyncio.run(work())) == 200
    first, second = spans(slow, "1"), spans(slow, "2")
    assert (len(first), len(second)) == (100, 100)
    assert_one_at_a_time(slow, "1")
    assert_one_at_a_time(slow, "2")
    # Neither has to wait until the other is half done.
    assert first[0][0] < second[50][0]
    assert second[0][0] < first[50][0]


def test_threads_take_turns_on_a_node(slow: Sim, configure: Callable[..., Config]) -> None:
    """The blocking client keeps the same order for threads."""
    with SyncCMSClient(configure(slow)) as client:

        def work(offset: int) -> None:
            for number in range(5):
                client.e7.create_ont("1", offset + number, ont_profile=162)

        threads = [threading.Thread(target=work, args=(1 + 10 * each,)) for each in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(client.e7.query_ont("1")) == 30
    assert_one_at_a_time(slow, "1")


def test_a_thousand_onts_cost_a_login_and_their_pages(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor]
) -> None:
    """Reading each of 1,000 ONTs on 4 nodes takes the pages of four listings and nothing more."""
    seed = {
        "networks": [
            {"name": str(node), "onts": [{"id": number, "ontprof": 162} for number in range(1, 251)]}
            for node in range(1, 5)
        ]
    }
    with Simulator(vendor(page_bytes=30_000), seed=seed) as sim:
        with SyncCMSClient(configure(sim)) as client:
            for node in range(1, 5):
                assert all(client.e7.snapshot(str(node)).get(str(number)) for number in range(1, 251))
            pages = sim.count("ont.list")
            assert len(sim.requests) == pages + 1
        assert pages < 60
        with SyncCMSClient(configure(sim)) as client:
            sim.reset_log()
            assert sum(len(client.e7.query_ont(str(node))) for node in range(1, 5)) == 1000
            assert len(sim.requests) == pages + 1


def test_a_hundred_reads_at_once_share_one_listing(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor]
) -> None:
    """While one thread lists, the others wait for its answer."""
    seed = {"networks": [{"name": "1", "onts": [{"id": each, "ontprof": 162} for each in range(1, 21)]}]}
    with Simulator(vendor(page_bytes=100_000), seed=seed) as sim, SyncCMSClient(configure(sim)) as client:
        found: list[object] = []
        threads = [
            threading.Thread(target=lambda n=n: found.append(client.e7.snapshot("1").get(str(n % 20 + 1))))
            for n in range(100)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 100
        assert None not in found
        assert sim.count("ont.list") == 1


def test_a_cache_time_of_zero_lists_each_time(sim: Sim, configure: Callable[..., Config]) -> None:
    """Who wants no cache gets none."""
    with SyncCMSClient(configure(sim, cache_ttl=0)) as client:
        client.e7.snapshot("1").get("5")
        client.e7.snapshot("1").get("5")
    assert sim.count("ont.list") == 2


class Holding(Wrapper):
    """Holds the create of one ONT on its way until it is let go."""

    def __init__(self, inner: Transport, ont_id: int) -> None:
        super().__init__(inner)
        self.held, self.go = threading.Event(), threading.Event()
        self._held = f'operation="create" get-config="true"><type>Ont</type><id><ont>{ont_id}</ont>'.encode()

    def send(self, request: Request) -> Response:
        if self._held in (request.body or b""):
            self.held.set()
            assert self.go.wait(60)
        return self.inner.send(request)


def test_cancelling_one_create_loses_no_other(slow: Sim, configure: Callable[..., Config]) -> None:
    """Of a hundred creates two are cancelled: what was on its way is done, what waited is never sent."""
    config = configure(slow)
    transport = Holding(HTTPTransport(config), 2)

    async def work() -> list[object]:
        async with CMSClient(config, transport=transport) as client:
            tasks = [
                asyncio.create_task(client.e7.create_ont("1", number, ont_profile=162))
                for number in range(1, 101)
            ]
            await asyncio.to_thread(transport.held.wait, 60)
            tasks[1].cancel()
            tasks[50].cancel()
            transport.go.set()
            return await asyncio.gather(*tasks, return_exceptions=True)

    results = asyncio.run(work())
    assert [number for number, each in enumerate(results) if isinstance(each, BaseException)] == [1, 50]
    made = {int(ont["id"]) for ont in slow.state()["networks"][0]["onts"]}
    assert made == set(range(1, 101)) - {51}
    assert slow.count("logout") == 1


def test_onts_in_hand_do_not_wait_for_a_busy_node(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor]
) -> None:
    """Only the next page needs the node's turn, not each ONT of a page that is there already."""
    seed = {"networks": [{"name": "1", "onts": [{"id": each, "ontprof": 162} for each in range(1, 11)]}]}

    async def work(config: Config) -> list[str]:
        transport = Holding(HTTPTransport(config), 99)
        async with CMSClient(config, transport=transport) as client:
            onts = client.e7.iter_onts("1")
            seen = [(await anext(onts)).ont_id]
            create = asyncio.create_task(client.e7.create_ont("1", 99, ont_profile=162))
            await asyncio.to_thread(transport.held.wait, 60)
            async with asyncio.timeout(60):
                seen += [(await anext(onts)).ont_id for _ in range(9)]
            transport.go.set()
            await create
            return seen

    with Simulator(vendor(page_bytes=100_000), seed=seed) as sim:
        assert asyncio.run(work(configure(sim))) == [str(each) for each in range(1, 11)]


def test_a_busy_lane_does_not_hold_up_the_others() -> None:
    """With two threads and one lane that is stuck, the other lane goes on."""
    pool, go = LanePool(2, 1), threading.Event()
    stuck = [pool.submit("a", go.wait) for _ in range(10)]
    assert [pool.submit("b", partial(int, n)).result(timeout=30) for n in range(5)] == list(range(5))
    assert not any(each.done() for each in stuck)
    go.set()
    assert all(each.result(timeout=30) for each in stuck)
    pool.close()


def test_a_closed_pool_refuses_what_has_not_begun() -> None:
    """What has begun goes on to its end, the rest fails with an error, and nothing more is taken."""
    pool, begun, go = LanePool(1, 1), threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        go.wait()
        return "done"

    first, second = pool.submit("a", work), pool.submit("a", work)
    assert begun.wait(30)
    closing = threading.Thread(target=pool.close)
    closing.start()
    with pytest.raises(OperationError, match="nothing was sent"):
        second.result(timeout=30)
    go.set()
    assert first.result(timeout=30) == "done"
    closing.join(30)
    with pytest.raises(OperationError, match="closed"):
        pool.submit("a", work)
