"""The session: one login, one logout, never more than needed."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from pulumi_isp_provider.calix.client.client import Config, SyncCMSClient
from pulumi_isp_provider.calix.client.e7 import E7
from pulumi_isp_provider.calix.client.nbi import session
from pulumi_isp_provider.calix.client.nbi.cms import Cms
from pulumi_isp_provider.calix.client.nbi.keep_alive import KeepAlive
from pulumi_isp_provider.calix.client.nbi.session import MAX_UNANSWERED_LOGINS
from pulumi_isp_provider.calix.errors import (
    AuthenticationError,
    CalixError,
    OperationError,
    SessionTableFullError,
)
from pulumi_isp_provider.transport.auth import Lease
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CmsVendor, Simulator

if TYPE_CHECKING:
    from tests.unit.calix.conftest import ScriptedServer

Sim = Simulator[CmsVendor]


def test_many_threads_share_one_login(sim: Sim, client: SyncCMSClient) -> None:
    """Sixteen threads that begin at once log in once."""
    barrier = threading.Barrier(16)

    def work(number: int) -> None:
        barrier.wait()
        client.e7.query_ont("1", number + 1)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sim.count("login"), sim.count("show-ont")) == (1, 16)


def test_an_expired_session_is_renewed_once(sim: Sim, client: SyncCMSClient) -> None:
    """The refused request is sent again with the new session; a create is no exception, nothing was done."""
    client.e7.query_ont("1", 1)
    sim.expire()
    client.e7.create_ont("1", 5, ont_profile=162)
    assert (sim.count("login"), sim.count("ont.create")) == (2, 2)
    assert len(sim.state()["networks"][0]["onts"]) == 1


def test_a_session_may_expire_between_two_pages(sim: Sim, client: SyncCMSClient) -> None:
    """The listing goes on where it was, with the new session: nothing twice, nothing left out."""
    for number in range(1, 31):
        client.e7.create_ont("1", number, ont_profile=162)
    onts = client.e7.iter_onts("1")
    seen = [next(onts).ont_id]
    sim.expire()
    seen += [ont.ont_id for ont in onts]
    assert seen == [str(number) for number in range(1, 31)]
    assert sim.count("login") == 2


def test_a_session_that_expires_over_a_full_table_is_asked_for_once(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor]
) -> None:
    """Somebody else took the last session: every create is refused by its class, one login is tried."""
    with (
        Simulator(vendor(max_sessions=1), seed={"networks": [{"name": "1"}]}) as sim,
        SyncCMSClient(configure(sim)) as client,
        SyncCMSClient(configure(sim)) as other,
    ):
        client.authenticate()
        sim.expire()
        other.authenticate()
        sim.reset_log()
        for number in range(1, 11):
            with pytest.raises(SessionTableFullError) as caught:
                client.e7.create_ont("1", number, ont_profile=162)
            assert not caught.value.effect_unknown
        assert (sim.count("login"), sim.count("ont.create")) == (1, 1)
        assert sim.state()["networks"][0].get("onts", []) == []


def test_more_clients_than_sessions_take_turns_and_none_is_refused(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has a session logs out for one that waits, also while it has nothing to ask itself."""
    monkeypatch.setattr(session, "TURN_SECONDS", 0.02)
    with Simulator(vendor(max_sessions=1), seed={"networks": [{"name": "1"}]}) as sim:
        clients = [SyncCMSClient(configure(sim, max_sessions=1)) for _ in range(3)]
        for client in (*clients, *clients):
            client.e7.query_ont("1", 1)
        assert (sim.count("login"), sim.count("logout"), sim.vendor.sessions()) == (6, 5, 1)
        for client in clients:
            client.close()
        assert (sim.count("logout"), sim.vendor.sessions()) == (6, 0)


def test_a_client_that_is_closed_waits_for_no_session(configure: Callable[..., Config], sim: Sim) -> None:
    """Somebody else keeps the only one; whoever is opened again waits again."""
    with SyncCMSClient(configure(sim, max_sessions=1)) as first:
        first.authenticate()
        other = SyncCMSClient(configure(sim, max_sessions=1))
        other.close()
        with pytest.raises(OperationError, match="closed"):
            other.e7.query_ont("1", 1)
    other.authenticate()
    assert sim.vendor.sessions() == 1
    other.close()


def test_threads_share_the_renewal(sim: Sim, client: SyncCMSClient) -> None:
    """When a session expires under many threads, one of them logs in."""
    client.e7.query_ont("1", 1)
    sim.expire()
    barrier = threading.Barrier(3)

    def work(node: str) -> None:
        barrier.wait()
        client.e7.query_ont(node, 1)

    threads = [threading.Thread(target=work, args=(node,)) for node in ("1", "2", "3")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sim.count("login") == 2


def test_a_session_that_is_always_refused_is_renewed_once_only(
    scripted: tuple[ScriptedServer, E7],
) -> None:
    """Two refusals in a row are an error; no loop of logins fills the session table."""
    server, e7 = scripted
    gone = server.reply(
        "<rpc-error><error-type>application</error-type><error-tag>operation failed</error-tag>"
        "<error-severity>error</error-severity>"
        "<error-message>session not exist, SESSION ID REQUIRED.</error-message></rpc-error>"
    )
    server.answer(server.login, gone, server.login, gone)
    with pytest.raises(AuthenticationError):
        e7.query_ont("1", 5)
    assert len(server.requests) == 4


def test_a_wrong_password_is_sent_once(sim: Sim, config: Config) -> None:
    """Many operations with a wrong password make one login: more would lock the account."""
    wrong = Config(
        credentials={"username": config.credentials.username, "password": "wrong-password"},
        connection=config.connection,
    )
    with SyncCMSClient(wrong) as client:
        for _ in range(5):
            with pytest.raises(AuthenticationError, match="user name or password"):
                client.e7.query_ont("1", 5)
        assert sim.count("login") == 1
        with pytest.raises(AuthenticationError):
            client.authenticate()
        assert sim.count("login") == 2, "asking for it in so many words tries again"


def test_a_remembered_refusal_names_the_operation_that_it_stops(sim: Sim, config: Config) -> None:
    """Each caller's error has its own node and object, not those of the first one."""
    wrong = Config({"username": "admin", "password": "wrong-password"}, config.connection)
    with SyncCMSClient(wrong) as client:
        for node, ont_id in (("1", 5), ("2", 7)):
            with pytest.raises(AuthenticationError) as caught:
                client.e7.query_ont(node, ont_id)
            assert (caught.value.node, caught.value.object) == (f"NTWK-{node}", f"Ont {ont_id}")


def test_logins_without_a_session_id_come_to_an_end(scripted: tuple[ScriptedServer, E7]) -> None:
    """A login that succeeds without a session id may have left a session behind, too."""
    server, e7 = scripted
    server.answer(server.login.replace(b"48151623", b""))
    for _ in range(2 * MAX_UNANSWERED_LOGINS):
        with pytest.raises(CalixError):
            e7.query_ont("1", 5)
    assert len(server.requests) == MAX_UNANSWERED_LOGINS


def test_a_session_that_begins_while_the_client_closes_is_ended(sim: Sim, config: Config) -> None:
    """Close cannot know of it yet; whoever logged in ends it, and sends nothing else."""
    client = SyncCMSClient(config)
    cell = client._cms.session._cell
    store = cell._store

    def close_first(lease: Lease[str], began: float) -> None:
        client.close()
        store(lease, began)

    cell._store = close_first  # type: ignore[method-assign] # the moment between the login and its use
    with pytest.raises(OperationError, match="closed"):
        client.e7.query_ont("1", 5)
    assert [each.operation for each in sim.requests] == ["login", "logout"]


def test_a_full_session_table_is_said(
    configure: Callable[..., Config], vendor: Callable[..., CmsVendor]
) -> None:
    """A CMS without a free session gives an error of its own class, with what to do."""
    with (
        Simulator(vendor(max_sessions=1), seed={"networks": [{"name": "1"}]}) as sim,
        SyncCMSClient(configure(sim)) as first,
        SyncCMSClient(configure(sim)) as second,
    ):
        first.authenticate()
        for _ in range(5):
            with pytest.raises(SessionTableFullError, match="Log out sessions"):
                second.e7.query_ont("1", 5)
        assert sim.count("login") == 2


def test_logins_without_an_answer_come_to_an_end(sim: Sim, config: Config) -> None:
    """Each may have left a session behind, so after a few of them no further one is tried."""
    cms = Cms(config, clock=InstantClock())
    sim.fault("login", "reset_after", times=1000)
    for _ in range(20):
        with pytest.raises(CalixError):
            E7(cms).query_ont("1", 5)
    assert sim.count("login") == MAX_UNANSWERED_LOGINS
    cms.close()


def test_a_closed_client_sends_nothing(sim: Sim, config: Config) -> None:
    """After close an operation is an error; authenticate opens the client again."""
    client = SyncCMSClient(config)
    client.e7.query_ont("1", 5)
    client.close()
    sent = len(sim.requests)
    with pytest.raises(OperationError, match="closed"):
        client.e7.query_ont("1", 5)
    assert len(sim.requests) == sent
    client.authenticate()
    client.e7.query_ont("1", 5)
    client.close()
    assert (sim.count("login"), sim.count("logout")) == (2, 2)


def test_a_failed_logout_does_not_hide_the_result(sim: Sim, config: Config) -> None:
    """Leaving the block succeeds although the CMS does not answer the logout."""
    with SyncCMSClient(config) as client:
        client.authenticate()
        sim.fault("logout", "reset_before", times=10)


def test_the_end_of_the_interpreter_logs_out(sim: Sim, config: Config) -> None:
    """A program that forgets to close leaves no session behind."""
    program = """
        from pulumi_isp_provider.calix import Config, SyncCMSClient
        client = SyncCMSClient(Config.load())
        client.e7.query_ont("1", 5)
    """
    environ = {
        **os.environ,
        "CALIX_URL": sim.url,
        "CALIX_USERNAME": config.credentials.username,
        "CALIX_PASSWORD": config.credentials.password,
    }
    subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=True, timeout=60, env=environ)
    assert (sim.count("login"), sim.count("logout")) == (1, 1)


def test_a_session_is_kept_alive_unless_said_otherwise(config: Config) -> None:
    """Well before a CMS ends it by itself, which is after 30 minutes."""
    assert 0 < config.connection.keep_alive < 1800 / 2
    assert Config(config.credentials, {"host": "cms", "keep_alive": 0}).connection.keep_alive == 0


def keeping_alive(others: set[threading.Thread]) -> list[threading.Thread]:
    """The threads that keep a session alive, without those of others."""
    return [each for each in threading.enumerate() if each.name == "cms-keep-alive" and each not in others]


def test_closing_never_waits_for_the_next_touch(sim: Sim, config: Config) -> None:
    """However close and the thread that keeps alive meet, neither waits for the other's interval."""
    client, others = SyncCMSClient(config), set(threading.enumerate())
    for _ in range(50):
        client.authenticate()
        client.e7.query_ont("1", 5)
        keepers = keeping_alive(others)
        client.close()
        assert len(keepers) == 1
        assert not keepers[0].is_alive()


def test_without_a_session_nothing_is_kept_alive() -> None:
    """The thread ends when there is nothing to keep, and starts again with the next answer."""
    touched = threading.Semaphore(0)

    def touch(node: str) -> bool:
        touched.release()
        return False

    keeper, others = KeepAlive(0.01, touch), set(threading.enumerate())
    for _ in range(2):
        keeper.heard_of("NTWK-1")
        assert touched.acquire(timeout=30)
        for each in keeping_alive(others):
            each.join(30)
    assert not touched.acquire(blocking=False)
    keeper.stop()


def test_an_idle_session_is_touched(sim: Sim, config: Config) -> None:
    """A light read goes to the last node while nothing else is asked for, until the client is closed."""
    connection = {"url": config.connection.url, "keep_alive": 0.05}
    client = SyncCMSClient(Config(config.credentials, connection))
    client.e7.query_ont("2", 5)
    touched = threading.Event()
    while sim.count("system.get-config") < 2:
        touched.wait(0.01)
    client.close()
    count = sim.count("system.get-config")
    assert sim.count("logout") == 1
    touched.wait(0.2)
    assert sim.count("system.get-config") == count
